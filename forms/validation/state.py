"""What a form looks like with given answers: what is shown, what is required, what everything is worth."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from forms.errors import AnswerInvalid, ExpressionBudgetExceeded
from forms.expressions.expression import Expression
from forms.expressions.values import Calendar, Environment, Value
from forms.field_type import Json, invalid
from forms.fields.table import complaint_in_row, together
from forms.tokyo_time import store_instant
from forms.validation.form import Form, Item
from forms.validation.lookup import Inquiry, lookup_key
from forms.validation.substitute import substitute_key, wants_substitute

Answers: TypeAlias = Mapping[str, Json]
"""Stored answers by the item's key; what is missing is null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """One item with its answer."""

    item: Item
    visible: bool
    required: bool
    """By the definition; a step may require more."""
    stored: Json
    """Null while the item is hidden."""
    problem: AnswerInvalid | None = None
    """Why a computed item has no value, or what is wrong in the rows of a table."""
    found: Mapping[str, Json] | None = None
    """Of an item that is looked up: `from` where, `at` which instant, and a `note` where nothing was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """The whole form."""

    items: Mapping[str, ItemState]
    """By key, in reading order."""
    values: Environment
    """What expressions read: all items by key, hidden ones null, and the built-in names."""
    substitutes: Mapping[str, Json]
    """Substitute spellings, for the answers that want one."""

    @property
    def answers(self) -> dict[str, Json]:
        """What is stored: every item of the form, hidden ones as null, substitute spellings, and what was looked up."""
        stored = {key: state.stored for key, state in self.items.items()}
        found = {lookup_key(key): dict(state.found) for key, state in self.items.items() if state.found is not None}
        return stored | dict(self.substitutes) | found


def evaluate_form(form: Form, answers: Answers, builtins: Environment) -> FormState:
    """The form with its answers; what is hidden is null for everything that reads it.

    An item may depend on any other, above or below it. Items are gone through in reading order, again while something
    changes, but at most once more than there are items, so that items which hide each other in a circle end in the same
    state every time. Raises ExpressionNotEvaluable where a built-in name is missing or not of the type the scope says.
    """
    work = _Work(form, answers, builtins)
    for _ in range(len(form.items) + 1):
        if not (work.go_through() and form.looks_ahead):
            break
    items = {item.key: work.state(item) for item in form.items}
    wanted = (key for key, state in items.items() if wants_substitute(state.item.spec, state.stored))
    substitutes = {substitute_key(key): answers.get(substitute_key(key)) for key in wanted}
    return FormState(items=items, values=work.values, substitutes=substitutes)


def value_of(expression: Expression, values: Environment) -> Value:
    """The value, or None where computing it takes too long. Raises ExpressionNotEvaluable."""
    try:
        return expression.evaluate(values)
    except ExpressionBudgetExceeded:
        return None


def _with_initial(form: Form, row: Mapping[str, Json], builtins: Environment) -> Mapping[str, Json]:
    """A cell in which nothing was written starts with what its column says."""
    empty = [item for item in form.items if item.initial is not None and row.get(item.key) is None]
    if not empty:
        return row
    values, filled = evaluate_form(form, row, builtins).values, dict(row)
    for item in empty:
        assert item.initial is not None
        with suppress(AnswerInvalid):
            filled[item.key] = item.field.dump(value_of(item.initial, values), item.spec)
    return filled


def _wrong_in_row(state: FormState) -> Iterator[AnswerInvalid]:
    for part in state.items.values():
        if part.problem is not None:
            yield part.problem
        elif part.required and part.stored is None and part.item.formula is None:
            yield invalid(part.item.spec, "が空です。", "is empty.")


class _Work:
    """Answers while they are being evaluated."""

    def __init__(self, form: Form, answers: Answers, builtins: Environment) -> None:
        self._moving = [item for item in form.items if item.visible or item.formula or item.inquiry]
        self._found = {item.key: answers.get(lookup_key(item.key)) for item in form.items if item.inquiry}
        self._before = {item.key: (self._found[item.key], answers.get(item.key)) for item in form.items if item.inquiry}
        self._problems: dict[str, AnswerInvalid] = {}
        self._stored = {item.key: answers.get(item.key) for item in form.items}
        for item in form.items:
            if item.row is not None and isinstance(rows := self._stored[item.key], list):
                self._stored[item.key] = self._settled(item, item.row, rows, builtins)
        self._loaded = {item.key: item.field.load(self._stored[item.key], item.spec) for item in form.items}
        self._hidden: set[str] = set()
        self.values: dict[str, Value | Calendar] = {**builtins, **self._loaded}

    def go_through(self) -> bool:
        """One round in reading order; says whether anything became different."""
        return any(list(self._changes()))

    def state(self, item: Item) -> ItemState:
        visible = item.key not in self._hidden
        required = visible and item.required is not None and value_of(item.required, self.values) is True
        found = self._found.get(item.key)
        return ItemState(
            item=item,
            visible=visible,
            required=required,
            stored=self._stored[item.key] if visible and self.values[item.key] is not None else None,
            problem=self._problems.get(item.key) if visible else None,
            found=found if visible and isinstance(found, dict) else None,
        )

    def _changes(self) -> Iterator[bool]:
        for item in self._moving:
            before = (item.key in self._hidden, self.values[item.key])
            if any(value_of(condition, self.values) is False for condition in item.visible):
                self._hidden.add(item.key)
                self.values[item.key] = None
            else:
                self._hidden.discard(item.key)
                self.values[item.key] = self._value(item)
            yield before != (item.key in self._hidden, self.values[item.key])

    def _settled(self, item: Item, form: Form, rows: list[Json], builtins: Environment) -> Json:
        """The rows with what each computes, hides and starts from; what a row lacks is told with its number.

        What stands in a row under another name was put there by the steps of a 全件, and stays.
        """
        settled: list[Json] = []
        wrong: list[AnswerInvalid] = []
        ours = {name(part.key) for part in form.items for name in (str, lookup_key, substitute_key)}
        for number, row in enumerate(rows, start=1):
            given = _with_initial(form, row if isinstance(row, dict) else {}, builtins)
            state = evaluate_form(form, given, builtins)
            settled.append({key: cell for key, cell in given.items() if key not in ours} | state.answers)
            wrong += [complaint_in_row(item.spec, number, each) for each in _wrong_in_row(state)]
        if wrong:
            self._problems[item.key] = together(wrong)
        return settled

    def _value(self, item: Item) -> Value:
        if item.formula:
            return self._computed(item)
        if item.inquiry and item.inquiry.spec.table:
            return self._looked_up(item, item.inquiry)
        return self._loaded[item.key]

    def _looked_up(self, item: Item, inquiry: Inquiry) -> Value:
        """What the table says. The instant stays the one at which the same was found before."""
        found = inquiry.find(self.values)
        note, stored = found.note, None
        if found.value is not None:
            try:
                stored = item.field.dump(found.value, item.spec)
            except AnswerInvalid:
                note = "unfit"
        now = self.values.get("now")
        said: dict[str, Json] = {"from": inquiry.spec.table, "note": note}
        before, value = self._before[item.key]
        unchanged = isinstance(before, dict) and {**said, "at": before.get("at")} == before and value == stored
        at = store_instant(now) if isinstance(now, datetime) else ""
        self._found[item.key] = before if unchanged else {**said, "at": at}
        self._stored[item.key] = stored
        return item.field.load(stored, item.spec)

    def _computed(self, item: Item) -> Value:
        """The formula's value as it will be read again after storage."""
        assert item.formula is not None
        self._problems.pop(item.key, None)
        try:
            stored = item.field.dump(value_of(item.formula, self.values), item.spec)
        except AnswerInvalid as problem:
            stored, self._problems[item.key] = None, problem
        self._stored[item.key] = stored
        return item.field.load(stored, item.spec)
