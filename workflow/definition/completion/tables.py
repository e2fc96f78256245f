"""The columns of a decision table that is being written, from its first line."""

from dataclasses import dataclass

from forms.tables.grid import Cell, csv_grid, pipe_grid


@dataclass(frozen=True, slots=True)
class TableColumns:
    """What a table is asked, and what it answers."""

    questions: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


def columns_in(text: str, *, as_csv: bool = False) -> TableColumns:
    """Those of the header; none where there is none yet. The kind of an answer in its brackets is left out."""
    header = (csv_grid(text) if as_csv else pipe_grid(text)).header
    return TableColumns(_names(header.questions), _names(header.answers)) if header else TableColumns()


def _names(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(cell.text.replace("（", "(").partition("(")[0].strip() for cell in cells)
