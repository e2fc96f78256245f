"""表: rows with the same columns, here or in the store of imported rows."""

from collections.abc import Mapping
from uuid import UUID

from forms.expressions.values import Value
from forms.feel.types import ContextType, ListType, Type
from forms.feel.values import RowsElsewhere
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid
from forms.spec import ItemSpec

MOST_ROWS = 200
"""Of a table whose rows stand in the answer itself; longer ones are imported and referred to."""
MOST_ROWS_ELSEWHERE = 1_000_000
MOST_COLUMNS = 200
LONGEST_CELL = 1_000


class TableField(FieldType):
    """Rows as a list of {column: text}, or {"row_set": uuid, "count": rows} for rows that were imported."""

    name = "table"
    widget = "table"

    def expression_type(self, item: ItemSpec) -> Type:
        return ListType(ContextType({}))

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        match raw:
            case None:
                return None
            case str() if not raw[:200].strip():
                return None
            case list() if len(raw) <= MOST_ROWS and all(_is_row(row) for row in raw):
                return raw
            case {"row_set": str() as row_set, "count": int() as count, **rest} if not rest and _is_known(
                row_set, count
            ):
                return {"row_set": row_set, "count": count}
        raise invalid(
            item,
            f"は、列の名前と値を持つ行の並び({MOST_ROWS}行まで)でなければなりません。",
            f"takes a list of at most {MOST_ROWS} rows of named values.",
        )

    def load(self, stored: Json, item: ItemSpec) -> Value:
        count = rows_of(stored)
        if count is None:
            return None
        return tuple({} for _ in stored) if isinstance(stored, list) else RowsElsewhere(count)

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        count = rows_of(stored)
        if count is None:
            return NOTHING
        return f"{count:,} rows" if language == "en" else f"{count:,}行"


def rows_of(stored: Json) -> int | None:
    """How many rows a stored table has; None for anything else."""
    match stored:
        case list() if len(stored) <= MOST_ROWS and all(_is_row(row) for row in stored):
            return len(stored)
        case {"row_set": str() as row_set, "count": int() as count} if _is_known(row_set, count):
            return count
    return None


def _is_row(row: Json) -> bool:
    if not isinstance(row, Mapping) or not 0 < len(row) <= MOST_COLUMNS:
        return False
    return all(_is_cell(column) and (cell is None or _is_cell(cell)) for column, cell in row.items())


def _is_cell(cell: Json) -> bool:
    """A short text that a database takes, or a whole number that other systems can hold."""
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return False
    if isinstance(cell, int):
        return abs(cell) < 10**15
    return len(cell) <= LONGEST_CELL and "\0" not in cell and not any("\ud800" <= sign <= "\udfff" for sign in cell)


def _is_known(row_set: str, count: int) -> bool:
    if isinstance(count, bool) or not 0 <= count <= MOST_ROWS_ELSEWHERE:
        return False
    try:
        return str(UUID(row_set)) == row_set
    except ValueError:
        return False
