"""率: a share, written in per cent."""

from decimal import Decimal

from forms.expressions.values import Value
from forms.feel.types import NUMBER, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json
from forms.numerals import half_width, read_number
from forms.reading.number import grouped, plain, read_decimal, stored_decimal
from forms.spec import ItemSpec

_PER_CENT = Decimal(100)


class RateField(FieldType):
    """A share, written as 8%, ８％ or 0.08, computed with and stored as a plain number: "0.08"."""

    name = "rate"
    widget = "number"

    def expression_type(self, item: ItemSpec) -> Type:
        return NUMBER

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        number = read_decimal(raw, item, _read)
        return None if number is None else plain(number)

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return stored_decimal(stored)

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        number = stored_decimal(stored)
        return NOTHING if number is None else f"{grouped(number * _PER_CENT)}%"


def _read(text: str) -> Decimal | None:
    plain_text = half_width(text[:80]).strip()
    if not plain_text.endswith("%"):
        return read_number(text)
    number = read_number(plain_text.removesuffix("%"))
    return None if number is None else number / _PER_CENT
