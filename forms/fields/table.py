"""表: rows with the same columns, here or in the store of imported rows."""

from collections.abc import Mapping, Sequence
from unicodedata import normalize
from uuid import UUID

from forms.errors import AnswerInvalid
from forms.expressions.values import Value
from forms.feel.types import ContextType, ListType, Name, Type
from forms.feel.values import RowsElsewhere
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid, quoted, referred
from forms.spec import ItemSpec, Text

MOST_ROWS = 200
"""Of a table whose rows stand in the answer itself; longer ones are imported and referred to."""
MOST_ROWS_ELSEWHERE = 1_000_000
MOST_COLUMNS = 200
LONGEST_CELL = 1_000
MOST_COMPLAINTS = 5
"""Told at once about one table."""


class TableField(FieldType):
    """Rows as a list of {column: cell}, or {"row_set": uuid, "count": rows} for rows that were imported.

    A table with columns of its own is written by people: each cell is read by the type of its column, and a row in
    which nothing stands is none. What a row computes and requires is the business of `forms.validation.rows`.
    """

    name = "table"
    widget = "table"

    def __init__(self, cells: Sequence[FieldType]) -> None:
        self._cells = {cell.name: cell for cell in cells}

    def cell(self, column: ItemSpec) -> FieldType:
        """The type of a column."""
        return self._cells[column.type]

    def expression_type(self, item: ItemSpec) -> Type:
        known = [column for column in item.columns if column.type in self._cells]
        types = {column.name: Name(column.key, self.cell(column).expression_type(column), True) for column in known}
        return ListType(ContextType(types))

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        if item.columns and isinstance(raw, list):
            return self._parse_rows(raw, item, files)
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

    def _parse_rows(self, raw: Sequence[Json], item: ItemSpec, files: Files) -> Json:
        if len(raw) > MOST_ROWS:
            raise invalid(item, f"は{MOST_ROWS}行までです。", f"takes {MOST_ROWS} rows at most.")
        known = {
            normalize("NFKC", name).strip(): column for column in item.columns for name in (column.name, column.key)
        }
        rows: list[Json] = []
        complaints: list[AnswerInvalid] = []
        for number, given in enumerate(raw, start=1):
            try:
                row = self._parse_row(given, item, known, number, files)
            except AnswerInvalid as complaint:
                complaints.append(complaint)
            else:
                rows += [row] if row else []
        if complaints:
            raise together(complaints)
        return rows_within(rows, item)

    def _parse_row(self, given: Json, item: ItemSpec, known: Mapping[str, ItemSpec], number: int, files: Files) -> Json:
        if not isinstance(given, Mapping) or len(given) > MOST_COLUMNS:
            raise invalid(item, f"の{number}行目が行として読めません。", f"has no row at {number}.")
        row: dict[str, Json] = dict.fromkeys(column.key for column in item.columns)
        for name, cell in given.items():
            column = known.get(normalize("NFKC", str(name)[:LONGEST_CELL]).strip())
            if column is None:
                what = quoted(str(name))
                raise invalid(item, f"に{what}という列はありません。", f"has no column {what}.")
            if not column.is_found:
                row[column.key] = self._parse_cell(cell, column, item, number, files)
        return row if any(cell is not None for cell in row.values()) else None

    def _parse_cell(self, raw: Json, column: ItemSpec, item: ItemSpec, number: int, files: Files) -> Json:
        try:
            return self.cell(column).parse(raw, column, files)
        except AnswerInvalid as complaint:
            raise complaint_in_row(item, number, complaint) from complaint

    def load(self, stored: Json, item: ItemSpec) -> Value:
        count = rows_of(stored)
        if count is None:
            return None
        if not isinstance(stored, list):
            return RowsElsewhere(count)
        return tuple(
            {column.key: self.cell(column).load(row.get(column.key), column) for column in item.columns}
            for row in stored
            if isinstance(row, dict)
        )

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        count = rows_of(stored)
        if count is None:
            return NOTHING
        if item.columns and isinstance(stored, list):
            return "\n".join(self._shown(number, row, item, language) for number, row in enumerate(stored, start=1))
        return f"{count:,} rows" if language == "en" else f"{count:,}行"

    def _shown(self, number: int, row: Json, item: ItemSpec, language: str) -> str:
        cells = row if isinstance(row, dict) else {}
        parts = [
            f"{Text(column.name, column.en).in_language(language)} "
            f"{self.cell(column).show(cells[column.key], column, language)}"
            for column in item.columns
            if cells.get(column.key) is not None
        ]
        return f"{number}. {(', ' if language == 'en' else '、').join(parts)}"


def together(complaints: Sequence[AnswerInvalid]) -> AnswerInvalid:
    """Several complaints about one table as one."""
    said = complaints[:MOST_COMPLAINTS]
    return AnswerInvalid(
        Text("".join(each.message.ja for each in said), " ".join(each.message.en for each in said)),
        said[0].suggestion if len(said) == 1 else None,
    )


def complaint_in_row(item: ItemSpec, number: int, complaint: AnswerInvalid) -> AnswerInvalid:
    """行程の2行目: 運賃が空です。"""
    ja, en = f"{item.name}の{number}行目: ", f"{item.en or item.name}, row {number}: "
    return AnswerInvalid(Text(ja + complaint.message.ja, en + complaint.message.en), complaint.suggestion)


def rows_within(rows: list[Json], item: ItemSpec) -> Json:
    """The rows, or nothing where there is none. Raises AnswerInvalid for too few or too many."""
    fewest, most = item.fewest_rows, item.most_rows
    if most is not None and len(rows) > most:
        raise invalid(
            item, f"は{most}行までです。いまは{len(rows)}行あります。", f"takes {most} rows at most, not {len(rows)}."
        )
    if rows and fewest is not None and len(rows) < fewest:
        raise invalid(item, f"は{fewest}行以上書いてください。", f"needs {fewest} rows at least.")
    return rows or None


def rows_of(stored: Json) -> int | None:
    """How many rows a stored table has; None for anything else."""
    match stored:
        case list() if len(stored) <= MOST_ROWS and all(_is_row(row, people=True) for row in stored):
            return len(stored)
        case {"row_set": str() as row_set, "count": int() as count} if _is_known(row_set, count):
            return count
    return None


def _is_row(row: Json, *, people: bool = False) -> bool:
    """Short cells by column; people's own columns have yes and no, references, and what was looked up, too."""
    if not isinstance(row, Mapping) or not 0 < len(row) <= MOST_COLUMNS:
        return False
    return all(
        _is_cell(column) and (cell is None or _is_cell(cell) or (people and _is_cell_of_people(cell)))
        for column, cell in row.items()
    )


def _is_cell_of_people(cell: Json) -> bool:
    return isinstance(cell, bool) or referred(cell) is not None or _is_lookup(cell)


def _is_lookup(cell: Json) -> bool:
    """From where and when the value of a cell was found."""
    return isinstance(cell, Mapping) and cell.keys() == {"from", "at", "note"} and all(map(_is_cell, cell.values()))


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
