"""A laid out template as a PDF with gaps: everything that is the same for everybody, and where the values go."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forms.documents.press.engine import write
from forms.documents.press.places import Place
from forms.documents.press.tags import without_idle_spans

REFERENCE = re.compile(rb"\b([0-9]+) 0 R\b")
_FONT = re.compile(rb"/\S+ \S+ Tf")
_BOXES = ("MediaBox", "TrimBox", "BleedBox")
_ONE_GLYPH = re.compile(rb"\[<([0-9a-f]{4})>-?[0-9]*\] TJ")
_PLACE = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm")


@dataclass(slots=True)
class Gap:
    """Where the text of a field is drawn in the stream of its page."""

    field: int
    restore: bytes
    """Sets the font back to what the fixed text behind the gap counts on."""


@dataclass(slots=True)
class PageStream:
    """What draws one page: fixed bytes with gaps in between."""

    number: int
    """Of the PDF object."""
    parts: list[bytes | Gap] = field(default_factory=list)


@dataclass(slots=True)
class SheetFont:
    """A font of fixed text."""

    reference: bytes
    meanings: dict[int, str]
    """The characters that its glyphs stand for."""
    widths: dict[int, int]


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The PDF of a template, taken apart."""

    pages: list[PageStream]
    bodies: dict[int, bytes]
    """Objects that are the same for everybody, by number."""
    fonts: dict[str, SheetFont]
    """By the name that the streams call them by."""
    fonts_number: int
    """The object that lists the fonts of a document."""
    catalog: bytes
    info: bytes
    """References."""
    boxes: list[bytes]
    """The sizes of each page, as entries of its object."""
    resources: list[bytes]
    """References of each page."""
    size: int
    """Numbers below this are used."""

    def forget(self, reference: bytes) -> None:
        """Leave out an object with all that only it leads to, such as a font with its file."""
        body = self.bodies.pop(_number(reference), b"")
        for inner in REFERENCE.finditer(dictionary(body)):
            self.forget(inner[0])


def dictionary(body: bytes) -> bytes:
    """The part of an object that may refer to others."""
    return body.partition(b"\nstream\n")[0]


def renumbered(body: bytes, numbers: Mapping[int, int]) -> bytes:
    """The same object with other numbers in its references."""
    head = dictionary(body)
    return REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head) + body[len(head) :]


def take_apart(document: Any, places: Sequence[Place], mark: str) -> Sheet:
    """Draws a document laid out with one mark in each field and cuts the marks out."""
    sheets: list[Sheet] = []

    def finisher(_: Any, pdf: Any) -> None:
        sheets.append(_take_apart(document, pdf, places, mark))

    write(document, finisher=finisher, pdf_tags=True)
    return sheets[0]


def _take_apart(document: Any, pdf: Any, places: Sequence[Place], mark: str) -> Sheet:
    glyphs = {
        f"{glyph:04x}".encode()
        for font in document.fonts.values()
        for glyph, text in font.to_unicode.items()
        if text == mark
    }
    by_number = {item.number: item for item in pdf.objects}
    page_objects = [by_number[number] for number in pdf.pages["Kids"][::3]]
    pages = [
        _cut(by_number[_number(page["Contents"])], [place for place in places if place.page == index], glyphs)
        for index, page in enumerate(page_objects)
    ]
    listed = by_number[_number(by_number[_number(page_objects[0]["Resources"])]["Font"])]
    apart = {page.number for page in pages} | {listed.number}
    bodies = {item.number: bytes(item.data) for item in pdf.objects if item.free != "f" and item.number not in apart}
    info = len(pdf.objects)
    bodies[info] = bytes(pdf.info.data)
    bodies = without_idle_spans(bodies)
    numbers = {old: new for new, old in enumerate(sorted({*bodies, *apart}), start=1)}
    for page in pages:
        page.number = numbers[page.number]
    return Sheet(
        pages=pages,
        bodies={numbers[number]: renumbered(body, numbers) for number, body in bodies.items()},
        fonts={
            font.hash: SheetFont(renumbered(bytes(listed[font.hash]), numbers), font.to_unicode, font.widths)
            for font in document.fonts.values()
        },
        fonts_number=numbers[listed.number],
        catalog=renumbered(bytes(pdf.catalog.reference), numbers),
        info=b"%d 0 R" % numbers[info],
        boxes=[b"".join(b"/%s %s" % (box.encode(), bytes(page[box].data)) for box in _BOXES) for page in page_objects],
        resources=[renumbered(bytes(page["Resources"]), numbers) for page in page_objects],
        size=len(numbers) + 1,
    )


def _number(reference: Any) -> int:
    return int(bytes(reference if isinstance(reference, bytes) else str(reference).encode()).split()[0])


def _cut(stream: Any, places: Sequence[Place], glyphs: set[bytes]) -> PageStream:
    """Operators that show a mark become gaps; which field it is, its coordinates tell."""
    page = PageStream(stream.number)
    fixed: list[bytes] = []
    font, at = b"", (0.0, 0.0)
    for item in stream.stream:
        operator = item if isinstance(item, bytes) else item.data if hasattr(item, "data") else str(item).encode()
        if _FONT.fullmatch(operator):
            font = operator
        elif found := _PLACE.fullmatch(operator):
            at = float(found[1]), float(found[2])
        shown = _ONE_GLYPH.fullmatch(operator)
        place = _place_at(places, at) if shown and shown[1] in glyphs else None
        if place is None:
            fixed.append(operator)
            continue
        page.parts += [b"\n".join([*fixed, b""]), Gap(place.field, font)]
        fixed = []
    page.parts.append(b"\n".join(fixed))
    return page


def _place_at(places: Sequence[Place], at: tuple[float, float]) -> Place | None:
    for place in places:
        if abs(place.drawn_x - at[0]) < 0.01 and abs(place.baseline - at[1]) < 0.01:
            return place
    return None
