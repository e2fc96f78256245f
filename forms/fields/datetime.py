"""日時: a day with a time."""

from datetime import datetime

from forms.expressions.values import Value
from forms.feel.types import DATETIME, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid, quoted
from forms.spec import ItemSpec
from forms.tokyo_time import TOKYO, InstantUnreadable, read_instant, store_instant, write_instant
from forms.wareki import write_era_date


class DateTimeField(FieldType):
    """An instant, written and shown in Japan's time, stored in UTC. A page may send day and time as two texts."""

    name = "datetime"
    widget = "datetime"

    def expression_type(self, item: ItemSpec) -> Type:
        return DATETIME

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        if isinstance(raw, list):
            texts = [part for part in raw if isinstance(part, str)]
            raw = " ".join(texts) if len(texts) == len(raw) == 2 else "…"
        if raw is None or (isinstance(raw, str) and not raw[:200].strip()):
            return None
        try:
            return store_instant(read_instant(raw if isinstance(raw, str) else ""))
        except InstantUnreadable as unreadable:
            raise invalid(
                item,
                f"の{quoted(raw)}は日時として読めません。令和8年12月8日 17:10 のように、時刻まで書いてください。",
                f"{quoted(raw)} is not a date with a time. Write for example 2026-12-08T17:10.",
                _spelling(unreadable.meant) if unreadable.meant else None,
            ) from None

    def load(self, stored: Json, item: ItemSpec) -> Value:
        try:
            return read_instant(stored) if isinstance(stored, str) else None
        except InstantUnreadable:
            return None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        instant = self.load(stored, item)
        return write_instant(instant, language) if isinstance(instant, datetime) else NOTHING


def _spelling(instant: datetime) -> str:
    local = instant.astimezone(TOKYO)
    return f"{write_era_date(local.date())} {local.hour}:{local.minute:02}"
