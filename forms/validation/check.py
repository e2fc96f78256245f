"""Takes what somebody sent for a form, or says everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from msgspec import json

from forms.errors import AnswerInvalid
from forms.expressions.values import Environment
from forms.field_type import NO_FILES, Files, Json
from forms.validation.asking import Asking, with_told
from forms.validation.complaints import may_write, missing, too_large, unreadable, unwelcome
from forms.validation.form import Form
from forms.validation.initial import initial_answers
from forms.validation.kept_files import taken_away, with_room
from forms.validation.outcome import Accepted, AnswerProblem, Refused
from forms.validation.rules import broken_rules, concerned_items
from forms.validation.sent import Sent, read_sent
from forms.validation.state import Answers, FormState, evaluate_form
from forms.validation.substitute import read_substitute, substitute_key


def check_answers(
    form: Form,
    *,
    previous: Answers,
    submitted: Mapping[str, Json],
    writable: Mapping[str, bool],
    builtins: Environment,
    files: Files = NO_FILES,
    drop_hidden: bool = False,
    asking: Asking | None = None,
) -> Accepted | Refused:
    """The answers as they will be stored, or every problem at once.

    `previous` are the stored answers, empty at the start of a case; what is not sent stays. `submitted` is raw, by
    key or name. `writable` holds the keys that may be written here and whether this step requires them.
    With `drop_hidden`, answers to hidden items are left out silently (a page sent before it could hide them, answers
    that scenarios share); otherwise they are refused. `asking` gets the values that connected systems have; without
    it stands what they told before.
    Raises ExpressionNotEvaluable where `builtins` do not fit the scope of the form.
    """
    room = {item.key: with_room(item.spec, previous[item.key]) for item in form.items if previous.get(item.key)}
    sent = read_sent(form, submitted, files, room)
    answers = initial_answers(form, builtins, previous)
    answers |= {key: sent.stored.get(key) for key in sent.raw if may_write(form, key, writable)}
    answers |= _rows_as_before(form, previous, answers)
    if asking is not None:
        answers = with_told(form, answers, builtins, asking, concerned_items(form, writable))
    state, problems = _with_substitutes(evaluate_form(form, answers, builtins), sent, previous, writable)
    problems += unreadable(form, sent, state, writable)
    problems += unwelcome(form, sent, state, previous, writable, drop_hidden)
    problems += taken_away(form, sent, previous, writable)
    problems += missing(state, sent, writable)
    warnings: list[AnswerProblem] = []
    for check, problem in broken_rules(form, state, writable):
        (warnings if check.spec.severity == "warning" else problems).append(problem)
    problems += too_large(state)
    if problems or sent.strangers:
        return Refused(problems=(*_in_reading_order(form, problems), *sent.strangers), state=state)
    return Accepted(answers=state.answers, warnings=tuple(warnings), state=state)


def _rows_as_before(form: Form, previous: Answers, answers: Answers) -> dict[str, Json]:
    """A row in which the same is written as before is that row, with what was found for it and what steps put there."""
    kept: dict[str, Json] = {}
    for table in (item.spec for item in form.items if item.spec.columns):
        before, now = previous.get(table.key), answers.get(table.key)
        if isinstance(before, list) and isinstance(now, list):
            written = [column.key for column in table.columns if not column.is_found]
            known = {_cells(row, written): row for row in reversed(before)}
            kept[table.key] = [
                old if _cells(old, written) == _cells(row, written) else known.get(_cells(row, written), row)
                for row, old in zip_longest(now, before[: len(now)])
            ]
    return kept


def _cells(row: Json, columns: Sequence[str]) -> bytes:
    return json.encode([row.get(column) for column in columns] if isinstance(row, dict) else row, order="sorted")


def _with_substitutes(
    state: FormState, sent: Sent, previous: Answers, writable: Mapping[str, bool]
) -> tuple[FormState, list[AnswerProblem]]:
    """The state with the substitute spellings that were sent. One of before stands while its text is the same."""
    substitutes, problems = dict(state.substitutes), []
    for key, part in state.items.items():
        name = substitute_key(key)
        if name not in substitutes or key not in writable or not isinstance(part.stored, str):
            continue
        kept = substitutes[name] if part.stored == previous.get(key) else None
        try:
            substitutes[name] = read_substitute(sent.raw.get(name, kept), part.item.spec, part.stored)
        except AnswerInvalid as problem:
            problems.append(AnswerProblem.of(name, problem))
    return replace(state, substitutes=substitutes), problems


def _in_reading_order(form: Form, problems: list[AnswerProblem]) -> list[AnswerProblem]:
    places = {key: place for place, item in enumerate(form.items) for key in (item.key, substitute_key(item.key))}
    return sorted(problems, key=lambda problem: places.get(problem.item or "", len(places)))
