"""The fonts that all documents of an edition share: its fixed words, and what amounts and dates are made of.

So the font that each document has of its own stays small: it holds names and notices, not digits.
"""

from collections.abc import Mapping

from forms.documents.formats import usual_characters
from forms.documents.placeholder import placeholders_of
from forms.documents.press.shaping import Shaper
from forms.documents.press.sheet import Sheet
from forms.documents.press.value_fonts import TypeCase, UsedGlyphs
from forms.documents.template import Field, Template

_BLANKS = " \u3000"
"""In every shared font, so that a blank is always in the font of the glyph before it."""


def share_fonts(
    template: Template, sheet: Sheet, shapers: Mapping[int, Shaper], type_case: TypeCase
) -> dict[str, dict[int, str]]:
    """Put larger fonts in the place of the sheet's, which hold usual characters of values too; their glyphs by face."""
    usual = UsedGlyphs()
    for number, shaper in shapers.items():
        for run in shaper.shape_whole(_usual(template.fields[number])).runs:
            usual.of(run.face.key).update((glyph.id, glyph.text) for glyph in run.glyphs)
    shared: dict[str, dict[int, str]] = {}
    for key, glyphs in usual.items():
        font = sheet.fonts.get(key)
        if font is None:
            continue
        type_case.face(key).widths.update(font.widths)
        shared[key] = {**glyphs, **font.meanings}
        sheet.forget(font.reference)
        font.reference = b"%d 0 R" % sheet.size
        objects = type_case.font(key).objects(shared[key], sheet.size, packed=9)
        sheet.bodies |= dict(enumerate(objects, start=sheet.size))
        sheet.size += len(objects)
    return shared


def _usual(field: Field) -> str:
    """The field's own words, and what values of its formats are made of."""
    fixed = "".join(part for part in field.parts if isinstance(part, str))
    return _BLANKS + fixed.strip() + "".join(usual_characters(each.format) for each in placeholders_of(field.parts))
