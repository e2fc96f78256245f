"""A decision table in the words of the other language: its columns, its answers' types, the words of its cells."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from io import StringIO

from forms.expressions.parser import name_in
from forms.expressions.scope import Scope
from forms.feel.types import ChoiceType
from forms.tables.answers import PEOPLE, POST, UNIT, AnswerColumn, read_header
from forms.tables.grid import Cell, Grid, GridRow, csv_grid, pipe_grid
from workflow.definition.translation.expressions import Expressions
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.vocabulary import Vocabulary

_ANSWER = re.compile(r"(?P<name>.*?\S)(?P<open>\s*[(（])(?P<kind>[^()（）]+)(?P<close>[)）])")
_JAPANESE_LIST, _ENGLISH_LIST = "の並び", " list"
_FROM = {"以上": ">=", "以降": ">=", "以後": ">=", "から": ">=", "超": ">", "より後": ">"}
_TO = {"以下": "<=", "以前": "<=", "まで": "<=", "未満": "<", "より前": "<"}
_SIGNS = {">=": "以上", ">": "超", "<=": "以下", "<": "未満"}
_BETWEEN = re.compile(rf"(?=.*(?:{'|'.join(_TO)})\Z)(.+?)({'|'.join(_FROM)}),?(.+?)({'|'.join(_TO)})")
_ONE_SIDED = re.compile(rf"(.+?)({'|'.join([*_FROM, *_TO])})")
_WAVE = re.compile(r"([^~〜～]+)[~〜～]([^~〜～]+)")
_BRACKETS = re.compile(r"([\[(\]])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])\[])")
_SIGNED = re.compile(r"(<=|>=|<|>)\s*(.+)")
_BYTE_ORDER_MARK = "\ufeff"
_SAME = {"同上": "ditto", "〃": "ditto"}
_NOTHING = {"なし": "none"}
_PEOPLE: dict[Language, str] = {"ja": "人", "en": "people"}


class Tables:
    """Translates tables out of one language."""

    def __init__(self, vocabulary: Vocabulary, expressions: Expressions, person: Callable[[str], str]) -> None:
        """`person` says the name of people in the other language."""
        self._here = vocabulary
        self._to_english = vocabulary.language == "ja"
        self._expressions = expressions
        self._person = person

    def translated(self, text: str, scope: Scope) -> str:
        """The table with the same lines; a text that is no table comes back as it is."""
        lines = text.split("\n")
        for row, texts in self._rows(pipe_grid(text), scope):
            _replace(lines, row, texts)
        return "\n".join(lines)

    def translated_csv(self, text: str, scope: Scope) -> str:
        """The same of a CSV file; a line in which nothing is written otherwise stays to the byte."""
        others = {row.line: texts for row, texts in self._rows(csv_grid(text), scope)}
        whole = text.removeprefix(_BYTE_ORDER_MARK)
        lines = list(StringIO(whole))
        written, start, reader = [text[: len(text) - len(whole)]], 0, csv.reader(lines)
        for number, cells in enumerate(reader):
            before, start = "".join(lines[start : reader.line_num]), reader.line_num
            texts = others.get(number, {})
            changed = [
                texts[column] if texts.get(column, cell.strip()) != cell.strip() else cell
                for column, cell in enumerate(cells)
            ]
            written.append(before if changed == cells else _csv_line(changed, before))
        return "".join(written)

    def _rows(self, grid: Grid, scope: Scope) -> Iterator[tuple[GridRow, dict[int, str]]]:
        """Each row, the header first, with the other texts of its cells by column."""
        if grid.header is None:
            return
        asked = {cell.column: self._expressions.translated(cell.text, scope) for cell in grid.header.questions}
        answered = {cell.column: self._answer_head(cell.text) for cell in grid.header.answers}
        yield grid.header, asked | answered
        choices = [_choices(cell, scope) for cell in grid.header.questions]
        kinds = [read_header(cell.text) for cell in grid.header.answers]
        for row in grid.rows:
            questions = {
                cell.column: self._question(cell.text, known)
                for cell, known in zip(row.questions, choices, strict=True)
            }
            answers = {
                cell.column: self._answer(cell.text, column) for cell, column in zip(row.answers, kinds, strict=True)
            }
            yield row, questions | answers

    def _answer_head(self, text: str) -> str:
        found = _ANSWER.fullmatch(text)
        if found is None:
            return text
        ending = _JAPANESE_LIST if self._to_english else _ENGLISH_LIST
        kind = found["kind"].strip()
        many = kind.endswith(ending)
        there = self._here.other
        word = _PEOPLE[there.language] if kind.removesuffix(ending) in _PEOPLE.values() else ""
        word = word or there.word(self._here.japanese(kind.removesuffix(ending)))
        other = (_ENGLISH_LIST if self._to_english else _JAPANESE_LIST) if many else ""
        return f"{self._expressions.answer(found['name'])}{found['open']}{word}{other}{found['close']}"

    def _answer(self, text: str, column: AnswerColumn) -> str:
        same = self._same(text, _SAME | _NOTHING)
        if same or column.kind in ("text", POST):
            return same or text
        parts = _parts(text) if column.many else [text]
        if column.kind in (PEOPLE, UNIT):
            return "、".join(map(self._person, parts))
        return "、".join(map(self._word, parts))

    def _question(self, text: str, choices: frozenset[str]) -> str:
        """A cell; what is the name of a choice stays as its author wrote it."""
        if same := self._same(text, _SAME):
            return same
        if self._to_english:
            excluded = text.endswith("以外")
            written = _parts(text.removesuffix("以外"))
            parts = [part if part in choices else self._span_to_english(part) for part in written]
            return ("other than " if excluded else "") + "、".join(parts)
        excluded = text.startswith("other than ")
        written = _parts(text.removeprefix("other than "))
        parts = [part if part in choices else self._span_to_japanese(part) for part in written]
        return "、".join(parts) + ("以外" if excluded else "")

    def _span_to_english(self, text: str) -> str:
        if found := _BETWEEN.fullmatch(text):
            opening, closing = "[" if _FROM[found[2]] == ">=" else "(", "]" if _TO[found[4]] == "<=" else ")"
            return f"{opening}{self._point(found[1])}..{self._point(found[3])}{closing}"
        if found := _WAVE.fullmatch(text):
            return f"[{self._point(found[1])}..{self._point(found[2])}]"
        if found := _ONE_SIDED.fullmatch(text):
            return f"{(_FROM | _TO)[found[2]]} {self._point(found[1])}"
        return self._word(text)

    def _span_to_japanese(self, text: str) -> str:
        if found := _BRACKETS.fullmatch(text):
            low = "以上" if found[1] == "[" else "超"
            high = "以下" if found[4] == "]" else "未満"
            return f"{self._point(found[2])}{low}{self._point(found[3])}{high}"
        if found := _SIGNED.fullmatch(text):
            return f"{self._point(found[2])}{_SIGNS[found[1]]}"
        return self._word(text)

    def _point(self, text: str) -> str:
        return self._expressions.literal(text.strip())

    def _word(self, text: str) -> str:
        return self._same(text, {"空": "empty"}) or self._expressions.literal(text)

    def _same(self, text: str, words: Mapping[str, str]) -> str:
        """The other spelling of one of these words; empty for another text."""
        known = words if self._to_english else {en: ja for ja, en in words.items()}
        return known.get(text, "")


def _csv_line(cells: list[str], before: str) -> str:
    """A line of a CSV file that ends as the one that it replaces."""
    written = StringIO()
    csv.writer(written, lineterminator=before[len(before.rstrip("\r\n")) :]).writerow(cells)
    return written.getvalue()


def _choices(cell: Cell, scope: Scope) -> frozenset[str]:
    """What a column's cells may be called by the author of its item."""
    name, _ = name_in(cell.text, scope)
    choices = name.type.choices if name is not None and isinstance(name.type, ChoiceType) else ()
    return frozenset(choice.name for choice in choices)


def _parts(text: str) -> list[str]:
    """What is enumerated: a、b. A range in brackets holds no comma of its own."""
    return [part.strip() for part in re.split("[、,]", text)]


def _replace(lines: list[str], row: GridRow, texts: dict[int, str]) -> None:
    """Write other texts into the cells of a line, from the right so that columns stay true."""
    line = lines[row.line]
    for cell in sorted(row.cells, key=_column, reverse=True):
        line = line[: cell.column] + texts[cell.column] + line[cell.column + len(cell.text) :]
    lines[row.line] = line


def _column(cell: Cell) -> int:
    return cell.column
