"""The route of a case before there is one, in the words of the command that prints it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from approvals.routing.foresee import Foreseen, foresee
from approvals.routing.matter import matter_of
from approvals.routing.merge import KIND_WORDS
from approvals.routing.organisation import Organisation
from approvals.routing.route import PassedOver, Seat, Stage
from approvals.services.start_as import start_as
from approvals.vocabulary import Capacity
from forms.field_type import NO_FILES
from forms.tokyo_time import TOKYO
from forms.validation.check import check_answers
from forms.validation.outcome import Refused
from workflow.engine.calendar import BusinessCalendar
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection
from workflow.engine.state import Json
from workflow.engine.world import LiveWorld


class RouteNotFound(LookupError):
    """Somebody or something that was named is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteAsked:
    """Whose route, with which answers, on which day."""

    applicant: str
    """Staff number."""
    answers: Mapping[str, Json]
    on: date
    post: str = ""
    absent: tuple[str, ...] = ()
    """Staff numbers."""


def foreseen_route(
    machine: Machine, asked: RouteAsked, organisation: Organisation, calendar: BusinessCalendar
) -> dict[str, Any]:
    """Decider, places, obligations and warnings. Raises RouteNotFound."""
    numbers = {person.staff_number: person.uuid for person in organisation.persons.values()}
    applicant = _known(numbers, asked.applicant)
    scene = organisation.with_absent((_known(numbers, number) for number in asked.absent), asked.on)
    now = datetime.combine(asked.on, time(9), TOKYO)
    post = _post(scene, applicant, asked)
    parties = start_as(machine.program, applicant, applicant, post, scene, asked.on)
    if isinstance(parties, Objection):
        raise RouteNotFound(parties.message.ja)
    state = machine.blank_state("", "", parties, now)
    checked = check_answers(
        machine.form,
        previous={},
        submitted=asked.answers,
        writable={item.key: False for item in machine.form.items if not item.spec.is_found},
        builtins=machine.builtins(state, LiveWorld(now, calendar)),
        files=NO_FILES,
        drop_hidden=True,
    )
    problems = checked.problems if isinstance(checked, Refused) else ()
    state.answers = checked.state.answers
    matter = matter_of(machine.program, state)
    found = foresee(machine, checked.state.values, state.answers, matter, scene, asked.on)
    return told(found, scene, asked.on, [problem.message.ja for problem in problems])


def told(found: Foreseen, organisation: Organisation, on: date, warnings: Iterable[str] = ()) -> dict[str, Any]:
    """The route as plain values."""
    decider = found.decider
    return {
        "decider": {**_who(decider, organisation), "article": found.article} if decider else None,
        "stages": [_stage(stage, organisation) for stage in found.stages],
        "obligations": list(_obligations(found, organisation)),
        "warnings": [*warnings, *_waiting(found, organisation, on)],
        "unresolved": [words.ja for words in found.unresolved],
    }


_BRIEF = ("kind", "post", "person", "capacity", "rule", "skipped", "reason")
_OWED = ("kind", "post", "person", "reason")


def briefly(route: Mapping[str, Any]) -> dict[str, Any]:
    """The route without names, units and members of groups; what keeps it from being found is among the warnings."""
    decider = route["decider"]
    return {
        "decider": {key: decider[key] for key in ("post", "person", "capacity", "article")} if decider else None,
        "stages": [{key: stage[key] for key in _BRIEF} for stage in route["stages"]],
        "obligations": [{key: duty[key] for key in _OWED} for duty in route["obligations"]],
        "warnings": [*route["warnings"], *route["unresolved"]],
    }


def _stage(stage: Stage, organisation: Organisation) -> dict[str, Any]:
    return {
        "kind": stage.kind,
        "label": KIND_WORDS[stage.kind].ja,
        **_who(stage, organisation),
        "rule": stage.rule,
        "skipped": stage.passed_over is not None,
        "reason": _reason(stage),
    }


def _who(stage: Stage, organisation: Organisation) -> dict[str, Any]:
    """Of one person his number; of a group nobody, but all who may act."""
    alone = stage.seats[0] if len(stage.seats) == 1 else None
    return {
        "post": stage.name,
        "person": _number(alone, organisation) if alone else None,
        "name": organisation.persons[alone.person].name if alone else "",
        "unit": organisation.full_name(stage.seats[0].unit) if stage.seats else "",
        "capacity": alone.capacity.value if alone else Capacity.SELF.value,
        "for": organisation.persons[alone.principal].staff_number if alone and alone.principal else None,
        "also": list(alone.also) if alone else [],
        "people": [_number(seat, organisation) for seat in stage.seats],
    }


def _reason(stage: Stage) -> str:
    if stage.passed_over is not None:
        return stage.passed_over.label.ja
    return stage.seats[0].reason.label.ja if stage.seats else "就いている人がいません"


def _obligations(found: Foreseen, organisation: Organisation) -> Iterable[dict[str, Any]]:
    """Who has to look later: the absent who were passed over, and a decider for whom a deputy decides."""
    for stage in found.stages:
        if stage.passed_over is PassedOver.ABSENT:
            for seat in stage.seats:
                yield _later(seat.person, stage, organisation, PassedOver.ABSENT.label.ja)
        elif stage.seats and stage.seats[0].capacity is Capacity.DEPUTY:
            yield _later(stage.seats[0].principal, stage, organisation, "代決された")


def _later(person: str, stage: Stage, organisation: Organisation, reason: str) -> dict[str, Any]:
    known = organisation.persons[person]
    return {
        "kind": "後閲",
        "post": stage.name,
        "person": known.staff_number,
        "name": known.name,
        "reason": reason,
    }


def _waiting(found: Foreseen, organisation: Organisation, on: date) -> Iterable[str]:
    """Deciders who are away and for whom nobody decides."""
    decider = found.decider
    if decider is None:
        yield "決定する手順がありません。"
        return
    if not decider.seats:
        return
    seat = decider.seats[0]
    alone = len(decider.seats) == 1 and seat.capacity is Capacity.SELF
    if alone and organisation.is_absent(seat.person, on):
        yield f"{organisation.persons[seat.person].name}({decider.name})は不在で、代決できないため、戻るまで待ちます。"


def _number(seat: Seat, organisation: Organisation) -> str:
    return organisation.persons[seat.person].staff_number


def _known(numbers: Mapping[str, str], number: str) -> str:
    if number not in numbers:
        raise RouteNotFound(f"職員番号「{number}」の職員はいません。")
    return numbers[number]


def _post(organisation: Organisation, applicant: str, asked: RouteAsked) -> str:
    """The posting that is meant by a title, a unit with a title, or both as the interface writes them."""
    held = organisation.postings(applicant, asked.on)
    if not asked.post:
        return ""
    for posting in held:
        names = (organisation.units[posting.unit].name, organisation.full_name(posting.unit))
        spellings = [posting.title, f"{posting.unit}/{posting.title}", posting.unit, *names]
        spellings += [f"{name}{joint}{posting.title}" for name in names for joint in ("", "の", "/", " ")]
        if asked.post in spellings:
            return f"{posting.unit}/{posting.title}"
    known = "、".join(f"{organisation.full_name(each.unit)}の{each.title}" for each in held)
    raise RouteNotFound(f"「{asked.post}」はこの職員の職ではありません。就いている職: {known}")
