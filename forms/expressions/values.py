"""What procedures give to expressions and get from them."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol, TypeAlias, runtime_checkable

from forms.feel.outside import Outside

Value: TypeAlias = Outside


@runtime_checkable
class Calendar(Protocol):
    """Counts business days."""

    def business_days_between(self, first: date, last: date) -> int:
        """Business days from `first` to `last`, both counted."""
        ...


Environment: TypeAlias = "Mapping[str, Value | Calendar]"
"""The values an expression may read, by key; besides items `today`, `now` and `calendar`. What is missing is null."""
