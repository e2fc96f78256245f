"""Finds out whom a text such as 「申請者の課の庶務担当」 names."""

from collections import ChainMap
from collections.abc import Container, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from workflow.definition.catalogue import Catalogue
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.engine.values import PersonRef

BASES = {
    "申請者": "applicant",
    "起案者": "drafter",
    "入力者": "typist",
    "全職員": "everyone",
    "前の処理者": "previous",
}
LEVELS = {"部": "level:department", "課": "level:section", "係": "level:subsection"}
JOINT: dict[Language, str] = {"ja": "の", "en": "'s "}


@dataclass(frozen=True, slots=True)
class Piece:
    """One name of a text that names people."""

    written: str
    keys: tuple[str, ...]
    """The base or the relations it stands for."""


@dataclass(frozen=True, slots=True)
class UnknownPerson:
    """What could not be found in a text that should name people."""

    part: str
    """The piece that nobody knows."""
    offset: int
    """Where the piece starts in the text."""
    known: tuple[str, ...]
    """What could have stood there."""


class People:
    """Resolves the names of people in one file."""

    def __init__(
        self, catalogue: Catalogue, language: Language, steps: Mapping[str, str], items: Mapping[str, str] | None = None
    ) -> None:
        """`steps`: the names of steps in normal form, to their node ids; `items`: those whose answer is a person or a
        unit, to their keys."""
        vocabulary = Vocabulary(language)
        self._joint = JOINT[language]
        self._units = {normal(name): key for name, key in catalogue.units.items()}
        self._posts = {normal(name): name for name in catalogue.posts}
        self._post_words = {vocabulary.word(name): name for name in catalogue.posts}
        self._bases: dict[str, tuple[str, ...]] = {vocabulary.word(ja): (base,) for ja, base in BASES.items()}
        self._bases |= {normal(role): ("everyone", f"role:{role}") for role in catalogue.roles}
        self._bases |= {
            normal(name) + self._joint + vocabulary.word("処理者"): (f"step:{id_}",) for name, id_ in steps.items()
        }
        self._bases |= {f"{{{name}}}": (f"item:{key}",) for name, key in (items or {}).items()}
        self._begin = ChainMap[str, Any](self._bases, self._units)
        self._relations = {vocabulary.word("所属長"): "head", vocabulary.word("担当者"): "in_charge"}
        self._relations |= {vocabulary.word(ja): level for ja, level in LEVELS.items()}
        for prefix, names in (("post", catalogue.posts), ("role", catalogue.roles)):
            for name in names:
                self._relations[normal(name)] = f"{prefix}:{name}"
                self._relations.setdefault(vocabulary.word(name), f"{prefix}:{name}")

    def beside(self, more: Mapping[str, str]) -> "People":
        """The same, where other texts name people, too: `more` are these texts and the bases they stand for."""
        if not more:
            return self
        wider = copy(self)
        wider._bases = {**self._bases, **{text: (base,) for text, base in more.items()}}
        wider._begin = ChainMap[str, Any](wider._bases, self._units)
        return wider

    def resolve(self, text: str) -> PersonRef | UnknownPerson:
        """The people that the text names, or what in it is not known."""
        pieces = self.pieces(text)
        if isinstance(pieces, UnknownPerson):
            return pieces
        base, *relations = (key for piece in pieces for key in piece.keys)
        return PersonRef(base=base, relations=tuple(relations), text=text)

    def pieces(self, text: str) -> "tuple[Piece, ...] | UnknownPerson":
        """The names that the text is put together from, or what in it is not known."""
        written = normal(text)
        best: UnknownPerson | None = None
        for name in _prefixes(written, self._begin, self._joint):
            found = self._follow(written, len(name), name)
            if isinstance(found, UnknownPerson):
                best = max(best or found, found, key=lambda unknown: unknown.offset)
                continue
            keys = (f"unit:{self._units[name]}",) if name in self._units else self._bases[name]
            return (Piece(name, keys), *found)
        return best or UnknownPerson(written, 0, (*self._bases, *self._units))

    def named(self, text: str) -> PersonRef | None:
        """The people that a cell of a table names; a post alone is the one in the drafter's line."""
        found = self.resolve(text)
        return found if isinstance(found, PersonRef) else self.post_above(text)

    def post_above(self, text: str) -> PersonRef | None:
        """The post of this name in the applicant's line: 区長, 副区長. Definitions say 申請者の部長."""
        title = self._posts.get(normal(text)) or self._post_words.get(normal(text))
        return PersonRef(base="applicant", relations=(f"post:{title}",), text=text) if title else None

    def _follow(self, text: str, start: int, owner: str) -> "tuple[Piece, ...] | UnknownPerson":
        if start == len(text):
            return ()
        start += len(self._joint)
        rest = text[start:]
        deepest: UnknownPerson | None = None
        for name in _prefixes(rest, self._relations, self._joint):
            found = self._follow(text, start + len(name), name)
            if not isinstance(found, UnknownPerson):
                return (Piece(name, (self._relations[name],)), *found)
            deepest = max(deepest or found, found, key=lambda unknown: unknown.offset)
        segment = rest.partition(self._joint)[0]
        if below := self._unit_below(segment, owner):
            found = self._follow(text, start + len(segment), segment)
            return found if isinstance(found, UnknownPerson) else (Piece(segment, below), *found)
        return deepest or UnknownPerson(segment or rest, start, tuple(self._relations))

    def _unit_below(self, segment: str, owner: str) -> tuple[str, ...]:
        """「人事係」 or 「人事係長」 after 「人事課の」: the unit, and the post in it."""
        for name in (owner + segment, segment):
            if segment and name in self._units:
                return (f"unit:{self._units[name]}",)
        for post, title in self._posts.items():
            if segment.endswith(post):
                short = segment.removesuffix(post)
                for name in (owner + short + post[0], short + post[0], owner + short, short):
                    if short and name in self._units:
                        return (f"unit:{self._units[name]}", f"post:{title}")
        return ()


def _prefixes(text: str, names: Container[str], joint: str) -> Iterator[str]:
    """The names that the text starts with, longest first, each followed by a joint or nothing."""
    end = len(text)
    while end > 0:
        if text[:end] in names:
            yield text[:end]
        end = text.rfind(joint, 0, end)
