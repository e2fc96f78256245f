"""日付: a day."""

from datetime import date

from forms.expressions.values import Value
from forms.feel.types import DATE, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid, quoted
from forms.spec import ItemSpec
from forms.wareki import DateUnreadable, read_date, write_date, write_era_date


class DateField(FieldType):
    """A day, written in either calendar, stored as 2026-12-08."""

    name = "date"
    widget = "date"

    def expression_type(self, item: ItemSpec) -> Type:
        return DATE

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        if raw is None or (isinstance(raw, str) and not raw[:200].strip()):
            return None
        try:
            return read_date(raw if isinstance(raw, str) else "").isoformat()
        except DateUnreadable as unreadable:
            raise invalid(
                item,
                f"の{quoted(raw)}は日付として読めません。令和8年12月8日、R8.12.8、2026-12-08 のように書いてください。",
                f"{quoted(raw)} is not a date. Write for example 2026-12-08 or R8.12.8.",
                write_era_date(unreadable.meant) if unreadable.meant else None,
            ) from None

    def load(self, stored: Json, item: ItemSpec) -> Value:
        try:
            return date.fromisoformat(stored) if isinstance(stored, str) else None
        except ValueError:
            return None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        day = self.load(stored, item)
        return write_date(day, language) if isinstance(day, date) else NOTHING
