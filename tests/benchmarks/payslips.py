"""Payslips of one template: stamped, laid out one by one with WeasyPrint, drawn with reportlab; in turns, in one run.

The stamp's time includes laying the template out; the other two start warm. Seconds are those of one core. One person
in thirty has a name with a character from the second font, one in ten a notice on the slip.
"""

import io
import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from forms.documents.press.engine import render
from forms.documents.press.stamp import Stamp, prepare
from forms.documents.template import Field, Template
from forms.documents.values import Row, field_text
from tests.support.documents import NOTES, pay, payslip

BATCH, ALONE, DRAWN, ROUNDS = 1000, 6, 40, 3
FONTS = "/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic"
NAIVE_GOAL, REPORTLAB_GOAL, SIZE_GOAL, MEMORY_GOAL = 30, 3, 60_000, 200


def main() -> int:
    """Print rates, sizes and memory; exit status 1 when a goal is missed."""
    template = payslip()
    people = staff()
    stamp = prepare(template)
    pages = [stamp.html(values) for values in people[:ALONE]]
    draw = reportlab_page(template)
    warm_up(pages, draw, people)
    rates: dict[str, list[float]] = {"stamp": [], "naive": [], "reportlab": []}
    for _ in range(ROUNDS):
        rates["stamp"].append(BATCH / seconds(lambda: stamped(template, people)))
        rates["naive"].append(ALONE / seconds(lambda: [render(page).write_pdf() for page in pages]))
        rates["reportlab"].append(DRAWN / seconds(lambda: [draw(values) for values in people[:DRAWN]]))
    ours, naive, drawn = (statistics.median(rates[kind]) for kind in rates)
    sizes = sorted(len(stamp.pdf(values)) for values in people)
    memory = memory_of_a_batch()
    print(f"stamp {ours:.0f}/s  WeasyPrint alone {naive:.1f}/s  reportlab {drawn:.1f}/s")
    print(
        f"{ours / naive:.0f} x WeasyPrint alone (goal {NAIVE_GOAL})"
        f", {ours / drawn:.1f} x reportlab (goal {REPORTLAB_GOAL})"
    )
    print(f"size: median {statistics.median(sizes) / 1000:.1f} kB, largest {sizes[-1] / 1000:.1f} kB (goal 60)")
    print(f"memory: {memory} MB at most for a batch of {BATCH} in a process of its own (goal {MEMORY_GOAL})")
    reached = ours >= NAIVE_GOAL * naive and ours >= REPORTLAB_GOAL * drawn
    return 0 if reached and sizes[-1] <= SIZE_GOAL and memory <= MEMORY_GOAL else 1


def staff() -> list[Row]:
    """A batch of invented people."""
    people: list[Row] = []
    for number in range(BATCH):
        chance = random.Random(number)
        usual = {"氏名漢字": f"{chance.choice(('髙橋', '佐藤', '碑文谷'))}　{chance.choice(('花子', '太郎'))}"}
        notice = {"お知らせ": NOTES[1] if number % 10 == 0 else "", "訂正内容": ""}
        name = usual if number % 30 else {"氏名漢字": "𠮷田　葛󠄀"}
        people.append({**pay(chance), **notice, **name})
    return people


def seconds(work: Callable[[], object]) -> float:
    """Time of one core."""
    began = time.process_time()
    work()
    return time.process_time() - began


def stamped(template: Template, people: Sequence[Row]) -> None:
    stamp = prepare(template)
    for values in people:
        stamp.pdf(values)


def warm_up(pages: Sequence[str], draw: Callable[[Row], bytes], people: Sequence[Row]) -> None:
    render(pages[0]).write_pdf()
    draw(people[0])


def memory_of_a_batch() -> int:
    """Megabytes that a process takes to make a batch and its paper run."""
    context = multiprocessing.get_context("spawn")
    answer: Any = context.Queue()
    process = context.Process(target=_make_a_batch, args=(answer,))
    process.start()
    size = answer.get()
    process.join()
    return int(size)


def _make_a_batch(answer: Any) -> None:
    people = staff()
    stamp: Stamp = prepare(payslip())
    for values in people:
        stamp.pdf(values)
    for _ in stamp.run(people):
        pass
    answer.put(peak())


def peak() -> int:
    """The most memory this process ever had, in megabytes. getrusage would count the process it was started from."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024


def reportlab_page(template: Template) -> Callable[[Row], bytes]:
    """The same words and values as four tables of reportlab, in the same fonts."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate, Spacer, Table, TableStyle

    pdfmetrics.registerFont(TTFont("plain", f"{FONTS}-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("bold", f"{FONTS}-Bold.ttf"))
    style = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), "plain", 9),
            ("FONT", (0, -1), (-1, -1), "bold", 9),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, "#d5dce4"),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
    )

    def rows(fields: Sequence[Field], values: Row) -> list[list[str]]:
        return [[field.label, field_text(field, values, [])] for field in fields]

    def draw(values: Row) -> bytes:
        target = io.BytesIO()
        groups = [template.fields[start : start + 14] for start in range(0, len(template.fields), 14)]
        story = [
            part
            for group in groups
            for part in (Table(rows(group, values), [60 * mm, 60 * mm], style=style), Spacer(1, 6))
        ]
        SimpleDocTemplate(target, pagesize=A4, topMargin=10 * mm, bottomMargin=10 * mm).build(story)
        return target.getvalue()

    return draw
