"""Fonts cut down to the glyphs that a document needs, as objects of its PDF."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import uharfbuzz

from forms.documents.press.engine import font_configuration
from forms.documents.press.shaping import Face, Shaper

Meanings = Mapping[str, Mapping[int, str]]
"""The characters that glyphs stand for, by face."""

_PLAIN_TABLES = tuple(
    int.from_bytes(name, "big")
    for name in b"GSUB GPOS GDEF BASE VORG vhea vmtx gasp meta name DSIG cmap OS/2 post".split()
)
"""Tables that a font inside a PDF does not need."""
_PACKED = 4
"""zlib's level: half the time of the usual 6, and 2 % more bytes."""
_SQUARE = 1000
_LARGEST_PREPARED = 8_000_000
"""Bytes of a font file that are indexed beforehand; for the large fonts of rare characters that would take seconds."""


class ValueFont:
    """One face, ready to be cut down to a few glyphs."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self._is_cff = len(face.whole.reference_table("CFF ")) > 0
        """Glyphs of these fonts carry their numbers with them when others are cut out."""
        self._face = face.whole if len(face.whole.blob) > _LARGEST_PREPARED else uharfbuzz.subset_preprocess(face.whole)

    def objects(self, glyphs: Mapping[int, str], first: int, *, packed: int = _PACKED) -> list[bytes]:
        """The bodies of five PDF objects numbered from `first`: font, descendant, descriptor, file, meaning.

        `packed`: zlib's level; what is made once for many documents is worth the time of the highest.
        """
        file = self._cut(glyphs)
        ascent, descent = self.face.heights
        name = b"/%s+%s" % (self._tag(glyphs), self.face.name)
        kind, map_, key, extra = (
            (b"0", b"", b"FontFile3", b"/Subtype/CIDFontType0C")
            if self._is_cff
            else (b"2", b"/CIDToGIDMap/Identity", b"FontFile2", b"/Length1 %d" % len(file))
        )
        parts = b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R" % (first + 1, first + 4)
        system = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        single = b"/Subtype/CIDFontType%s%s%s/W[%s]" % (kind, map_, system, self._widths(glyphs))
        heights = descent, ascent, ascent, descent, ascent
        look = b"/Flags 4/FontBBox[0 %d 1000 %d]/Ascent %d/Descent %d/CapHeight %d/ItalicAngle 0/StemV 80" % heights
        return [
            b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H%s>>" % (name, parts),
            b"<</Type/Font/BaseFont%s%s/FontDescriptor %d 0 R>>" % (name, single, first + 2),
            b"<</Type/FontDescriptor/FontName%s%s/%s %d 0 R>>" % (name, look, key, first + 3),
            stream(file, extra, packed=packed),
            stream(_meaning(glyphs), packed=packed),
        ]

    def _cut(self, glyphs: Iterable[int]) -> bytes:
        wanted = uharfbuzz.SubsetInput()
        wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
        if not self._is_cff:
            wanted.flags |= uharfbuzz.SubsetFlags.RETAIN_GIDS
        wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(_PLAIN_TABLES)
        cut = uharfbuzz.subset(self._face, wanted)
        return bytes((cut.reference_table("CFF ") if self._is_cff else cut.blob).data)

    def _widths(self, glyphs: Iterable[int]) -> bytes:
        """Of those that are no full square; that is what a reader takes the others for."""
        widths = ((glyph, self.face.widths[glyph]) for glyph in glyphs)
        return b" ".join(b"%d[%d]" % each for each in widths if each[1] != _SQUARE)

    def _tag(self, glyphs: Iterable[int]) -> bytes:
        """Six letters that tell one subset from another."""
        number = zlib.crc32(repr(list(glyphs)).encode())
        return bytes(65 + number // 26**place % 26 for place in range(6))


class TypeCase:
    """What all editions of a template share: the installed fonts, and faces with all that was learnt of them."""

    def __init__(self) -> None:
        """Raises PrintingUnavailable."""
        self.installed = font_configuration()
        self._faces: dict[str, Face] = {}
        self._fonts: dict[str, ValueFont] = {}
        self._shapers: dict[tuple[Any, ...], Shaper] = {}

    def shaper(self, style: Any) -> Shaper:
        """The one that sets text of this style."""
        key = style["font_size"], style["font_weight"], style["font_style"], style["lang"], style["white_space"]
        if key not in self._shapers:
            self._shapers[key] = Shaper(style, self._faces)
        return self._shapers[key]

    def face(self, key: str) -> Face:
        return self._faces[key]

    def font(self, key: str) -> ValueFont:
        """The font of a face that values were shaped with."""
        if key not in self._fonts:
            self._fonts[key] = ValueFont(self._faces[key])
        return self._fonts[key]


class UsedGlyphs:
    """The glyphs that values were written with, by face."""

    def __init__(self) -> None:
        self._by_face: dict[str, dict[int, str]] = {}

    def of(self, face: str) -> dict[int, str]:
        """Those of one face with the characters they stand for; what is put in here counts as used."""
        return self._by_face.setdefault(face, {})

    def items(self) -> Iterator[tuple[str, dict[int, str]]]:
        """The faces that something was written with."""
        return ((face, glyphs) for face, glyphs in self._by_face.items() if glyphs)


def stream(data: bytes, extra: bytes = b"", *, packed: int = _PACKED) -> bytes:
    """The body of a compressed stream."""
    body = zlib.compress(data, packed)
    return b"<</Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream" % (len(body), extra, body)


def _meaning(glyphs: Mapping[int, str]) -> bytes:
    """Which characters each glyph stands for, so that text can be searched, copied and read aloud."""
    lines = [b"<%04x> <%s>" % (glyph, text.encode("utf-16-be").hex().encode()) for glyph, text in glyphs.items()]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    return b"\n".join(
        [
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            b"1 begincodespacerange <0000> <ffff> endcodespacerange",
            *(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks),
            b"endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
