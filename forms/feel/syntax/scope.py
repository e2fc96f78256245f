"""The names an expression may use, innermost first, and how they are found in a text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forms.feel.syntax.characters import PART, SPACES, name_tokens
from forms.feel.types import ContextType, FunctionType, ListType, RangeType, Type


@dataclass(frozen=True, slots=True)
class _Spelled:
    name: str
    tokens: tuple[str, ...]


class Names:
    """Names by their first token, the longest first."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[_Spelled]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        tokens = name_tokens(name)
        if not tokens:
            return
        known = self._by_first.setdefault(tokens[0], [])
        if all(spelled.name != name for spelled in known):
            known.append(_Spelled(name, tokens))
            known.sort(key=lambda spelled: -len(spelled.tokens))

    def at(self, text: str, start: int, first: str) -> tuple[str, int] | None:
        """The longest name whose tokens stand here, and the index after it. `first` is the word that stands here."""
        for spelled in self._by_first.get(first, ()):
            end = _end_of(spelled.tokens, text, start)
            if end is not None:
                return spelled.name, end
        return None


@dataclass(frozen=True, slots=True)
class Scope:
    """The types of the names that may be used."""

    types: Mapping[str, Type]
    members: frozenset[str] = frozenset()
    """Keys that contexts of unknown type may have, so that names with spaces are recognised after a dot."""
    names: Names = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", Names(self.types))


def members_of(type_: Type) -> frozenset[str]:
    """All keys of the contexts in a type, however deep."""
    match type_:
        case ContextType():
            parts = type_.types
            return frozenset(parts).union(*(members_of(part) for part in parts.values()))
        case ListType(of=inner) | RangeType(of=inner):
            return members_of(inner)
        case FunctionType(result=result):
            return members_of(result)
        case _:
            return frozenset()


def _end_of(tokens: tuple[str, ...], text: str, start: int) -> int | None:
    end = start
    for index, token in enumerate(tokens):
        at = end if index == 0 else _after_spaces(text, end)
        if not text.startswith(token, at):
            return None
        end = at + len(token)
        if PART.match(token[-1]) and PART.match(text, end):
            return None
    return end


def _after_spaces(text: str, at: int) -> int:
    found = SPACES.match(text, at)
    return found.end() if found else at
