"""年度: a fiscal year, from April to March."""

import re
from datetime import date
from decimal import Decimal

from forms.expressions.values import Value
from forms.feel.types import INTEGER, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid, quoted
from forms.numerals import half_width
from forms.spec import ItemSpec
from forms.wareki import DateUnreadable, read_date, write_era_date

FIRST, LAST = 1900, 2199
_ENDS = re.compile(r"(年度|年|FY)$")


class FiscalYearField(FieldType):
    """A fiscal year, written in either calendar, stored and computed with as the number of the year it begins in."""

    name = "fiscal_year"
    widget = "line"

    def expression_type(self, item: ItemSpec) -> Type:
        return INTEGER

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        if raw is None or (isinstance(raw, str) and not raw[:200].strip()):
            return None
        year = _read(raw)
        if year is not None and FIRST <= year <= LAST:
            return year
        raise invalid(
            item,
            f"の{quoted(raw)}は年度として読めません。令和8年度、R8、2026 のように書いてください。",
            f"{quoted(raw)} is not a fiscal year. Write for example 2026 or R8.",
        )

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return Decimal(stored) if isinstance(stored, int) and _is_year(stored) else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        if not isinstance(stored, int) or not _is_year(stored):
            return NOTHING
        return f"fiscal {stored}" if language == "en" else f"{_era_year(stored)}度"


def _is_year(stored: Json) -> bool:
    return isinstance(stored, int) and not isinstance(stored, bool) and FIRST <= stored <= LAST


def _read(raw: Json) -> int | None:
    """The year it begins in. The year of an era is that of its first of April: 令和元年度 begins in 2019."""
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        return None
    if isinstance(raw, int):
        return raw
    plain = _ENDS.sub("", "".join(half_width(raw[:20]).split())) if len(raw) <= 20 else ""
    if re.fullmatch(r"[0-9]{4}", plain):
        return int(plain)
    try:
        return read_date(f"{plain}年12月1日" if not plain[:1].isascii() else f"{plain}.12.1").year
    except DateUnreadable:
        return None


def _era_year(year: int) -> str:
    """令和8年: by the era in which it ends its first calendar year, as the office writes 令和元年度."""
    return write_era_date(date(year, 12, 1)).partition("年")[0] + "年"
