"""回議 and 協議: what a route is asked for. Who is on the route is routing's business."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from msgspec import structs

from forms.expressions.values import Environment
from forms.tables.table import Drawn
from forms.tables.versions import Version
from forms.validation.lookup import as_written
from workflow.engine.failures import open_incident
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.rules import say_undrawn
from workflow.engine.run import Run
from workflow.engine.scope import where
from workflow.engine.stages import (
    ARTICLE,
    CONSULT,
    DECIDER,
    ENGLISH,
    EXAMINE,
    VERIFY,
    Circulation,
    RouteAsked,
)
from workflow.engine.state import Json, Token
from workflow.engine.values import PersonRef

NO_DECIDER = "決定表「{table}」の当てはまる行に決定者がいません。"


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A route cannot be computed, because something is missing; an administrator reads what."""

    reason: str


def asked_of(run: Run, token: Token, node: UserNode) -> RouteAsked | None:
    """What the route of a step is computed from; None after an incident, because something is not known."""
    found = asked_in(run.machine, run.values(token), run.state.answers, node)
    if isinstance(found, NotKnown):
        open_incident(run, token, "condition", found.reason)
        return None
    return structs.replace(found, later=run.state.later) if run.state.round == 1 else found


def asked_in(
    machine: Machine, values: Environment, stored: Mapping[str, Json], node: UserNode
) -> RouteAsked | NotKnown:
    """What the route of a step is computed from with given values and stored answers."""
    circulation = node.circulation
    if circulation is None:
        return RouteAsked(consult=node.assignee)
    answers: list[dict[str, object]] = []
    bases: list[str] = []
    for name in (circulation.table, *circulation.more_tables):
        table = machine.tables.get(name)
        version = table.in_force(values) if table else None
        drawn = version.draw(values) if isinstance(version, Version) else version
        if not isinstance(drawn, Drawn):
            return NotKnown(say_undrawn(name, drawn))
        answers.append({**drawn.answers})
        bases += [version.basis] if isinstance(version, Version) else []
    raised = machine.value_in(circulation.raise_if, values, where(node)) if circulation.raise_if else False
    if raised is None:
        return NotKnown(machine.say_null(circulation.raise_if, where(node), values))
    return asked_from(circulation, answers, raised is True, bases, fingerprint(stored, circulation))


def asked_from(
    circulation: Circulation,
    answers: Sequence[Mapping[str, object]],
    raised: bool,
    bases: Sequence[str] = (),
    content: str = "",
) -> RouteAsked | NotKnown:
    """What a route is computed from, given what its tables answered, in their order; `bases`: the regulations in which
    they stand."""
    decider = _people(circulation, answers[:1], DECIDER)
    if not decider:
        return NotKnown(NO_DECIDER.format(table=circulation.table))
    rules = [_rule(basis, answer) for basis, answer in zip(bases, answers, strict=False)]
    return RouteAsked(
        decider=decider[0],
        examine=_people(circulation, answers[:1], EXAMINE) or None,
        consult=_people(circulation, answers, CONSULT),
        verify=circulation.verify_by or _people(circulation, answers, VERIFY),
        raised=raised,
        content=content,
        article=rules[0] if rules else "",
        grounds=_grounds(rules, answers),
    )


def _rule(basis: str, answer: Mapping[str, object]) -> str:
    """The regulation of a table, with the article of the row."""
    return " ".join(part for part in (basis, *_texts((answer,), ARTICLE)) if part)


def _grounds(rules: Sequence[str], answers: Sequence[Mapping[str, object]]) -> tuple[tuple[str, str], ...]:
    """Of those whom not the first table alone names: every rule that does."""
    found: dict[str, list[str]] = {}
    for rule, answer in zip(rules, answers, strict=False):
        for text in (*_texts((answer,), CONSULT), *_texts((answer,), VERIFY)):
            found.setdefault(text, []).append(rule)
    said = ((text, "、".join(dict.fromkeys(filter(None, by)))) for text, by in found.items())
    return tuple((text, by) for text, by in said if by not in ("", rules[0]))


def fingerprint(answers: Mapping[str, Json], circulation: Circulation) -> str:
    """Of the answers that people consent to."""
    content = {key: as_written(answers.get(key)) for key in circulation.content}
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:16]


def _people(circulation: Circulation, answers: Sequence[Mapping[str, object]], column: str) -> tuple[PersonRef, ...]:
    named = dict(circulation.named)
    return tuple(named[text] for text in _texts(answers, column) if text in named)


def _texts(answers: Sequence[Mapping[str, object]], column: str) -> tuple[str, ...]:
    """The cells of a column of all tables, each once."""
    cells = (answer.get(column, answer.get(ENGLISH[column])) for answer in answers)
    texts = (text for cell in cells for text in (cell if isinstance(cell, tuple) else (cell,)))
    return tuple(dict.fromkeys(text for text in texts if isinstance(text, str) and text))
