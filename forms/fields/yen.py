"""金額: an amount in whole yen."""

from forms.expressions.values import Value
from forms.feel.types import YEN, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json
from forms.numerals import read_yen
from forms.reading.number import read_decimal, stored_whole, whole
from forms.spec import ItemSpec


class YenField(FieldType):
    """Whole yen, written as 1500, 1,500円, １５００ or 3千円."""

    name = "yen"
    widget = "yen"

    def expression_type(self, item: ItemSpec) -> Type:
        return YEN

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        return whole(read_decimal(raw, item, read_yen), item)

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return stored_whole(stored)

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        amount = stored_whole(stored)
        if amount is None:
            return NOTHING
        return f"{amount:,} yen" if language == "en" else f"{amount:,}円"
