"""E023, E024, E100: nobody fills in a case that the calendar starts, and somebody in particular is its applicant."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import Start
from workflow.engine.scope import NOTHING_IS_ASKED


def check(checked: Checked) -> Iterator[Problem]:
    start = checked.procedure.start
    if start is None or not start.has("monthly"):
        return
    for other in ("message", "from_case"):
        if start.has(other):
            yield _not_both(start, other)
    yield from _required(checked)
    if any(person.base == "everyone" for person in checked.program.may_start):
        who = start.heading("who")
        yield problem(
            "E100",
            start.who[0] if start.who else who,
            "毎月始まる案件の申請者が決まりません。係や職で書いてください。最初に見つかる人が申請者になります。",
            "Nobody in particular is the applicant of each month. Name a unit or a post; the first one found is.",
        )


def _required(checked: Checked) -> Iterator[Problem]:
    initial = "初期値" if checked.vocabulary.language == "ja" else "initial"
    for part in checked.procedure.form:
        item = checked.program.form.item(part.key) if part.item else None
        if item is None or item.required not in NOTHING_IS_ASKED or item.fill != "first" or item.visible is not None:
            continue
        if item.initial is None and not item.is_found and part.required is not None:
            yield problem(
                "E024",
                part.required,
                f"「{item.name}」には「{initial}」が必要です。毎月始まる案件には、書く人がいません。",
                f'"{item.name}" needs "{initial}": nobody fills in a case that the calendar starts.',
            )


def _not_both(start: Start, other: str) -> Problem:
    first, second = start.heading("monthly"), start.heading(other)
    return problem(
        "E023",
        first,
        f"「{first.value}」と「{second.value}」は、どちらか一つだけ書けます。",
        f'Only one of "{first.value}" and "{second.value}" can be written.',
    )
