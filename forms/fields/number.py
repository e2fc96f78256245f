"""数値: a number, with or without a fraction."""

from forms.expressions.values import Value
from forms.feel.types import NUMBER, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json
from forms.reading.number import grouped, plain, read_decimal, stored_decimal
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
        return stored_decimal(stored)

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        number = stored_decimal(stored)
        return NOTHING if number is None else grouped(number)
