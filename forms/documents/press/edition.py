"""A template under one combination of its conditions: laid out, its boxes read, its PDF taken apart."""

from typing import Any

from forms.documents.fill import laid_out, value_span
from forms.documents.markup import Element
from forms.documents.press.engine import render
from forms.documents.press.pdf_file import Beginning, ending, written
from forms.documents.press.places import read_places
from forms.documents.press.shared_fonts import share_fonts
from forms.documents.press.sheet import Gap, PageStream, take_apart
from forms.documents.press.value_fonts import TypeCase, UsedGlyphs, stream
from forms.documents.press.write_text import Line, drawn, own_name, set_text
from forms.documents.template import Field, Template
from forms.documents.values import FieldProblem, Row, field_text
from forms.errors import TemplateNotPrintable
from forms.source.problem import Problem
from forms.spec import Text

_MARKS = "~^|#@*+$&%!?=;"
"""Characters that all fonts have; the first that the template does not use marks the fields."""

Lines = dict[int, list[Line]]


class Edition:
    """What is needed to draw the values of one person."""

    def __init__(self, template: Template, shown: frozenset[str], type_case: TypeCase) -> None:
        """Lays the template out. Raises PrintingUnavailable and TemplateNotPrintable."""
        self.template = template
        mark = next((mark for mark in _MARKS if mark not in template.text), "‡")
        present: set[int] = set()

        def marked(count: int) -> Any:
            def markup(number: int, field: Field) -> str:
                present.add(number)
                second_line = f"\n{mark}" if count == 2 and field.overflow == "wrap" else ""
                return value_span(field, number, mark * count + second_line)

            return render(laid_out(template, shown, markup), fonts=type_case.installed)

        empty, one, two = marked(0), marked(1), marked(2)
        self.places = read_places((empty, one, two), mark)
        self.sheet = take_apart(one, list(self.places.values()), mark)
        self._refuse_lost(present)
        self._type_case = type_case
        self._shapers = {number: type_case.shaper(place.style) for number, place in self.places.items()}
        self._shared = share_fonts(template, self.sheet, self._shapers, type_case)
        self.beginning = Beginning(self.sheet.bodies, self.sheet.size)

    def lines(self, values: Row, problems: list[FieldProblem]) -> Lines:
        """The text of every field where it is drawn; what does not fit is added to `problems`."""
        return {number: self.set_field(number, values, problems) for number in self.places}

    def set_field(self, number: int, values: Row, problems: list[FieldProblem]) -> list[Line]:
        """The same for one field."""
        field = self.template.fields[number]
        text = field_text(field, values, problems)
        if not text:
            return []
        lines, problem = set_text(field, self.places[number], self._shapers[number], text)
        if problem:
            problems.append(problem)
        return lines

    def page(self, page: PageStream, lines: Lines, used: UsedGlyphs) -> bytes:
        """The stream that draws one page."""
        parts: list[bytes] = []
        for part in page.parts:
            if not isinstance(part, Gap):
                parts.append(part)
            elif lines.get(part.field):
                parts += [drawn(line, self._shared, used) + b"\n" for line in lines[part.field]]
                parts += [part.restore, b"\n"]
        return b"".join(parts)

    def shared_fonts(self) -> list[bytes]:
        """The fonts that all documents share, as entries of a list of fonts."""
        return [b"/%s %s" % (name.encode(), font.reference) for name, font in self.sheet.fonts.items()]

    def value_fonts(self, used: UsedGlyphs, first: int) -> tuple[list[bytes], list[bytes]]:
        """Objects of the fonts of values, numbered from `first`, and their entries in a list of fonts."""
        objects: list[bytes] = []
        names: list[bytes] = []
        for key, glyphs in used.items():
            font = self._type_case.font(key)
            names.append(b"/%s %d 0 R" % (own_name(key).encode(), first + len(objects)))
            objects += font.objects(glyphs, first + len(objects))
        return objects, names

    def pdf(self, lines: Lines) -> bytes:
        """The whole document."""
        used = UsedGlyphs()
        bodies = {page.number: stream(self.page(page, lines, used)) for page in self.sheet.pages}
        first = self.beginning.size
        objects, names = self.value_fonts(used, first)
        bodies[self.sheet.fonts_number] = b"<<%s>>" % b" ".join([*self.shared_fonts(), *names])
        bodies |= dict(enumerate(objects, start=first))
        beginning, after = self.beginning, first + len(objects)
        data, entries = written(bodies, after, len(beginning.data))
        table, position = {**beginning.entries, **entries}, len(beginning.data) + len(data)
        identity = b"".join(bodies.values())
        return beginning.data + data + ending(table, after + 1, position, self.sheet.catalog, self.sheet.info, identity)

    def _refuse_lost(self, present: set[int]) -> None:
        drawn_ = {part.field for page in self.sheet.pages for part in page.parts if isinstance(part, Gap)}
        for number in sorted(present - (set(self.places) & drawn_)):
            element = self.template.fields[number].element
            raise TemplateNotPrintable([_lost(element)])


def _lost(element: Element) -> Problem:
    return Problem(
        id="D021",
        position=element.position,
        message=Text("この欄は紙の上に出ません。", "This field does not appear on paper."),
        hint=Text(
            "欄や欄を囲むものに opacity・transform・display: none を使わないでください",
            "Use no opacity, transform or display: none on a field or around it",
        ),
        length=len(element.tag) + 1,
    )
