"""What a row of the vocabulary says: a kind of step, its buttons, a heading, the type of what stands under it."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["ja", "en"]


@dataclass(frozen=True, slots=True)
class ValueType:
    """The type of a value as its notation says: 文, 選び(a・b), 並び(t), 対応(k→t), 参照(x), 式(t), →place, →→place.

    名(x) gives a new x its name; 参照(x), 文(x) and 符号(x) name an x that is there."""

    name: str
    """The part before the bracket; `→` for a mapping of a place, `→→` for a list of such."""
    words: tuple[str, ...] = ()
    """The words of a choice, what is named or referred to, the type of an expression, the name of a place."""
    of: tuple["ValueType", ...] = ()
    """The type of the elements of a list, or of keys and values of a mapping."""

    @property
    def word(self) -> str:
        return self.words[0] if self.words else ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One button of a kind of step."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of step."""

    ja: str
    en: str
    verdicts: tuple[Verdict, ...]
    name: ValueType
    """What stands behind the kind: the name of the step, or the step or outcome that it leads to."""
    bpmn: str
    meaning: str

    @property
    def human(self) -> bool:
        """Whether people do it."""
        return self.bpmn.startswith("userTask")

    def in_language(self, language: Language) -> str:
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that may stand in a place."""

    place: str
    ja: str
    en: str
    value: ValueType
    default: str
    meaning: str
    required: bool

    def in_language(self, language: Language) -> str:
        return self.ja if language == "ja" else self.en

    @property
    def field(self) -> str:
        """Name of the field of the document that holds its value."""
        return f"{self.en}_" if self.en in {"if", "for", "as", "pass"} else self.en
