"""What a field says for one document: its fixed words with the values in between."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forms.documents.formats import FormatUnfit, find_format
from forms.documents.placeholder import Placeholder
from forms.documents.template import Field
from forms.plain_text import unstorable
from forms.spec import Text

Value = str | int | Decimal | date | None
Row = Mapping[str, Value]
Values = Mapping[str, Value | Sequence[Row]]

_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """Why a document can't be made: one field, said to the person who looks after the batch."""

    field: str
    """The names of the values in the field."""
    kind: str
    """missing-value, wrong-format, overflow, missing-glyph, wrong-character."""
    message: Text


def field_text(field: Field, values: Row, problems: list[FieldProblem]) -> str:
    """The text of a field; what is wrong with a value is added to `problems`. An empty value is empty in any format."""
    said = "".join(
        _value_text(part, values, problems) if isinstance(part, Placeholder) else _BLANKS.sub(" ", str(part))
        for part in field.parts
    )
    text = said.strip(" ")
    if field.overflow != "wrap" and "\n" in text:
        problems.append(
            FieldProblem(
                field=field.label,
                kind="wrong-character",
                message=Text(
                    f"「{field.label}」は1行の欄ですが、値に改行があります。", f"“{field.label}” has room for one line."
                ),
            )
        )
    return text


def is_shown(condition: str, values: Mapping[str, object]) -> bool:
    """Whether an element with this `data-if` is there: the value is the one written, or, without =, is not empty."""
    name, equals, wanted = condition.partition("=")
    value = values.get(name)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return bool(value)
    return plain(value) == wanted if equals else plain(value) != ""


def plain(value: object) -> str:
    """A value as text before it is written in a format."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _value_text(placeholder: Placeholder, values: Row, problems: list[FieldProblem]) -> str:
    if placeholder.name not in values:
        message = Text(f"「{placeholder.name}」の値がありません。", f"There is no value for “{placeholder.name}”.")
        problems.append(FieldProblem(field=placeholder.name, kind="missing-value", message=message))
        return ""
    value = plain(values[placeholder.name])
    wrong = [] if value.isascii() and value.isprintable() else unstorable(value)
    if wrong:
        codes = "、".join(f"U+{ord(character):04X}" for character in wrong)
        message = Text(
            f"「{placeholder.name}」に印刷できない文字（{codes}）があります。外字は文字を確かめて直してください。",
            f"“{placeholder.name}” holds characters that cannot be printed ({codes}).",
        )
        problems.append(FieldProblem(field=placeholder.name, kind="wrong-character", message=message))
        return ""
    write = find_format(placeholder.format)
    if not value or write is None:
        return value
    try:
        return write(value)
    except FormatUnfit as unfit:
        message = Text(
            f"「{placeholder.name}」の値「{value}」は{unfit.expected.ja}ではありません。",
            f"The value “{value}” of “{placeholder.name}” is not {unfit.expected.en}.",
        )
        problems.append(FieldProblem(field=placeholder.name, kind="wrong-format", message=message))
        return ""
