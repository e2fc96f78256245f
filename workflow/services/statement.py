"""One SQL statement built from parts: what dispatch writes goes to the database as a single CTE."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.ports import Delete, Insert, Update, Write


@dataclass(slots=True)
class Statement:
    """Data-modifying parts, each a common table expression of one statement."""

    parts: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add(self, sql: str, params: Sequence[Any] = (), name: str = "") -> None:
        """Add a part; later parts may read its RETURNING rows by `name`."""
        self.parts.append(f"{name or f'part{len(self.parts)}'} AS ({sql})")
        self.params += params

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]], after: str = "", name: str = "") -> None:
        """Add an INSERT of rows that all have the same columns; `after` may say ON CONFLICT or RETURNING."""
        if rows:
            self.add(*insert_sql(table, rows, after), name=name)

    @property
    def sql(self) -> str:
        return f"WITH {', '.join(self.parts)} SELECT 1"


def insert_sql(table: str, rows: Sequence[Mapping[str, Any]], after: str = "") -> tuple[str, list[Any]]:
    """An INSERT of rows that all have the same columns."""
    columns = list(rows[0])
    values = ", ".join(f"({', '.join(['%s'] * len(columns))})" for _ in rows)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES {values} {after}', [
        row[column] for row in rows for column in columns
    ]


def write_sql(write: Write) -> tuple[str, list[Any]]:
    """The statement of a plug's write."""
    match write:
        case Insert(table, rows, on_conflict_nothing):
            return insert_sql(table, rows, "ON CONFLICT DO NOTHING" if on_conflict_nothing else "")
        case Delete(table, column, value):
            return f'DELETE FROM "{table}" WHERE "{column}" = %s', [value]
        case Update(table, column, value, values):
            sets = ", ".join(f'"{name}" = %s' for name in values)
            return f'UPDATE "{table}" SET {sets} WHERE "{column}" = %s', [*values.values(), value]
