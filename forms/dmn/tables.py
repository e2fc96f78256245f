"""Decision tables: which rules are hit, and what becomes of their answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from forms.dmn.item_types import ItemType
from forms.feel.builtins.lists import largest, smallest, total
from forms.feel.evaluation.comparing import equal
from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.evaluation.testing import Tester
from forms.feel.run import Refused, Run
from forms.feel.values import Value
from forms.spec import Text

_SEVERAL = Text("当てはまる行が二つ以上あります。", "More than one rule is hit.")
_DIFFERENT = Text("当てはまる行の結果が違います。", "The rules that are hit have different outputs.")
_NOT_A_VALUE = Text("入力の値が許された値にありません。", "An input is not among its allowed values.")
_POLICY = Text("この決定表の当て方は使えません。", "This hit policy is not known.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A column of tests."""

    value: Compiled
    allowed: Tester | None
    type: ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A column of answers."""

    name: str | None
    default: Compiled | None
    order: tuple[Tester, ...]
    """The values in the order of their priority."""
    type: ItemType


@dataclass(frozen=True, slots=True)
class Rule:
    """A row."""

    tests: tuple[Tester, ...]
    answers: tuple[Compiled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table ready to be asked."""

    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    hit_policy: str
    aggregation: str | None

    def draw(self, run: Run, frame: Frame) -> Value:
        """The answer for these names; null where the table has none, with a reason where that is a mistake."""
        values = [column.type.fit(run, column.value(run, frame)) for column in self.inputs]
        if not self._are_allowed(run, frame, values):
            return run.null(_NOT_A_VALUE)
        hits = [rule for rule in self.rules if self._is_hit(run, frame, rule, values)]
        if not hits:
            return self._default(run, frame)
        try:
            return _POLICIES.get(self.hit_policy, _unknown)(self, run, frame, hits)
        except Refused as refused:
            return run.null(refused.reason)

    def answer(self, run: Run, frame: Frame, rule: Rule) -> Value:
        """The output of a rule; of several columns a context."""
        cells = [
            column.type.fit(run, cell(run, frame)) for column, cell in zip(self.outputs, rule.answers, strict=True)
        ]
        if len(cells) == 1:
            return cells[0]
        return {column.name or "": cell for column, cell in zip(self.outputs, cells, strict=True)}

    def rank(self, run: Run, frame: Frame, answer: Value) -> tuple[int, ...]:
        """Where the output stands in the order of the allowed values, column by column."""
        if len(self.outputs) > 1 and isinstance(answer, Mapping):
            return tuple(_place(run, frame, column, answer[column.name or ""]) for column in self.outputs)
        return (_place(run, frame, self.outputs[0], answer),)

    def _are_allowed(self, run: Run, frame: Frame, values: list[Value]) -> bool:
        return all(
            column.allowed is None or value is None or column.allowed(run, frame, value) is True
            for column, value in zip(self.inputs, values, strict=True)
        )

    def _is_hit(self, run: Run, frame: Frame, rule: Rule, values: list[Value]) -> bool:
        run.spend(1)
        return all(test(run, frame, value) is True for test, value in zip(rule.tests, values, strict=True))

    def _default(self, run: Run, frame: Frame) -> Value:
        if all(column.default is None for column in self.outputs):
            return None
        cells = [column.default(run, frame) if column.default else None for column in self.outputs]
        if len(cells) == 1:
            return cells[0]
        return {column.name or "": cell for column, cell in zip(self.outputs, cells, strict=True)}


def _unique(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> Value:
    if len(hits) > 1:
        raise Refused(_SEVERAL)
    return table.answer(run, frame, hits[0])


def _any(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> Value:
    first, *others = (table.answer(run, frame, rule) for rule in hits)
    if any(equal(first, other) is not True for other in others):
        raise Refused(_DIFFERENT)
    return first


def _first(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> Value:
    return table.answer(run, frame, hits[0])


def _priority(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> Value:
    return _by_order(table, run, frame, hits)[0]


def _output_order(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> Value:
    return tuple(_by_order(table, run, frame, hits))


def _collect(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> Value:
    answers = tuple(table.answer(run, frame, rule) for rule in hits)
    return _AGGREGATIONS.get(table.aggregation or "", tuple)(answers)


def _rule_order(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> Value:
    return tuple(table.answer(run, frame, rule) for rule in hits)


def _unknown(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> Value:
    raise Refused(_POLICY)


def _by_order(table: Table, run: Run, frame: Frame, hits: list[Rule]) -> list[Value]:
    answers = [table.answer(run, frame, rule) for rule in hits]
    return sorted(answers, key=lambda answer: table.rank(run, frame, answer))


def _place(run: Run, frame: Frame, column: Output, value: Value) -> int:
    return next((index for index, test in enumerate(column.order) if test(run, frame, value)), len(column.order))


_POLICIES: dict[str, Callable[[Table, Run, Frame, list[Rule]], Value]] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "COLLECT": _collect,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
}
_AGGREGATIONS: dict[str, Callable[[tuple[Value, ...]], Value]] = {
    "SUM": total,
    "COUNT": lambda answers: Decimal(len(answers)),
    "MIN": smallest,
    "MAX": largest,
}
