"""A document as a page shows it: figures in tables beside those of another month, everything else in cells."""

from collections.abc import Iterable
from dataclasses import dataclass

from forms.issuance.columns import Column, shown
from forms.services.issuance.document_values import Opened
from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure with how it differs from the others."""

    name: str
    amount: int | None
    from_last: int | None
    """Difference to the month before; None when there is nothing to compare with."""
    from_year: int | None
    """Difference to the same month a year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The figures under one heading, with their sums."""

    caption: str
    lines: tuple[Line, ...]
    sums: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The whole of it."""

    totals: tuple[Line, ...]
    """The figures people look for, the last one largest."""
    tables: tuple[Table, ...]
    cells: tuple[tuple[str, str], ...]
    """Everything that is no figure, by name."""
    has_last: bool
    has_year: bool


def slip_of(opened: Opened, last: Opened | None, year: Opened | None, language: str) -> Slip:
    """The document beside that of the month before and of a year before, where there are any."""
    writer = _Writer(opened, last, year, language)
    named = [] if opened.kind is None else [opened.columns.find(name) for name in opened.kind.totals]
    totals = [column for column in named if column is not None]
    groups = opened.columns.groups()
    tables = [table for _name, group in groups if (table := writer.table(group, totals)) is not None]
    hidden = opened.kind.hidden if opened.kind else ()
    told = [column for column in opened.columns.all if column.kind != "yen" and column.name not in hidden]
    cells = [writer.cell(column) for column in told]
    return Slip(
        totals=tuple(writer.line(column) for column in totals),
        tables=tuple(tables),
        cells=tuple(cell for cell in cells if cell[1]),
        has_last=last is not None,
        has_year=year is not None,
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    opened: Opened
    last: Opened | None
    year: Opened | None
    language: str

    def table(self, columns: list[Column], totals: list[Column]) -> Table | None:
        """The figures of one group; those that are zero in all three months are left out."""
        figures = [column for column in columns if column.kind == "yen"]
        lines = [self.line(column) for column in figures if column not in totals and self._says_something(column)]
        sums = [self.line(column) for column in figures if column in totals]
        if not lines:
            return None
        caption = Text(columns[0].group, columns[0].group_en).in_language(self.language)
        return Table(caption=caption, lines=tuple(lines), sums=tuple(sums))

    def line(self, column: Column) -> Line:
        amount = self.opened.amount(column.key)
        return Line(
            name=self._name(column),
            amount=amount,
            from_last=_difference(amount, self.last, column),
            from_year=_difference(amount, self.year, column),
        )

    def cell(self, column: Column) -> tuple[str, str]:
        return self._name(column), shown(self.opened.row.get(column.key), column, self.language)

    def _name(self, column: Column) -> str:
        return Text(column.name, column.en).in_language(self.language)

    def _says_something(self, column: Column) -> bool:
        each: Iterable[Opened] = (one for one in (self.opened, self.last, self.year) if one is not None)
        return any(one.amount(column.key) for one in each)


def _difference(amount: int | None, other: Opened | None, column: Column) -> int | None:
    """Figures of another layout are compared by the column's key; what it did not have is nothing."""
    if other is None or amount is None:
        return None
    return amount - (other.amount(column.key) or 0)
