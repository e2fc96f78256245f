"""E013: how long a document may stay unread, and how long it is kept, is counted in days of the calendar."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.document import IssueStep
from workflow.definition.located import Located


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(IssueStep):
        assert isinstance(placed.step, IssueStep)
        receipt, keep = placed.step.receipt, placed.step.keep
        if receipt and receipt.due and receipt.due.value.plain is None:
            yield _problem(
                receipt.due, "受領の期限は、日・週・時間で数えます。", "Receipts are due after days or weeks."
            )
        if receipt and receipt.remind and receipt.remind.value.every.plain is None:
            yield _problem(
                receipt.remind, "受領の催促は、日・週・時間で数えます。", "Reminders come after days or weeks."
            )
        if keep and keep.value.months is None and keep.value.unit not in ("days", "weeks"):
            yield _problem(keep, "控えの期間は、日・週・か月・年で数えます。", "Documents are kept for days to years.")


def _problem(where: Located[object], ja: str, en: str) -> Problem:
    return problem("E013", where, ja, en, Text("例: 30日、7年", "for example 30 days, 7 years"))
