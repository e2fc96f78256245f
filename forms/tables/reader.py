"""Reads and checks a decision table: cells by their columns, then gaps and overlaps."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from forms.expressions.parser import name_in
from forms.expressions.scope import Scope
from forms.expressions.values import Value
from forms.feel.types import UNKNOWN, YEN, ChoiceType, Type
from forms.spec import Text
from forms.tables.answers import AnswerColumn, Organisation, read_answer, read_header, words_of
from forms.tables.cells import CellUnreadable, can_be_asked, read_question
from forms.tables.cover import Bounds, cover_of, nearest_line
from forms.tables.grid import Cell, Grid, csv_grid, pipe_grid
from forms.tables.problem import TableProblem
from forms.tables.questions import Test
from forms.tables.table import Hit, QuestionColumn, Row, Table

MOST_OVERLAPS = 10
_Read = TypeVar("_Read")
_DITTO = frozenset({"〃", "同上", "々", '"', "ditto"})


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The table, or nothing where its text has mistakes; and everything there is to say about it."""

    table: Table | None
    problems: tuple[TableProblem, ...]
    answers: tuple[AnswerColumn, ...] = ()
    """Also of a table with mistakes, so that expressions that use them are not reported too."""


def read_table(
    text: str,
    scope: Scope,
    *,
    hit: Hit = Hit.UNIQUE,
    bounds: Bounds | None = None,
    organisation: Organisation | None = None,
    as_csv: bool = False,
    first_line: int = 1,
    published: bool = False,
) -> ReadTable:
    """Read a table of bars, or a CSV file. Questions name what the scope knows.

    `first_line` is the line of the file on which the text starts, for sentences that speak of two rows.
    `published`: gaps and overlaps were looked for before, by whoever knew the bounds of the questions.
    """
    grid = csv_grid(text) if as_csv else pipe_grid(text)
    reader = _Reader(grid, scope, organisation or {})
    table = reader.table(hit)
    if table is None or reader.problems:
        return ReadTable(None, tuple(reader.problems), reader.answers)
    if published:
        return ReadTable(table, (), reader.answers)
    found = tuple(_cover(table, bounds or {}, first_line))
    sound = all(problem.code.startswith("W") for problem in found)
    return ReadTable(table if sound else None, found, reader.answers)


def answer_types(text: str, *, hit: Hit = Hit.UNIQUE, as_csv: bool = False) -> dict[str, Type] | None:
    """The kinds of a table's answers, from its header alone; of a column that cannot be read, unknown.

    None for a table without a header.
    """
    grid = csv_grid(text) if as_csv else pipe_grid(text)
    if grid.header is None:
        return None
    reader = _Reader(grid, Scope({}), {})
    columns = [(cell, reader.answer_column(cell)) for cell in grid.header.answers]
    known = dict(Table((), tuple(column for _, column in columns if column), (), hit).types)
    unread = {re.split("[(（]", cell.text)[0].strip(): UNKNOWN for cell, column in columns if column is None}
    return known | unread


def answer_words(text: str, *, as_csv: bool = False) -> dict[str, tuple[AnswerColumn, tuple[str, ...]]]:
    """What a table's answers may say: by column its kind, and every word that stands in it, each once."""
    grid = csv_grid(text) if as_csv else pipe_grid(text)
    reader = _Reader(grid, Scope({}), {})
    found: dict[str, tuple[AnswerColumn, tuple[str, ...]]] = {}
    for index, cell in enumerate(grid.header.answers if grid.header else ()):
        column = reader.answer_column(cell)
        if column is not None:
            cells = (row.answers[index].text for row in grid.rows if index < len(row.answers))
            words = dict.fromkeys(word for text in cells for word in words_of(text, column) if word not in _DITTO)
            found[column.name] = (column, tuple(words))
    return found


class _Reader:
    def __init__(self, grid: Grid, scope: Scope, organisation: Organisation) -> None:
        self._grid = grid
        self._scope = scope
        self._organisation = organisation
        self.problems: list[TableProblem] = list(grid.problems)
        self.answers: tuple[AnswerColumn, ...] = ()

    def table(self, hit: Hit) -> Table | None:
        header = self._grid.header
        if header is None:
            return None
        questions = tuple(self._question(cell) for cell in header.questions)
        answers = tuple(self.answer_column(cell) for cell in header.answers)
        self.answers = tuple(column for column in answers if column is not None)
        self._refuse_twice(header.cells)
        rows = self._rows(questions, answers)
        known = tuple(column for column in questions if column is not None)
        return Table(known, self.answers, rows, hit)

    def answer_column(self, cell: Cell) -> AnswerColumn | None:
        return self._read(cell, read_header)

    def _question(self, cell: Cell) -> QuestionColumn | None:
        name, problems = name_in(cell.text, self._scope)
        if name is None:
            hint = problems[0].hint if problems else None
            message = Text(f"「{cell.text}」という項目はありません。", f"There is no item “{cell.text}”.")
            self._report("E044", cell, message, hint)
            return None
        if not can_be_asked(name.type):
            ja = f"「{cell.text}」({name.type.label.ja})は決定表の列にできません。"
            self._report("E044", cell, Text(ja, f"“{cell.text}” cannot be a column of a table."), None)
            return None
        return QuestionColumn(cell.text, name.path, name.type, name.may_be_null)

    def _rows(
        self, questions: tuple[QuestionColumn | None, ...], answers: tuple[AnswerColumn | None, ...]
    ) -> tuple[Row, ...]:
        rows = []
        tests: list[Test | None] = []
        values: list[Value] = []
        for number, row in enumerate(self._grid.rows):
            above, before = tests, values
            tests = [
                above[index] if self._repeats(cell, number) else self._test(cell, column)
                for index, (cell, column) in enumerate(zip(row.questions, questions, strict=True))
            ]
            values = [
                before[index] if self._repeats(cell, number) else self._answer(cell, column)
                for index, (cell, column) in enumerate(zip(row.answers, answers, strict=True))
            ]
            rows.append(Row(row.line, tuple(test for test in tests if test is not None), tuple(values)))
        return tuple(rows)

    def _repeats(self, cell: Cell, number: int) -> bool:
        """〃 says what the cell above says; in the first row it is read as any other text, and refused."""
        return number > 0 and cell.text in _DITTO

    def _test(self, cell: Cell, column: QuestionColumn | None) -> Test | None:
        if cell.text in _DITTO:
            message = Text("最初の行に 〃 は書けません。", "The first row cannot repeat the one above.")
            self._report("E043", cell, message, None)
            return None
        return self._read(cell, lambda text: read_question(text, column.type)) if column else None

    def _answer(self, cell: Cell, column: AnswerColumn | None) -> Value:
        return self._read(cell, lambda text: read_answer(text, column, self._organisation)) if column else None

    def _read(self, cell: Cell, read: Callable[[str], _Read]) -> _Read | None:
        try:
            return read(cell.text)
        except CellUnreadable as unread:
            self._report(unread.code, cell, unread.message, unread.hint)
            return None

    def _refuse_twice(self, cells: tuple[Cell, ...]) -> None:
        seen: set[str] = set()
        for cell in cells:
            if cell.text in seen:
                message = Text(f"列「{cell.text}」が二つあります。", f"There are two columns “{cell.text}”.")
                self._report("E041", cell, message, None)
            seen.add(cell.text)

    def _report(self, code: str, cell: Cell, message: Text, hint: Text | None) -> None:
        self.problems.append(
            TableProblem(
                code=code,
                line=cell.line,
                column=cell.column,
                message=message,
                hint=hint,
                length=len(cell.text) or 1,
            )
        )


def _cover(table: Table, bounds: Bounds, first_line: int) -> list[TableProblem]:
    cover = cover_of(table.questions, table.rows, bounds)
    problems = []
    if cover.gap is not None:
        example = _shown(table, cover.gap)
        ja, en = f"当てはまる行のない場合があります: {example[0]}", f"No row fits {example[1]}"
        message = Text(f"{ja}。", f"{en}.")
        problems.append(_at("E045", message, nearest_line(table.rows, cover.gap)))
    for one, other, values in cover.overlaps[:MOST_OVERLAPS]:
        if table.hit is Hit.UNIQUE or (table.hit is Hit.ANY and one.answers != other.answers):
            example = _shown(table, values)
            lines = one.line + first_line, other.line + first_line
            ja = f"{lines[0]}行目と{lines[1]}行目の両方に当てはまる場合があります: {example[0]}。"
            en = f"Lines {lines[0]} and {lines[1]} both fit {example[1]}."
            problems.append(_at("E046", Text(ja, en), other.line))
    if not cover.complete:
        message = Text(
            "表が大きすぎるため、抜けのないことを確かめられません。", "The table is too large to look for gaps."
        )
        problems.append(_at("W108", message, 0))
    return problems


def _at(code: str, message: Text, line: int) -> TableProblem:
    return TableProblem(code=code, line=line, column=0, message=message)


def _shown(table: Table, values: tuple[Value, ...]) -> tuple[str, str]:
    """An example as people read it: 区分が補助金、金額が500,000円."""
    pairs = [(column.name, _value(column, value)) for column, value in zip(table.questions, values, strict=True)]
    ja = "、".join(f"{name}が{value}" for name, value in pairs)
    return ja, ", ".join(f"{name} {value}" for name, value in pairs)


def _value(column: QuestionColumn, value: Value) -> str:
    match value:
        case None:
            return "空"
        case bool():
            return "はい" if value else "いいえ"
        case int() | Decimal():
            return f"{value:,}円" if column.type == YEN else f"{value:,}"
        case datetime():
            return f"{value:%Y-%m-%dT%H:%M}"
        case date():
            return value.isoformat()
        case str() if isinstance(column.type, ChoiceType):
            return next((choice.name for choice in column.type.choices if choice.id == value), value)
        case _:
            return str(value)
