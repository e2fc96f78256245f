"""Sums over the rows of a batch, beside what others said they are; money is whole yen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec import Struct

from forms.field_type import Json
from forms.issuance.columns import Columns
from forms.issuance.limit import Limit

COUNT = "count"
"""The key of the number of rows among the totals."""


class Told(Struct, frozen=True, kw_only=True):
    """Totals that somebody else states: the file's trailer, its control file, the figures entered by hand."""

    source: str
    """Who says so, in Japanese."""
    en: str = ""
    totals: Mapping[str, int]
    """By column, and `count`."""


class Totals(Struct, frozen=True, kw_only=True):
    """Sums of the columns that are added up, what others say they are, and how far they may be from those before."""

    sums: Mapping[str, int] = {}
    told: tuple[Told, ...] = ()
    limits: Mapping[str, Limit] = {}
    """By column, and `count`; nothing for a column that is not compared."""


FEWEST = 5
"""Of fewer rows sums are not shown: they would say what single people get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalLine:
    """One figure: added up from the rows, and as each of the others stated it."""

    key: str
    summed: int
    told: tuple[int | None, ...]
    """In the order of the sources; None where a source says nothing about it."""

    @property
    def agrees(self) -> bool:
        return all(each is None or each == self.summed for each in self.told)

    @property
    def difference(self) -> int:
        """The largest difference to what was told."""
        return max((self.summed - each for each in self.told if each is not None), key=abs, default=0)


def sums_of(rows: Iterable[Mapping[str, Json]], columns: Columns, wanted: Iterable[str]) -> dict[str, int]:
    """The number of rows and the sums of the wanted columns; what is no whole number counts as nothing."""
    keys = [column.key for name in wanted if (column := columns.find(name)) is not None]
    sums = dict.fromkeys([COUNT, *keys], 0)
    for row in rows:
        sums[COUNT] += 1
        for key in keys:
            value = row.get(key)
            if isinstance(value, int) and not isinstance(value, bool):
                sums[key] += value
    return sums


def compared(totals: Totals) -> list[TotalLine]:
    """Each sum beside what the others say."""
    return [
        TotalLine(key=key, summed=summed, told=tuple(source.totals.get(key) for source in totals.told))
        for key, summed in totals.sums.items()
    ]
