"""What may be written where the cursor stands in a definition: headings of the place, words and names of the value.

The text may be full of mistakes; what it means there is told by the vocabulary alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.definition.catalogue import Catalogue
from workflow.definition.completion.expected import ACT, COURSE, KEY
from workflow.definition.completion.names import Collecting, OwnNames
from workflow.definition.completion.offer import Offer
from workflow.definition.completion.said import Said
from workflow.definition.completion.values import Values
from workflow.definition.completion.walk import Walk
from workflow.definition.vocabulary.entries import Language, ValueType
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

MOST_LINES = 20_000
_ON_LINES_BELOW = frozenset({"→", "→→", "手順の列"})
"""Types of values that are written below their heading."""
MOST_OFFERS = 60
"""So many are shown; who writes the first letters sees fewer."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What may be written at a place, and where that is."""

    path: tuple[str, ...]
    """The headings around it, from the outside."""
    offers: tuple[Offer, ...]
    """Each with its begin and end."""
    more: int = 0
    """How many there are besides."""


def offers_at(
    text: str, line: int, column: int | None = None, catalogue: Catalogue | None = None, reader: Language | None = None
) -> Offers:
    """What may stand in this line, counted from 1, before this column, counted from 0. Any text may be given.

    Without a column the end of the line is meant. Words are those of the text's language; what they mean is said in
    the reader's, by default the same.
    """
    lines = text.split("\n")[:MOST_LINES]
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    vocabulary = Vocabulary(_language(lines))
    explained = Vocabulary(reader or vocabulary.language)
    before = _before(here, column)
    saids, own = _read(lines, line, before, vocabulary)
    if not saids:
        return Offers((), ())
    values = Values(vocabulary, explained, own, catalogue or Catalogue()).at(saids[-1])
    headings = _Headings(lines, line, here, vocabulary, explained)
    under = headings.under(saids, values)
    beside = _placed(_fitting(values, saids[-1]), saids[-1], here, before) if under is None else under
    found = [*beside, *headings.at(saids, before)]
    return Offers(saids[-1].path, tuple(found[:MOST_OFFERS]), max(0, len(found) - MOST_OFFERS))


def _language(lines: Sequence[str]) -> Language:
    return "en" if any(line.startswith("format:") for line in lines[:20]) else "ja"


def _before(here: str, column: int | None) -> str:
    """The line up to the cursor; one that stands before the first word means the whole line."""
    indent = len(here) - len(here.lstrip(" -"))
    return here if column is None or column < indent or not here.strip() else here[:column]


def _read(lines: Sequence[str], line: int, before: str, vocabulary: Vocabulary) -> tuple[list[Said], OwnNames]:
    """The words of the line up to the cursor, the last one at the cursor; and the names in all other lines."""
    walk, collecting = Walk(vocabulary), Collecting(vocabulary)
    saids: list[Said] = []
    for number, each in enumerate(lines, 1):
        if number == line:
            saids = walk.at(before)
            for said in saids[:-1]:
                collecting.found.note(said)
        for said in walk.line(each) if each.strip() else ():
            if number != line:
                collecting.add(said)
    return saids, collecting.found


def _fitting(offers: Sequence[Offer], said: Said) -> list[Offer]:
    """Those with what is written already; all where that is one of them, or none has it."""

    def typed(offer: Offer) -> str:
        return said.word[max(0, (said.begin if offer.begin is None else offer.begin) - said.begin) :].strip()

    if any(typed(offer) == offer.word for offer in offers):
        return list(offers)
    found = [offer for offer in offers if typed(offer) in offer.word]
    return sorted(found, key=lambda offer: not offer.word.startswith(typed(offer))) or list(offers)


def _placed(offers: Sequence[Offer], said: Said, here: str, before: str) -> Iterator[Offer]:
    """The offers with what they take the place of: by default the whole value, up to its end."""
    whole = _end(said, here, before)
    for offer in offers:
        begin = said.begin if offer.begin is None else offer.begin
        end = whole if offer.end is None else offer.end
        insert = f"{offer.text}: " if said.is_key and ": " not in offer.text else offer.text
        if insert[-1] in "}」" and here[end:].startswith(insert[-1]):
            end += 1
        if before.endswith("-"):
            insert = f" {insert.removeprefix('- ')}"
        elif before.endswith("- "):
            insert = insert.removeprefix("- ")
        elif before.endswith(":") and begin == len(before):
            insert = f" {insert}"
        yield replace(offer, insert=insert, begin=begin, end=end)


def _end(said: Said, here: str, before: str) -> int:
    """Where the value or heading that is being written ends in its line."""
    rest = here[len(before) :]
    if said.is_key or isinstance(said.where, tuple):
        found = re.match(r"[^,\]}:]*(?::\s+)?", rest) if said.word else None
    else:
        found = re.match(r"[^,\]}]*" if said.is_bracketed else r"(?:(?!\s+#).)*", rest)
    return len(before) + (len(found[0]) if found else 0)


@dataclass(frozen=True, slots=True)
class _Headings:
    """The headings that are not written yet around a line."""

    lines: Sequence[str]
    line: int
    here: str
    vocabulary: Vocabulary
    explained: Vocabulary

    def at(self, saids: Sequence[Said], before: str) -> Iterator[Offer]:
        """In place of the one that is being written; else, behind a value, on a line below."""
        said = saids[-1]
        if isinstance(said.where, tuple) and said.where != COURSE and (said.is_key or said.where != ACT):
            written = {normal(each.word) for each in saids[:-1] if each.is_key and each.path == said.path}
            offers = _fitting(list(self._of(said.where, written, said.begin)), said)
            yield from _placed(offers, said, self.here, before)
            return
        key = _key(saids)
        if key and isinstance(key.where, tuple) and key.where != COURSE:
            for offer in self._of(key.where, {normal(key.word)}, key.begin):
                yield _below(self.here, key.begin, offer)

    def under(self, saids: Sequence[Said], values: Sequence[Offer]) -> list[Offer] | None:
        """What stands on the lines below a heading; None where it has a value in its own line."""
        key, where = _key(saids), saids[-1].where
        if key is None or saids[-1] is key or not isinstance(where, ValueType) or where.name not in _ON_LINES_BELOW:
            return None
        offers = self._of((where.word,), set(), key.begin + 2) if where.name == "→" else values
        return [_below(self.here, key.begin + 2, offer) for offer in offers]

    def _of(self, places: tuple[str, ...], written: set[str], indent: int) -> Iterator[Offer]:
        written |= set(_siblings(self.lines, self.line, indent))
        for name, heading in self.vocabulary.headings(*places).items():
            if name not in written:
                yield Offer(name, self.explained.meaning(heading), f"{name}: ", required=heading.required)


def _key(saids: Sequence[Said]) -> Said | None:
    """The heading that the line begins with."""
    return next((said for said in saids if said.is_key and not said.is_bracketed), None)


def _below(here: str, indent: int, offer: Offer) -> Offer:
    return replace(offer, insert=f"\n{' ' * indent}{offer.text}", begin=len(here), end=len(here))


def _siblings(lines: Sequence[str], line: int, indent: int) -> Iterator[str]:
    """Headings of the same mapping, above and below."""
    for around in (reversed(lines[: max(0, line - 1)]), iter(lines[line:])):
        for each in around:
            written = each.strip()
            own = len(each) - len(each.lstrip(" ")) + (2 if written.startswith("- ") else 0)
            if written and not written.startswith("#") and own < indent:
                break
            found = KEY.match(written.removeprefix("- ")) if own == indent else None
            if found:
                yield normal(found["key"])
            if written.startswith("- ") and own == indent:
                break
