"""What may stand in an expression or in a slot of a text, behind what is written of it already."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms.expressions.functions import OWN
from forms.feel.types import ContextType, Name
from forms.spec import FormSpec
from workflow.definition.completion.names import OwnNames
from workflow.definition.completion.offer import Offer
from workflow.definition.completion.parts import Parts
from workflow.definition.completion.said import Said
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.vocabulary import Vocabulary
from workflow.engine.scope import DECIDED, scope_of

_COMPARED = re.compile(r"(?:[=≠＝]|が|<>)\s*$")
_SLOT = re.compile(r"\{([^{}]*)$")
_TEXT: dict[Language, re.Pattern[str]] = {"ja": re.compile(r"「([^「」]*)$"), "en": re.compile(r"[=(,]\s*\"([^\"]*)$")}
_CLOSED: dict[Language, tuple[str, str]] = {"ja": ("「", "」"), "en": ('"', '"')}
_DECISION: dict[Language, str] = {"ja": "決定.結果", "en": "decision.outcome"}
_LONGEST = 40
"""No name is looked for that is longer."""


@dataclass(frozen=True, slots=True)
class Formulas:
    """The names that expressions of one text may use."""

    vocabulary: Vocabulary
    reader: Language
    own: OwnNames
    parts: Parts

    def expression(self, said: Said) -> Iterator[Offer]:
        """The choices of an item that is compared with something; else names and functions."""
        end = said.begin + len(said.word)
        opening, closing = _CLOSED[self.vocabulary.language]
        if text := _TEXT[self.vocabulary.language].search(said.word):
            at = said.begin + text.start(1)
            yield from (Offer(word, "", f"{word}{closing}", at, end) for word in self._compared(said.word))
            return
        if _COMPARED.search(said.word):
            yield from (Offer(f"{opening}{word}{closing}", "", "", end, end) for word in self._compared(said.word))
        names = [
            *self._paths(said.word),
            *((name, "") for name in self.parts.of_a_row(said.levels)),
            *self._functions(),
        ]
        begun = _begun(said.word, [name for name, _ in names])
        for name, meaning in names:
            if name.startswith(begun):
                yield Offer(name, meaning, "", end - len(begun), end)

    def slot(self, said: Said) -> list[Offer] | None:
        """Names for the slot that is open at the cursor; None where none is."""
        found = _SLOT.search(said.word)
        if found is None:
            return None
        at, end = said.begin + found.start(1), said.begin + len(said.word)
        names = ((name, meaning) for name, meaning in self._paths(found[1]) if name.startswith(found[1]))
        return [Offer(name, meaning, f"{name}}}", at, end) for name, meaning in names]

    def _paths(self, before: str) -> Iterator[tuple[str, str]]:
        """Items, tables, what every case knows; parts of a record once its name and a point are written."""
        yield from self.own.of("項目").items()
        yield from ((name, "") for name in self.own.of("決定表"))
        yield from ((self.vocabulary.word(word), "") for word in ("今日", "今"))
        yield from _inside(scope_of(FormSpec(), self.vocabulary.language).names, before)

    def _functions(self) -> Iterator[tuple[str, str]]:
        for function in OWN:
            name = function.names[0] if self.vocabulary.language == "ja" else function.names[:2][-1]
            yield f"{name}(", function.usage.in_language(self.reader)

    def _compared(self, before: str) -> list[str]:
        """The choices of the item that was named last; what the decision may have been."""
        language = self.vocabulary.language
        decided = [*DECIDED[language].values(), *self.own.decided.values()]
        choices = self.own.choices | {_DECISION[language]: decided}
        at = {name: before.rfind(name) for name in choices}
        last = max(at, key=lambda name: (at[name], len(name)))
        return choices[last] if at[last] >= 0 else []


def _begun(before: str, names: Iterable[str]) -> str:
    """The end of the text that one of the names begins with."""
    ends = (before[at:] for at in range(max(0, len(before) - _LONGEST), len(before)))
    return next((end for end in ends if any(name.startswith(end) for name in names)), "")


def _inside(names: Mapping[str, Name], before: str, around: str = "") -> Iterator[tuple[str, str]]:
    for name, known in names.items():
        yield f"{around}{name}", ""
        if isinstance(known.type, ContextType) and f"{around}{name}." in before:
            yield from _inside(known.type.fields, before, f"{around}{name}.")
