"""One PDF with the pages of many people in order, written piece by piece.

Editions (with and without the mark of a correction) may alternate: what an edition needs is written once, at its first
page. The fonts of values come at the end, when it is known which characters were used. What helps reading aloud is left
out: this file is for the printer.
"""

import hashlib
from collections.abc import Iterator

from forms.documents.press.edition import Edition, Lines
from forms.documents.press.pdf_file import HEADER, ending, entry, indirect
from forms.documents.press.sheet import REFERENCE, dictionary, renumbered
from forms.documents.press.value_fonts import UsedGlyphs, stream

_PAGES, _CATALOG, _INFO, _FIRST_FREE = 1, 2, 3, 4


def paper_run(documents: Iterator[tuple[Edition, Lines]]) -> Iterator[bytes]:
    """The pieces of the file. An empty run is a file without pages."""
    run = _Run()
    yield HEADER
    for edition, lines in documents:
        yield run.pages(edition, lines)
    yield run.end()


class _Run:
    """What has to be remembered while a file is written: where each object is, and which characters were used."""

    def __init__(self) -> None:
        self._entries: dict[int, bytes] = {}
        self._position = len(HEADER)
        self._free = _FIRST_FREE
        self._kids: list[int] = []
        self._used = UsedGlyphs()
        self._digest = hashlib.sha256()
        self._numbers: dict[int, dict[int, int]] = {}
        """Of each edition: the number in this file of each object of the edition."""
        self._editions: dict[int, Edition] = {}

    def pages(self, edition: Edition, lines: Lines) -> bytes:
        """The pages of one person."""
        parts = [] if id(edition) in self._numbers else self._begin(edition)
        numbers = self._numbers[id(edition)]
        sheet = edition.sheet
        for drawn, boxes, resources in zip(sheet.pages, sheet.boxes, sheet.resources, strict=True):
            content, kid = self._take(2)
            self._kids.append(kid)
            body = b"<</Type/Page/Parent %d 0 R%s/Contents %d 0 R/Resources %s>>" % (
                _PAGES, boxes, content, renumbered(resources, numbers),
            )  # fmt: skip
            parts += [self._write(content, stream(edition.page(drawn, lines, self._used))), self._write(kid, body)]
        return b"".join(parts)

    def end(self) -> bytes:
        """Fonts, the list of pages, and the table."""
        parts: list[bytes] = []
        edition = next(iter(self._editions.values()), None)
        objects, names = edition.value_fonts(self._used, self._free) if edition else ([], [])
        numbers = self._take(len(objects))
        parts += [self._write(number, body) for number, body in zip(numbers, objects, strict=True)]
        for key, each in self._editions.items():
            own = [renumbered(name, self._numbers[key]) for name in each.shared_fonts()]
            number = self._numbers[key][each.sheet.fonts_number]
            parts.append(self._write(number, b"<<%s>>" % b" ".join([*own, *names])))
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        parts.append(self._write(_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._kids), kids)))
        parts.append(self._write(_CATALOG, b"<</Type/Catalog/Pages %d 0 R/Lang(ja)>>" % _PAGES))
        parts.append(self._write(_INFO, b"<</Producer(Meguro Platform)>>"))
        root, info = b"%d 0 R" % _CATALOG, b"%d 0 R" % _INFO
        parts.append(ending(self._entries, self._free, self._position, root, info, self._digest.digest()))
        return b"".join(parts)

    def _begin(self, edition: Edition) -> list[bytes]:
        """Write what all pages of an edition share; its list of fonts only gets a number yet."""
        objects = _reachable(edition)
        numbers = dict(zip([*objects, edition.sheet.fonts_number], self._take(len(objects) + 1), strict=True))
        self._numbers[id(edition)] = numbers
        self._editions[id(edition)] = edition
        return [self._write(numbers[number], renumbered(body, numbers)) for number, body in objects.items()]

    def _take(self, count: int) -> range:
        self._free += count
        return range(self._free - count, self._free)

    def _write(self, number: int, body: bytes) -> bytes:
        written = indirect(number, body)
        self._entries[number] = entry(self._position)
        self._position += len(written)
        self._digest.update(written)
        return written


def _reachable(edition: Edition) -> dict[int, bytes]:
    """The fixed objects that pages need: what their resources lead to."""
    fixed = edition.sheet.bodies
    found: dict[int, bytes] = {}
    waiting = [*edition.sheet.resources, *edition.shared_fonts()]
    while waiting:
        for reference in REFERENCE.finditer(dictionary(waiting.pop())):
            number = int(reference[1])
            if number in fixed and number not in found:
                found[number] = fixed[number]
                waiting.append(fixed[number])
    return found
