"""数値: a number, with or without a fraction."""

from decimal import Decimal, InvalidOperation

from forms.expressions.types import NUMBER, Type
from forms.expressions.values import Value
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json
from forms.reading.number import grouped, plain, read_decimal
from forms.spec import ItemSpec


class NumberField(FieldType):
    """An exact decimal number, stored as text in its shortest spelling: 1.50 is "1.5"."""

    name = "number"
    widget = "number"

    def expression_type(self, item: ItemSpec) -> Type:
        return NUMBER

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        number = read_decimal(raw, item)
        return None if number is None else plain(number)

    def load(self, stored: Json, item: ItemSpec) -> Value:
        if isinstance(stored, bool) or not isinstance(stored, str | int):
            return None
        try:
            number = Decimal(stored)
        except InvalidOperation:
            return None
        return number if number.is_finite() else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        number = self.load(stored, item)
        return grouped(number) if isinstance(number, Decimal) else NOTHING
