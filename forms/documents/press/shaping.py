"""How wide a text is and which glyphs it is made of, as WeasyPrint itself would draw it.

An ordinary character looks the same in any text (kerning and ligatures are off in fields), so it is shaped once and
remembered. Whatever may join its neighbours, and whatever the first font lacks, is shaped as a whole each time.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

import uharfbuzz

from forms.documents.press.engine import FAMILIES


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a text."""

    id: int
    text: str
    """The characters it stands for; empty for the second glyph of the same characters."""
    code: str
    """How it is written inside <…> of a PDF; a number outside moves what follows, in thousandths of the size."""


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font in a row."""

    face: "Face"
    size: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text as it is drawn."""

    runs: tuple[Run, ...]
    width: float
    missing: str = ""
    """The characters that no font has."""


class Face:
    """One font file in one weight, with the width of every glyph that was asked for."""

    def __init__(self, font: Any) -> None:
        """`font` is WeasyPrint's description of it."""
        self.key: str = font.hash
        self.family: str = font.family
        self.name: bytes = font.name.partition(b"+")[2]
        self.whole = uharfbuzz.Face(uharfbuzz.Blob(font.file_content), font.index)
        """The font itself; it is the only copy in memory."""
        self.heights: tuple[int, int] = font.ascent, font.descent
        self.widths: dict[int, int] = {}


class Shaper:
    """Shapes texts of one style. The style belongs to a laid out document, which has to live as long."""

    def __init__(self, style: Any, faces: dict[str, Face]) -> None:
        """`faces` are shared by all shapers of a template."""
        self._style = style
        self._faces = faces
        self._face_by_font: dict[Any, Face] = {}
        self._single: dict[str, tuple[Glyph, float] | None] = {}
        self._face: Face | None = None
        self._size = 0.0
        """As Pango rounds it."""

    def shape(self, text: str) -> Shaped:
        """The glyphs of one line of text."""
        glyphs: list[Glyph] = []
        width = 0.0
        known = self._single
        for character in text:
            single = known[character] if character in known else self._learn(character)
            if single is None:
                return self.shape_whole(text)
            glyphs.append(single[0])
            width += single[1]
        if not glyphs:
            return Shaped((), 0.0)
        assert self._face is not None
        return Shaped((Run(self._face, self._size, tuple(glyphs)),), width)

    def _learn(self, character: str) -> tuple[Glyph, float] | None:
        single = None
        if stands_alone(character):
            shaped = self.shape_whole(character)
            if not shaped.missing and len(shaped.runs) == 1 and len(shaped.runs[0].glyphs) == 1:
                run = shaped.runs[0]
                if run.face.family == FAMILIES[0]:
                    self._face, self._size = run.face, run.size
                    single = run.glyphs[0], shaped.width
        self._single[character] = single
        return single

    def shape_whole(self, text: str) -> Shaped:
        """The same without what is remembered of single characters."""
        from weasyprint.text.line_break import Layout, line_size

        layout = Layout(self._style)
        layout.set_text(text)
        line, _ = layout.get_first_line()
        width, _ = line_size(line, self._style)
        return _read_line(line, text.encode(), width, self)

    def lines(self, text: str, width: float) -> list[str]:
        """The lines that a text is broken into, with the rules of Japanese typesetting (禁則)."""
        from weasyprint.text.line_break import split_first_line

        if width >= self.shape(text).width and "\n" not in text:
            return [text]
        lines: list[str] = []
        for paragraph in text.split("\n"):
            rest: str | None = paragraph
            while rest:
                _, length, resume, *_ = split_first_line(rest, self._style, None, width, 0)
                encoded = rest.encode()
                lines.append(encoded[:length].decode().rstrip(" "))
                rest = encoded[resume:].decode() if resume else None
            if not paragraph:
                lines.append("")
        return lines

    def face_of(self, pango_font: Any) -> tuple[Face, float]:
        """The face of a font of Pango and its size."""
        from weasyprint.pdf.fonts import Font
        from weasyprint.text.fonts import get_pango_font_key

        key, description, size = get_pango_font_key(pango_font)
        if key not in self._face_by_font:
            font = Font(pango_font, description, size)
            self._face_by_font[key] = self._faces.setdefault(font.hash, Face(font))
        return self._face_by_font[key], size


def _read_line(line: Any, text: bytes, width: float, shaper: Shaper) -> Shaped:
    """The runs of a line of Pango, as weasyprint.draw.text reads them."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    runs: list[Run] = []
    missing = ""
    node = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while node != ffi.NULL:
        item, node = node.data, node.next
        font = item.item.analysis.font
        face, size = shaper.face_of(font)
        clusters, count = item.glyphs.log_clusters, item.glyphs.num_glyphs
        glyphs: list[Glyph] = []
        for index, info in enumerate(item.glyphs.glyphs[0:count]):
            start = item.item.offset + clusters[index]
            end = item.item.offset + (item.item.length if index == count - 1 else clusters[index + 1])
            words = text[start:end].decode()
            if info.glyph == pango.PANGO_GLYPH_EMPTY:
                continue
            if info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG or face.family not in FAMILIES:
                missing += words
                continue
            if info.glyph not in face.widths:
                pango.pango_font_get_glyph_extents(font, info.glyph, ink, logical)
                face.widths[info.glyph] = round(logical.width * 1000 * FROM_UNITS / size)
            shift = info.geometry.x_offset / size
            adjust = int(face.widths[info.glyph] + shift - info.geometry.width * 1000 * FROM_UNITS / size)
            code = f"{f'>{-shift:g}<' if shift else ''}{info.glyph:04x}{f'>{adjust}<' if adjust else ''}"
            glyphs.append(Glyph(info.glyph, words, code))
        runs.append(Run(face, size, tuple(glyphs)))
    return Shaped(tuple(runs), width, missing)


def stands_alone(character: str) -> bool:
    """Whether a character neither joins its neighbours nor looks different beside others."""
    code = ord(character)
    if 0x20 <= code < 0x250 or 0x2010 <= code < 0x2028 or 0x2030 <= code < 0x2060:
        return unicodedata.category(character) not in ("Cc", "Cf")
    return (
        0x20A0 <= code < 0x20D0
        or (0x2100 <= code < 0x3400 and unicodedata.category(character)[0] != "M")
        or (0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0xFF01 <= code < 0xFFE7)
    )
