"""A document as a page shows it: figures in tables beside those of another month, everything else in cells."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from forms.issuance.columns import Column, shown
from forms.services.issuance.document_values import RowRead
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
    side_by_side: bool
    """The tables are two sides of one sum."""
    cells: tuple[tuple[str, str], ...]
    """Everything that stands in no table, by name."""
    has_last: bool
    has_year: bool
    because_last: tuple[Line, ...]
    """The lines that make most of the difference to the month before, the largest first."""
    because_year: tuple[Line, ...]


MOST_REASONS = 3


def slip_of(opened: RowRead, last: RowRead | None, year: RowRead | None, language: str) -> Slip:
    """The document beside that of the month before and of a year before, where there are any.

    Where groups of figures add up to totals (支給, 控除), those groups are the tables, each with its total, and every
    other figure stands among the cells. Otherwise each group with figures is a table.
    """
    writer = _Writer(opened, last, year, language)
    named = [] if opened.kind is None else [opened.columns.find(name) for name in opened.kind.totals]
    totals = [column for column in named if column is not None]
    groups = [group for _name, group in opened.columns.groups()]
    summed = writer.summed(groups, totals)
    sides = summed or [(group, [each for each in group if each in totals]) for group in groups]
    tables = [table for group, sums in sides if (table := writer.table(group, sums, totals)) is not None]
    in_tables = [column for group, _sums in sides for column in group if column.kind == "yen"]
    hidden = opened.kind.hidden if opened.kind else ()
    told = [
        column
        for column in opened.columns.all
        if column not in in_tables and column not in totals and column.name not in hidden
    ]
    cells = [writer.cell(column) for column in told]
    parts = [writer.line(column) for group, _sums in summed for column in group if column.kind == "yen"]
    return Slip(
        totals=tuple(writer.line(column) for column in totals),
        tables=tuple(tables),
        side_by_side=len(summed) > 1,
        cells=tuple(cell for cell in cells if cell[1]),
        has_last=last is not None,
        has_year=year is not None,
        because_last=_largest(parts, lambda line: line.from_last),
        because_year=_largest(parts, lambda line: line.from_year),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    opened: RowRead
    last: RowRead | None
    year: RowRead | None
    language: str

    def summed(self, groups: list[list[Column]], totals: list[Column]) -> list[tuple[list[Column], list[Column]]]:
        """The groups that add up to a total before the last one, each with it.

        What the last one is paid into adds up to it too, and explains nothing.
        """
        found, left = [], list(totals[:-1])
        for group in groups:
            figures = [column for column in group if column.kind == "yen"]
            if not figures or any(column in totals for column in figures):
                continue
            whole = sum(self.opened.amount(column.key) or 0 for column in figures)
            total = next((column for column in left if self.opened.amount(column.key) == whole), None)
            if total is not None:
                left.remove(total)
                found.append((group, [total]))
        return found

    def table(self, group: list[Column], sums: list[Column], totals: list[Column]) -> Table | None:
        """The figures of one group; those that are zero in all three months are left out."""
        figures = [column for column in group if column.kind == "yen" and column not in totals]
        lines = [self.line(column) for column in figures if self._says_something(column)]
        if not lines:
            return None
        caption = Text(group[0].group, group[0].group_en).in_language(self.language)
        return Table(caption=caption, lines=tuple(lines), sums=tuple(self.line(column) for column in sums))

    def line(self, column: Column) -> Line:
        amount = self.opened.amount(column.key)
        return Line(
            name=self._name(column),
            amount=amount,
            from_last=_difference(amount, self.last, column),
            from_year=_difference(amount, self.year, column),
        )

    def cell(self, column: Column) -> tuple[str, str]:
        """Its name and what it says; an amount of nothing says nothing."""
        value = self.opened.row.get(column.key)
        if column.kind != "yen":
            return self._name(column), shown(value, column, self.language)
        amount = f"{shown(value, column, self.language)}円"
        return self._name(column), Text(amount, amount.replace("円", " yen")).in_language(
            self.language
        ) if value else ""

    def _name(self, column: Column) -> str:
        return Text(column.name, column.en).in_language(self.language)

    def _says_something(self, column: Column) -> bool:
        each: Iterable[RowRead] = (one for one in (self.opened, self.last, self.year) if one is not None)
        return any(one.amount(column.key) for one in each)


def _largest(lines: Iterable[Line], difference: Callable[[Line], int | None]) -> tuple[Line, ...]:
    found = sorted(lines, key=lambda line: -abs(difference(line) or 0))
    return tuple(line for line in found[:MOST_REASONS] if difference(line))


def _difference(amount: int | None, other: RowRead | None, column: Column) -> int | None:
    """Figures of another layout are compared by the column's key; what it did not have is nothing."""
    if other is None or amount is None:
        return None
    return amount - (other.amount(column.key) or 0)
