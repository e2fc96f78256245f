"""E023, E024, E085, E022: いつでも is a report with people and items, or a message with a contract; each once."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import AnytimePart
from workflow.definition.suggestions import likely_or_all

OF_REPORTS = ("who", "items")


def check(checked: Checked) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    report, message = ("届", "知らせ") if ja else ("report", "message")
    seen: dict[str, AnytimePart] = {}
    for handler in checked.outline.anytime:
        part = handler.part
        if part.has("report") == part.has("message"):
            yield problem(
                "E023" if part.has("report") else "E024",
                part.heading("message"),
                f"「{report}」か「{message}」のどちらか一つを書きます。",
                f'Write either "{report}" or "{message}".',
            )
        first = seen.setdefault(handler.name, part)
        if first is not part and handler.name:
            yield problem(
                "E022",
                part.name,
                f"「{part.name.value}」は{first.position.line}行目にもあります。",
                f'"{part.name.value}" is also on line {first.position.line}.',
            )
        if part.has("steps") and not part.steps and checked.procedure.complete:
            yield problem("E024", part.heading("steps"), "手順が一つもありません。", "There is no step.")
        if part.message and not part.report:
            yield from _message(checked, part)


def _message(checked: Checked, part: AnytimePart) -> Iterator[Problem]:
    for field in OF_REPORTS:
        if part.has(field):
            heading = part.heading(field)
            yield problem(
                "E023",
                heading,
                f"「{heading.value}」は人が出す届に書きます。知らせには書けません。",
                f'"{heading.value}" belongs to a report of a person, not to a message.',
            )
    contract = checked.contract(part.name.value)
    if contract is None or not contract.has("payload"):
        yield problem(
            "E085",
            part.name,
            f"「{part.name.value}」という知らせはありません。",
            f'There is no message "{part.name.value}".',
            likely_or_all(
                part.name.value, [pair.key.value for pair in checked.procedure.systems if pair.value.has("payload")]
            ),
        )
