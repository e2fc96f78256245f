"""時刻: a time of day."""

import re
from datetime import time

from forms.expressions.values import Value
from forms.feel.types import TIME, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid, quoted
from forms.numerals import half_width
from forms.spec import ItemSpec

_WRITTEN = re.compile(r"(午前|午後)?([0-9]{1,2})(?:(?::([0-9]{2})(?::00)?)|時(?:([0-9]{1,2})分|(半))?)")
_DIGITS = re.compile(r"([0-9]{1,2})([0-9]{2})")


class TimeField(FieldType):
    """A time by the clock of the office, to the minute, stored as 17:15."""

    name = "time"
    widget = "line"

    def expression_type(self, item: ItemSpec) -> Type:
        return TIME

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        if raw is None or (isinstance(raw, str) and not raw[:200].strip()):
            return None
        plain = "".join(half_width(raw[:40]).split()) if isinstance(raw, str) and len(raw) <= 40 else ""
        found = _WRITTEN.fullmatch(plain)
        at = _time(found) if found else None
        if at is not None:
            return at.isoformat("minutes")
        raise invalid(
            item,
            f"の{quoted(raw)}は時刻として読めません。17:15、17時15分、午後5時15分 のように書いてください。",
            f"{quoted(raw)} is not a time. Write for example 17:15.",
            _meant(plain),
        )

    def load(self, stored: Json, item: ItemSpec) -> Value:
        try:
            return time.fromisoformat(stored) if isinstance(stored, str) and len(stored) == 5 else None
        except ValueError:
            return None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        at = self.load(stored, item)
        if not isinstance(at, time):
            return NOTHING
        return at.isoformat("minutes") if language == "en" else f"{at.hour}時{at.minute:02}分"


def _time(found: re.Match[str]) -> time | None:
    """The time that was written; None for one the day has not."""
    half, hours, colon, minutes, thirty = found.groups()
    hour, minute = int(hours), 30 if thirty else int(colon or minutes or 0)
    if minute > 59 or hour > (12 if half else 23):
        return None
    return time(hour % 12 + (12 if half == "午後" else 0) if half else hour, minute)


def _meant(plain: str) -> str | None:
    """1715 is probably 17:15, and 24:00 the end of a day, which is no time of it."""
    digits = _DIGITS.fullmatch(plain)
    if digits and int(digits[1]) < 24 and int(digits[2]) < 60:
        return f"{int(digits[1])}:{digits[2]}"
    return None
