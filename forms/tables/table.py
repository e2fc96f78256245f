"""A decision table: rows of questions and answers, and what it answers to values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forms.expressions.values import Value
from forms.feel.types import Type
from forms.tables.answers import AnswerColumn
from forms.tables.questions import Test


class Hit(StrEnum):
    """What happens when several rows fit (一致)."""

    UNIQUE = "unique"
    """一つだけ: that is a mistake."""
    ANY = "any"
    """同じなら可: their answers must be the same."""
    FIRST = "first_match"
    """上から: the first one answers."""
    PRIORITY = "priority"
    """優先: the answer that is written highest in the table."""
    COLLECT = "collect"
    """すべて: all of them answer; lists are joined, single answers become a list."""


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """One question of a table."""

    name: str
    """As written in the header."""
    path: tuple[str, ...]
    """Where the value is found: the key of an item, or of what a case knows, and the keys of the parts."""
    type: Type
    may_be_null: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One rule."""

    line: int
    """In the text of the table, counted from 0."""
    tests: tuple[Test, ...]
    answers: tuple[Value, ...]

    def fits(self, values: Sequence[Value]) -> bool:
        return all(test.passes(value) for test, value in zip(self.tests, values, strict=True))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The answers, by the names of their columns, and the rows that gave them."""

    answers: Mapping[str, Value]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoRow:
    """No row fits. `empty` are the questions that have no value."""

    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rows contradict each other."""

    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read without a mistake."""

    questions: tuple[QuestionColumn, ...]
    answers: tuple[AnswerColumn, ...]
    rows: tuple[Row, ...]
    hit: Hit

    @property
    def types(self) -> Mapping[str, Type]:
        """The kinds of the answers, as expressions see them."""
        return {
            column.name: _collected_type(column) if self.hit is Hit.COLLECT else column.value_type
            for column in self.answers
        }

    def values_of(self, env: Mapping[str, object]) -> tuple[Value, ...]:
        """The values the questions are about; null where there is none."""
        return tuple(_value(env, column.path) for column in self.questions)

    def draw(self, values: Sequence[Value]) -> Drawn | NoRow | Conflict:
        """What the table answers to these values, which stand in the order of the questions."""
        fitting = [row for row in self.rows if row.fits(values)]
        if not fitting:
            pairs = zip(self.questions, values, strict=True)
            return NoRow(tuple(column.name for column, value in pairs if value is None))
        match self.hit:
            case Hit.UNIQUE if len(fitting) > 1:
                return Conflict(tuple(row.line for row in fitting))
            case Hit.ANY if any(row.answers != fitting[0].answers for row in fitting):
                return Conflict(tuple(row.line for row in fitting))
            case Hit.PRIORITY:
                return self._drawn([min(fitting, key=self._height)])
            case Hit.COLLECT:
                return self._collected(fitting)
        return self._drawn(fitting[:1])

    def _height(self, row: Row) -> int:
        """How far down the first row with the same answers stands."""
        return next(index for index, other in enumerate(self.rows) if other.answers == row.answers)

    def _drawn(self, rows: list[Row]) -> Drawn:
        answers = {column.name: value for column, value in zip(self.answers, rows[0].answers, strict=True)}
        return Drawn(answers, tuple(row.line for row in rows))

    def _collected(self, rows: list[Row]) -> Drawn:
        """In the order of the rows, every answer once."""
        joined: dict[str, Value] = {}
        for index, column in enumerate(self.answers):
            found: list[Value] = []
            for row in rows:
                answer = row.answers[index]
                parts = answer if isinstance(answer, tuple) else () if answer is None else (answer,)
                found += [part for part in parts if part not in found]
            joined[column.name] = tuple(found)
        return Drawn(joined, tuple(row.line for row in rows))


def _collected_type(column: AnswerColumn) -> Type:
    return AnswerColumn(column.name, column.kind, column.type, many=True).value_type


def _value(env: Mapping[str, object], path: tuple[str, ...]) -> Value:
    value: object = env
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value  # type: ignore[return-value]
