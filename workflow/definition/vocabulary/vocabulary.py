"""The closed vocabulary in one of its two languages: the one table behind parser and messages."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from workflow.definition.vocabulary.entries import Heading, Kind, Language
from workflow.definition.vocabulary.kinds import KINDS
from workflow.definition.vocabulary.meanings import headings_in_japanese, kinds_in_japanese
from workflow.definition.vocabulary.notation import headings, kinds
from workflow.definition.vocabulary.procedure_headings import PROCEDURE_HEADINGS
from workflow.definition.vocabulary.scenario_headings import SCENARIO_HEADINGS
from workflow.definition.vocabulary.step_headings import STEP_HEADINGS
from workflow.definition.vocabulary.words import WORDS

ALL_KINDS: tuple[Kind, ...] = kinds(KINDS)
ALL_HEADINGS: tuple[Heading, ...] = headings(PROCEDURE_HEADINGS, STEP_HEADINGS, SCENARIO_HEADINGS)
_ENGLISH = dict(pair.split("=") for pair in WORDS.split())
_JAPANESE = {en: ja for ja, en in _ENGLISH.items()}


@lru_cache(maxsize=16_384)
def normal(name: str) -> str:
    """The form in which names are compared: 「ＰＣ 」 and 「PC」 are one name."""
    return unicodedata.normalize("NFKC", name).strip()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a file in `language` may use."""

    language: Language

    @property
    def other(self) -> "Vocabulary":
        return Vocabulary("en" if self.language == "ja" else "ja")

    def headings(self, *places: str) -> Mapping[str, Heading]:
        """Headings that may stand in these places, by their names in this language."""
        return _headings(self.language, places)

    def all_headings(self) -> tuple[Heading, ...]:
        """Headings of every place."""
        return ALL_HEADINGS

    def kinds(self) -> Mapping[str, Kind]:
        """Kinds of steps by their names in this language."""
        return _kinds(self.language)

    def meaning(self, known: Heading | Kind) -> str:
        """What a heading or a kind of step means, in this language."""
        if self.language == "en":
            return known.meaning
        if isinstance(known, Kind):
            return kinds_in_japanese().get(known.ja, "")
        return headings_in_japanese().get((known.place, known.ja), "")

    def word(self, ja: str) -> str:
        """How a word is spelled in this language; a word that is the same in both comes back as it is."""
        return ja if self.language == "ja" else _ENGLISH.get(ja, ja)

    def japanese(self, text: str) -> str:
        """The Japanese spelling of a word of this language; a text that is no word comes back as it is."""
        return text if self.language == "ja" else _JAPANESE.get(text, text)

    def places_of(self, kind: Kind) -> tuple[str, ...]:
        """The places whose headings a step of this kind may have."""
        return ("手順", "人手順", kind.ja) if kind.human else ("手順", kind.ja)


def english(ja: str) -> str:
    """The English spelling of a Japanese word of the vocabulary."""
    return _ENGLISH.get(ja, ja)


@cache
def _headings(language: Language, places: tuple[str, ...]) -> Mapping[str, Heading]:
    found = (heading for place in places for heading in ALL_HEADINGS if heading.place == place)
    return {heading.in_language(language): heading for heading in found}


@cache
def _kinds(language: Language) -> Mapping[str, Kind]:
    return {kind.in_language(language): kind for kind in ALL_KINDS}
