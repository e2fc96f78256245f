"""A template with its places filled, as HTML that a layout engine reads."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from forms.documents.markup import Element
from forms.documents.template import Field, Template
from forms.documents.values import FieldProblem, Row, Values, field_text, is_shown
from forms.documents.write_markup import opening, written

FieldMarkup = Callable[[int, Field], str]

_ONE_LINE = "white-space:pre"
_LINES = "white-space:pre-wrap"
_VALUE_STYLE = "line-height:0;font-kerning:none;font-variant-ligatures:none"
"""Line height 0 lets the element, not the fonts of the value, decide how high a line is: a rare character from another
font moves nothing. Without kerning a text is as wide as the sum of its characters."""


def value_span(field: Field, index: int, text: str, size: float = 1) -> str:
    """The markup of a field's text, at `size` times the size of its element."""
    style = f"{_LINES if field.overflow == 'wrap' else _ONE_LINE};{_VALUE_STYLE}"
    if size != 1:
        style += f";font-size:{size * 100:g}%"
    return f'<span data-field="{index}" style="{style}">{escape(text, quote=False)}</span>'


def laid_out(template: Template, shown: frozenset[str], markup: FieldMarkup) -> str:
    """The template for one combination of conditions, its fields as `markup` says; each element tells its place."""
    numbers = {id(field.element): number for number, field in enumerate(template.fields)}

    def replace(element: Element) -> str | None:
        if "data-if" in element.attributes and element.attributes["data-if"] not in shown:
            return ""
        number = numbers.get(id(element))
        if number is None:
            return None
        return f"{opening(element, place=True)}{markup(number, template.fields[number])}</{element.tag}>"

    return written(template.tree, replace, places=True)


def filled(
    template: Template, values: Values, sizes: Mapping[int, float] = MappingProxyType({})
) -> tuple[str, list[FieldProblem]]:
    """A whole document as HTML: rows repeated, conditions decided, values escaped; and what is wrong with values.

    `sizes` are those of fields that have to be set smaller, by number.
    """
    problems: list[FieldProblem] = []
    numbers = {id(field.element): number for number, field in enumerate(template.fields)}

    def writing(scope: Mapping[str, object], repeated: Element | None) -> Callable[[Element], str | None]:
        def replace(element: Element) -> str | None:
            if "data-if" in element.attributes and not is_shown(element.attributes["data-if"], scope):
                return ""
            if "data-each" in element.attributes and element is not repeated:
                rows = _rows(values, element.attributes["data-each"])
                return "".join(written(element, writing(row, element)) for row in rows)
            number = numbers.get(id(element))
            if number is None:
                return None
            field = template.fields[number]
            text = field_text(field, scope, problems)  # type: ignore[arg-type]
            return f"{opening(element)}{value_span(field, number, text, sizes.get(number, 1))}</{element.tag}>"

        return replace

    return written(template.tree, writing(values, None)), problems


def _rows(values: Values, name: str) -> Sequence[Row]:
    rows = values.get(name) or ()
    return rows if isinstance(rows, Sequence) and not isinstance(rows, str) else ()
