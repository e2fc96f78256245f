"""E072, E023: what takes the place of the main flow ends the case or leads back into it, on every way."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.leaving import leaves


def check(checked: Checked) -> Iterator[Problem]:
    for handler in checked.outline.anytime:
        part = handler.part
        if part.interrupt is None or not part.interrupt.value:
            continue
        heading = part.heading("interrupt")
        if part.steps and not leaves(part.steps):
            yield problem(
                "E072",
                heading,
                f"「{heading.value}」の手順は、どの道も「進む」「差戻す」「終了」「エラー」で終わります。",
                f'Every way of a handler with "{heading.value}" ends in go_to, send_back_to, end or raise.',
            )
        for field in ("at_once", "after_end"):
            if part.has(field):
                other = part.heading(field)
                yield problem(
                    "E023",
                    other,
                    f"「{heading.value}」するものに「{other.value}」は書けません。案件そのものに代わるからです。",
                    f'What takes the place of the case has no "{other.value}".',
                )
