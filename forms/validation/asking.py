"""Asking connected systems for the values of items (照会): the answers come from outside, this decides for what."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import Struct, json

from forms.errors import AnswerInvalid
from forms.expressions.values import Environment
from forms.field_type import Json
from forms.spec import Lookup
from forms.validation.form import Form, Item
from forms.validation.lookup import lookup_key
from forms.validation.state import Answers, evaluate_form


class Told(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What a system told, and when; or why it told nothing."""

    outputs: dict[str, Any] = {}
    at: str = ""
    note: str = ""
    """Empty when it answered; failed · pending."""


Ask = Callable[[Lookup, Mapping[str, Json]], Told]
"""Asks a system, or knows what it told. The same question gets the same answer; never raises."""

FAILED, PENDING = Told(note="failed"), Told(note="pending")


def question_of(lookup: Lookup, payload: Mapping[str, Json]) -> str:
    """The same for the same question to the same operation."""
    return json.encode([lookup.operation, payload], order="sorted").decode()


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and whether everything is asked anew or only what depends on what is written now."""

    ask: Ask
    everything: bool = False


class Once:
    """Asks every question once; the same question gets the answer it got before."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._told: dict[str, Told] = {}

    def __call__(self, lookup: Lookup, payload: Mapping[str, Json]) -> Told:
        question = question_of(lookup, payload)
        if question not in self._told:
            self._told[question] = self._ask(lookup, payload)
        return self._told[question]


def with_told(
    form: Form, answers: dict[str, Json], builtins: Environment, asking: Asking, concerned: Collection[str]
) -> dict[str, Json]:
    """The answers with what systems tell. Items that are asked for no more keep what they were told before.

    What one system told may be part of what the next is asked. Each row of a table is asked for by itself.
    """
    wanted = [item for item in form.asking if asking.everything or item.key in concerned or item.key not in answers]
    for _ in wanted:
        state, told = evaluate_form(form, answers, builtins), dict(answers)
        for item in wanted:
            if not state.items[item.key].visible:
                continue
            if item.row is None:
                told |= _told(item, state.values, asking.ask)
            else:
                told[item.key] = _told_in_rows(item.row, state.items[item.key].stored, builtins, asking.ask)
        if told == answers:
            break
        answers = told
    return answers


def _told_in_rows(row: Form, stored: Json, builtins: Environment, ask: Ask) -> Json:
    if not isinstance(stored, list):
        return stored
    asking = Asking(ask, everything=True)
    return [with_told(row, cells, builtins, asking, ()) for cells in stored if isinstance(cells, dict)]


def _told(item: Item, values: Environment, ask: Ask) -> Answers:
    assert item.inquiry is not None
    spec = item.inquiry.spec
    payload = item.inquiry.payload(values)
    told = ask(spec, payload) if payload is not None else Told(note="empty")
    stored, note = None, told.note
    if not note:
        try:
            stored = item.field.parse(told.outputs.get(spec.take), item.spec)
            note = "none" if stored is None else ""
        except AnswerInvalid:
            note = "unfit"
    return {item.key: stored, lookup_key(item.key): {"from": spec.operation, "at": told.at, "note": note}}
