"""Cuts the text of a table into cells that know where they were written."""

import csv
import re
from dataclasses import dataclass
from io import StringIO

from forms.spec import Text
from forms.tables.problem import TableProblem

MAX_ROWS = 500
MAX_COLUMNS = 30
MAX_CHARACTERS = 200_000
_SEPARATORS = "|｜"
_RULE = re.compile(r"[|｜\s:ー－—―-]+")
_COMMENT = ("#", "＃")


@dataclass(frozen=True, slots=True)
class Cell:
    """What was written between two bars, without the spaces around it."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line: the cells left of the double bar, and those right of it."""

    line: int
    questions: tuple[Cell, ...]
    answers: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (*self.questions, *self.answers)


@dataclass(frozen=True, slots=True)
class Grid:
    """The header and the rows; what did not fit is left out and told."""

    header: GridRow | None
    rows: tuple[GridRow, ...]
    problems: tuple[TableProblem, ...]


def pipe_grid(text: str) -> Grid:
    """A table of bars: | question || answer |. Lines of a # or of dashes alone are for the eye."""
    rows: list[GridRow] = []
    problems: list[TableProblem] = []
    if len(text) > MAX_CHARACTERS:
        return Grid(None, (), (_too_large(),))
    for number, line in enumerate(text.split("\n")):
        written = line.strip()
        if not written or written.startswith(_COMMENT) or _RULE.fullmatch(written):
            continue
        row = _piped(number, line)
        if isinstance(row, TableProblem):
            problems.append(row)
        elif not rows and not row.answers:
            problems.append(_no_double_bar(number, line))
            return Grid(None, (), tuple(problems))
        else:
            rows.append(row)
    return _grid(rows, problems)


def csv_grid(text: str) -> Grid:
    """A table as a CSV file. An empty column stands for the double bar; lines starting with # are left out."""
    if len(text) > MAX_CHARACTERS:
        return Grid(None, (), (_too_large(),))
    rows: list[GridRow] = []
    problems: list[TableProblem] = []
    split: int | None = None
    for number, cells in enumerate(csv.reader(StringIO(text.removeprefix("\ufeff")))):
        if not any(cell.strip() for cell in cells) or cells[0].startswith(_COMMENT):
            continue
        if split is None:
            split = next((index for index, cell in enumerate(cells) if not cell.strip()), None)
            if split is None:
                return Grid(None, (), (_no_double_bar(number, ",".join(cells)),))
        written = [Cell(cell.strip(), number, index) for index, cell in enumerate(cells)]
        rows.append(GridRow(number, tuple(written[:split]), tuple(written[split + 1 :])))
    return _grid(rows, problems)


def _grid(rows: list[GridRow], problems: list[TableProblem]) -> Grid:
    if not rows:
        message = Text("表に見出しの行がありません。", "The table has no header.")
        return Grid(None, (), (*problems, TableProblem(code="E040", line=0, column=0, message=message)))
    header, *body = rows
    if len(body) > MAX_ROWS or len(header.cells) > MAX_COLUMNS:
        return Grid(None, (), (_too_large(),))
    fitting = []
    for row in body:
        if (len(row.questions), len(row.answers)) == (len(header.questions), len(header.answers)):
            fitting.append(row)
        else:
            problems.append(_wrong_count(header, row))
    return Grid(header, tuple(fitting), tuple(problems))


def _piped(number: int, line: str) -> GridRow | TableProblem:
    """The bars of a line; two in a row part questions and answers."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if line[start] not in _SEPARATORS or line[end - 1] not in _SEPARATORS:
        message = Text("表の行は | で始まり | で終わります。", "A row starts and ends with |.")
        return TableProblem(code="E041", line=number, column=start, message=message, length=end - start)
    sides: list[list[Cell]] = [[]]
    index = start + 1
    while index < end:
        stop = index
        while line[stop] not in _SEPARATORS:
            stop += 1
        sides[-1].append(_cell(line, number, index, stop))
        index = stop + 1
        if index < end and line[index] in _SEPARATORS:
            sides.append([])
            index += 1
    if len(sides) > 2:
        message = Text("|| は一行に一つです。", "A row has one ||.")
        return TableProblem(code="E041", line=number, column=start, message=message, length=end - start)
    return GridRow(number, tuple(sides[0]), tuple(sides[1]) if len(sides) == 2 else ())


def _cell(line: str, number: int, start: int, stop: int) -> Cell:
    text = line[start:stop]
    return Cell(text.strip(), number, start + len(text) - len(text.lstrip()) if text.strip() else start)


def _no_double_bar(number: int, line: str) -> TableProblem:
    return TableProblem(
        code="E040",
        line=number,
        column=len(line) - len(line.lstrip()),
        message=Text("見出しの行に || がありません。", "The header has no ||."),
        hint=Text(
            "入力の列と結果の列の間を || で区切ります: | 金額 || 決定者(職) |",
            "|| parts questions from answers: | amount || decider(post) |",
        ),
        length=len(line.strip()) or 1,
    )


def _wrong_count(header: GridRow, row: GridRow) -> TableProblem:
    wanted, found = (len(header.questions), len(header.answers)), (len(row.questions), len(row.answers))
    ja = f"見出しは入力 {wanted[0]} 列・結果 {wanted[1]} 列ですが、この行は {found[0]} 列・{found[1]} 列です。"
    en = f"The header has {wanted[0]} and {wanted[1]} columns, this row {found[0]} and {found[1]}."
    return TableProblem(code="E041", line=row.line, column=row.cells[0].column, message=Text(ja, en))


def _too_large() -> TableProblem:
    message = Text(f"表が大きすぎます({MAX_ROWS} 行 {MAX_COLUMNS} 列まで)。", "The table is too large.")
    return TableProblem(code="E041", line=0, column=0, message=message)
