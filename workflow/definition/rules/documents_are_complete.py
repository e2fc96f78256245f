"""E024, E013: a document that is not open says why; its number series exists."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.suggestions import likely_or_all


def check(checked: Checked) -> Iterator[Problem]:
    part = checked.procedure.document
    if part is None:
        return
    reason = "不開示理由" if checked.vocabulary.language == "ja" else "reason_closed"
    if part.disclosure.value not in {"", "open"} and not part.has("reason_closed"):
        yield problem(
            "E024", part.disclosure, f"公開しない文書には「{reason}」が必要です。", f'"{reason}" is required.'
        )
    if part.number and part.number.value not in checked.catalogue.number_series:
        yield problem(
            "E013",
            part.number,
            f"「{part.number.value}」という番号の系列はありません。",
            f'There is no number series "{part.number.value}".',
            likely_or_all(part.number.value, sorted(checked.catalogue.number_series)),
        )
