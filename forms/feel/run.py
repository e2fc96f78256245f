"""One evaluation: how many steps are left, what time it is, and why results are null."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from forms.errors import ExpressionBudgetExceeded
from forms.spec import Text

BUDGET = 200_000
MOST_REASONS = 20
MOST_CALLS = 60
"""Functions may call themselves this deep."""
LONGEST_TEXT = 100_000
LONGEST_LIST = 100_000


class Refused(Exception):
    """A function or sign has no result for its operands; the result is null."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.ja)
        self.reason = reason


@dataclass(slots=True)
class Run:
    """Shared by everything that is computed for one question."""

    now: datetime
    """Aware; `today` and `now` answer from it."""
    budget: int = BUDGET
    depth: int = 0
    outside: Mapping[str, object] = field(default_factory=dict)
    """The values that are given from outside, by key, as the rest of the program has them."""
    reasons: list[Text] = field(default_factory=list)
    """Why parts of the result are null, in the order in which it was found."""

    def spend(self, steps: int) -> None:
        """Raises ExpressionBudgetExceeded when nothing is left."""
        self.budget -= steps
        if self.budget < 0:
            raise ExpressionBudgetExceeded

    def null(self, reason: Text) -> bool | None:
        """Null, which stands for an error; the reason is kept. Typed so that it may be an answer as well as a value."""
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append(reason)
        return None
