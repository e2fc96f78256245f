"""Puts the text of a field into its place: on one line, smaller, or on several lines, as the template says."""

from dataclasses import dataclass

from forms.documents.press.places import Place
from forms.documents.press.shaping import Shaped, Shaper
from forms.documents.press.value_fonts import Meanings, UsedGlyphs
from forms.documents.template import Field
from forms.documents.values import FieldProblem
from forms.spec import Text

SMALLEST = 0.6
"""A name that has to be set smaller than this is not printed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text where it is drawn."""

    shaped: Shaped
    x: float
    y: float
    size: float
    """Times the size of the field."""


def set_text(field: Field, place: Place, shaper: Shaper, text: str) -> tuple[list[Line], FieldProblem | None]:
    """The lines of a text in its place, or why it can't be printed there."""
    if field.overflow == "wrap":
        return _wrapped(field, place, shaper, text)
    shaped = shaper.shape(text)
    if shaped.missing:
        return [], missing_glyph(field, shaped.missing)
    size = 1.0
    if not place.fits(shaped.width):
        size = _smaller(place, shaped.width) if field.overflow == "shrink" else 0.0
        if not size:
            return [], _too_long(field, text)
    return [Line(shaped, place.start(shaped.width * size), place.baseline, size)], None


def _smaller(place: Place, width: float) -> float:
    """The largest whole percentage at which a text fits; 0 where that is too small to read."""
    for percent in range(int((place.right - place.left) / width * 100), int(SMALLEST * 100) - 1, -1):
        if place.fits(width * percent / 100):
            return percent / 100
    return 0.0


def _wrapped(field: Field, place: Place, shaper: Shaper, text: str) -> tuple[list[Line], FieldProblem | None]:
    width = place.right - place.left
    lines = []
    for number, words in enumerate(shaper.lines(text, width)):
        shaped = shaper.shape(words)
        if shaped.missing:
            return [], missing_glyph(field, shaped.missing)
        baseline = place.baseline + number * place.line_height
        if not place.fits(shaped.width) or place.top + (number + 1) * place.line_height > place.bottom + 0.02:
            return [], _too_long(field, text)
        lines.append(Line(shaped, place.start(shaped.width), baseline, 1.0))
    return lines, None


def drawn(line: Line, shared: Meanings, used: UsedGlyphs) -> bytes:
    """The PDF operators that draw a line.

    A glyph that is in the font which documents share comes from there; every other is noted in `used`. A blank stays
    with the glyph before it, because some readers take one that is drawn alone for a gap.
    """
    parts = [f"1 0 0 -1 {_number(line.x)} {_number(line.y)} Tm"]
    for run in line.shaped.runs:
        face, size = run.face.key, _number(run.size * line.size)
        known, own = shared.get(face, {}), used.of(face)
        last: bool | None = None
        for glyph in run.glyphs:
            is_shared = known.get(glyph.id) == glyph.text if last is None or not glyph.text.isspace() else last
            if is_shared is not last:
                name = face if is_shared else own_name(face)
                parts.append(f"{'' if last is None else '>] TJ'} /{name} {size} Tf [<")
                last = is_shared
            parts.append(glyph.code)
            if not is_shared:
                own[glyph.id] = glyph.text
        parts.append(">] TJ")
    return "".join(parts).replace("<>", "").encode()


def own_name(face: str) -> str:
    """What a page calls the font of its own characters of a face."""
    return f"V{face}"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def missing_glyph(field: Field, characters: str) -> FieldProblem:
    codes = "、".join(f"{character}（U+{ord(character):04X}）" for character in dict.fromkeys(characters))
    return FieldProblem(
        field=field.label,
        kind="missing-glyph",
        message=Text(
            f"「{field.label}」の文字 {codes} は、印刷用の書体にありません。",
            f"The fonts have no character {codes}, which “{field.label}” needs.",
        ),
    )


def _too_long(field: Field, text: str) -> FieldProblem:
    return FieldProblem(
        field=field.label,
        kind="overflow",
        message=Text(
            f"「{field.label}」の値「{text}」が欄に収まりません。",
            f"The value “{text}” of “{field.label}” is too long for its place.",
        ),
    )
