"""整数: a whole number."""

from decimal import Decimal

from forms.expressions.values import Value
from forms.feel.types import INTEGER, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json
from forms.reading.number import read_decimal, stored_whole, whole
from forms.spec import ItemSpec


class IntegerField(FieldType):
    """A whole number of at most 15 digits."""

    name = "integer"
    widget = "number"

    def expression_type(self, item: ItemSpec) -> Type:
        return INTEGER

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        return whole(read_decimal(raw, item), item)

    def load(self, stored: Json, item: ItemSpec) -> Value:
        number = stored_whole(stored)
        return None if number is None else Decimal(number)

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        number = stored_whole(stored)
        return NOTHING if number is None else f"{number:,}"
