"""The names an expression may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from forms.expressions.words import is_at
from forms.feel.types import DATE, DATETIME, Name

_BUILT_IN = {
    "今日": Name("today", DATE),
    "today": Name("today", DATE),
    "今": Name("now", DATETIME),
    "now": Name("now", DATETIME),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """For each spelling what it stands for; spellings are compared after NFKC and trimming."""

    names: Mapping[str, Name]
    spellings: tuple[tuple[str, Name], ...] = field(init=False, repr=False)
    """All of them, built-in ones included, the longest first."""
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spellings", longest_first(_BUILT_IN | dict(self.names)))
        object.__setattr__(self, "_hash", hash(self.spellings))

    def __hash__(self) -> int:
        return self._hash


def longest_first(names: Mapping[str, Name]) -> tuple[tuple[str, Name], ...]:
    """Names in the order in which they are looked for in a text, so that 警察への届出日 is not read as 警察への届出."""
    found = {normalize("NFKC", spelling).strip(): name for spelling, name in names.items()}
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def spelled_at(text: str, at: int, spellings: Sequence[tuple[str, Name]]) -> tuple[str, Name] | None:
    """The longest name that starts here."""
    return next(((spelling, name) for spelling, name in spellings if is_at(text, at, spelling)), None)
