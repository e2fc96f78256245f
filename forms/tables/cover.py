"""Whether the rows of a table answer every combination of values, and none of them twice.

Each column is cut into the pieces its cells tell apart: the choices, the numbers between two bounds, 空. One value
stands for each piece. For every combination of pieces the rows that fit are the bits that all columns leave over;
combinations that leave the same rows over are looked at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import inf, prod

from forms.expressions.values import Value
from forms.feel.types import BOOLEAN, DATE, INTEGER, TEXT, YEN, ChoiceType, Type
from forms.tables.questions import OneOf, Point, Test, Within
from forms.tables.table import QuestionColumn, Row

MOST_COMBINATIONS = 200_000
OTHER = "それ以外"
"""Stands for all texts that no cell names."""

Bounds = Mapping[tuple[str, ...], tuple[Decimal | None, Decimal | None]]
"""The smallest and largest value an item takes, by its path."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What was found: the first gap, and pairs of rows that overlap, each with an example."""

    gap: tuple[Value, ...] | None
    overlaps: tuple[tuple[Row, Row, tuple[Value, ...]], ...]
    complete: bool
    """False when there were too many combinations to look for gaps."""


def cover_of(questions: tuple[QuestionColumn, ...], rows: tuple[Row, ...], bounds: Bounds) -> Cover:
    """Look at all combinations, or at pairs of rows alone where there are too many."""
    pieces = [_pieces(column, index, rows, bounds) for index, column in enumerate(questions)]
    if prod(len(column) for column in pieces) > MOST_COMBINATIONS:
        return Cover(None, tuple(_pairs(rows, pieces)), complete=False)
    return _Search(rows, pieces).cover()


def nearest_line(rows: tuple[Row, ...], values: tuple[Value, ...]) -> int:
    """The line of the row that misses the values by the fewest columns, and in those by least."""

    def miss(row: Row) -> tuple[int, float]:
        missed = [(test, value) for test, value in zip(row.tests, values, strict=True) if not test.passes(value)]
        return len(missed), sum(_distance(test, value) for test, value in missed)

    return min(rows, key=miss).line if rows else 0


class _Search:
    def __init__(self, rows: tuple[Row, ...], pieces: list[list[Value]]) -> None:
        self._rows = rows
        self._pieces = pieces
        self._masks = [
            [sum(1 << number for number, row in enumerate(rows) if row.tests[index].passes(piece)) for piece in column]
            for index, column in enumerate(pieces)
        ]
        self._seen: set[tuple[int, int]] = set()
        self._gap: tuple[Value, ...] | None = None
        self._overlaps: dict[tuple[int, int], tuple[Value, ...]] = {}

    def cover(self) -> Cover:
        self._look(0, (1 << len(self._rows)) - 1, ())
        found = sorted(self._overlaps.items())
        overlaps = tuple((self._rows[one], self._rows[other], example) for (one, other), example in found)
        return Cover(self._gap, overlaps, complete=True)

    def _look(self, depth: int, left: int, values: tuple[Value, ...]) -> None:
        if (depth, left) in self._seen:
            return
        self._seen.add((depth, left))
        if left == 0 or depth == len(self._pieces):
            self._note(left, values)
            return
        for piece, mask in zip(self._pieces[depth], self._masks[depth], strict=True):
            self._look(depth + 1, left & mask, (*values, piece))

    def _note(self, left: int, values: tuple[Value, ...]) -> None:
        if left == 0:
            rest = (column[0] for column in self._pieces[len(values) :])
            self._gap = self._gap or (*values, *rest)
            return
        fitting = [number for number in range(len(self._rows)) if left >> number & 1]
        for other in fitting[1:]:
            self._overlaps.setdefault((fitting[0], other), values)


def _pairs(rows: tuple[Row, ...], pieces: list[list[Value]]) -> Iterator[tuple[Row, Row, tuple[Value, ...]]]:
    """Two rows overlap when in every column some piece passes both."""
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            common = [_common(one, other, index, column) for index, column in enumerate(pieces)]
            if all(common):
                yield one, other, tuple(found[0] for found in common)


def _common(one: Row, other: Row, index: int, pieces: list[Value]) -> list[Value]:
    return [piece for piece in pieces if one.tests[index].passes(piece) and other.tests[index].passes(piece)][:1]


def _pieces(column: QuestionColumn, index: int, rows: tuple[Row, ...], bounds: Bounds) -> list[Value]:
    """One value for each piece of a column."""
    empty: list[Value] = [None] if column.may_be_null else []
    if isinstance(column.type, ChoiceType):
        return [*(choice.id for choice in column.type.choices), *empty]
    if column.type == BOOLEAN:
        return [True, False, *empty]
    if column.type == TEXT:
        named = {value for row in rows if isinstance(test := row.tests[index], OneOf) for value in test.values}
        return [*sorted(str(value) for value in named), OTHER, *empty]
    points = {
        point
        for row in rows
        if isinstance(test := row.tests[index], Within)
        for span in test.spans
        for point in (span.low, span.high)
        if point is not None
    }
    low, high = bounds.get(column.path, (None, None))
    return [*_between(sorted(points, key=_size), column.type, low, high), *empty]


def _between(points: list[Point], kind: Type, low: Decimal | None, high: Decimal | None) -> list[Value]:
    """Every bound, and a value between each two and beyond the first and the last, within what the item takes."""
    if not points:
        return [_default(kind, low)]
    found: list[Value] = [_next(points[0], -1)]
    for point, following in zip(points, [*points[1:], None], strict=True):
        found.append(point)
        between = _next(point, 1) if following is None else _middle(point, following, kind)
        if between is not None:
            found.append(between)
    return [value for value in found if _is_taken(value, low, high)] or [points[0]]


def _middle(low: Point, high: Point, kind: Type) -> Point | None:
    """A value between two bounds; None where there is none, as between 1円 and 2円."""
    match low, high:
        case datetime(), datetime():
            return low + (high - low) / 2
        case date(), date():
            return _next(low, 1) if (high - low).days > 1 else None
        case Decimal(), Decimal() if kind != INTEGER:
            return (low + high) / 2
    return _next(low, 1) if _size(high) - _size(low) > 1 else None


def _next(point: Point, direction: int) -> Point:
    if isinstance(point, datetime):
        return point + timedelta(hours=direction)
    if isinstance(point, date):
        return point + timedelta(days=direction)
    return point + direction


def _is_taken(value: Value, low: Decimal | None, high: Decimal | None) -> bool:
    if not isinstance(value, Decimal | int):
        return True
    return (low is None or value >= low) and (high is None or value <= high)


def _default(kind: Type, low: Decimal | None) -> Value:
    if kind == DATE:
        return date(2026, 4, 1)
    number = low or Decimal(0)
    return int(number) if kind == YEN else number


def _distance(test: Test, value: Value) -> float:
    """How far the value lies from the bounds of a cell; without bounds it is as far as can be."""
    if not isinstance(test, Within) or not isinstance(value, Decimal | int | date):
        return inf
    points = [point for span in test.spans for point in (span.low, span.high) if point is not None]
    return min((abs(_size(point) - _size(value)) for point in points), default=inf)


def _size(point: Point) -> float:
    if isinstance(point, datetime):
        return point.timestamp()
    return point.toordinal() if isinstance(point, date) else float(point)
