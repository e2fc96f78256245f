"""Finds who has the work of a step that is entered: the rules for every human step, in one place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from approvals.routing.delegates import Delegating
from approvals.routing.find import find
from approvals.routing.matter import Matter
from approvals.routing.opening import Opening
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route, Seat
from forms.spec import Text
from workflow.engine.nodes import STARTING, UserNode


@dataclass(frozen=True, slots=True)
class Opened:
    """These people may act."""

    route: Route


@dataclass(frozen=True, slots=True)
class Skipped:
    """Nobody need act: the absent look at it later (後閲)."""

    reason: Text
    later_views: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Unassignable:
    """Nobody can act; an administrator reads why."""

    reason: Text
    proposal: str = ""
    """uuid of who could act, if an administrator says so."""


def open_route(
    node: UserNode, matter: Matter, organisation: Organisation, on: date, former: str = "", named: str = ""
) -> Opened | Skipped | Unassignable:
    """Who has the work. `former` did the step before a send-back and gets it again if he still may; `named` has it
    where the organisation has nobody, and so has `former` what he handed in for a drafter who left."""
    opening = Opening(node, matter, organisation, on)
    as_of = matter.drafted_on if node.as_of == "draft_date" else None
    targets = [target for ref in node.assignee for target in find(ref, matter, organisation, on, as_of)]
    found = list(_each_once(seat for target in targets for seat in opening.seats(target)))
    stands_in = named or (former if node.kind in STARTING else "")
    if not found and (seat := opening.stand_in(stands_in)) is not None:
        return Opened(Route(seats=(seat,)))
    if not found:
        return Unassignable(opening.nobody(targets), opening.proposal(targets))
    if node.kind in STARTING:
        began = [seat for seat in found if seat.person == former and not organisation.is_absent(former, on)]
        return Opened(Route(seats=(*(began or found), *opening.typist())))
    delegates = list(Delegating(opening, node.kind).delegates(found))
    if node.kind != "decide":
        found += delegates
    present = [seat for seat in found if not organisation.is_absent(seat.person, on)]
    again = [seat for seat in present if seat.person == former]
    if present:
        deciding = delegates if node.kind == "decide" else []
        return Opened(Route(seats=(*(again or found), *deciding)))
    if node.kind == "decide":
        instead = (opening.in_place_of(seat) for seat in found)
        return Opened(Route(seats=tuple(_each_once((*instead, *delegates)))))
    if node.absent == "view_later":
        return Skipped(_away(node, found, organisation), tuple(found))
    return Opened(Route(seats=tuple(found)))


def _each_once(seats: Iterable[Seat]) -> Iterator[Seat]:
    """One person found twice acts once, at the first place he was found."""
    seen: set[str] = set()
    for seat in seats:
        if seat.person not in seen:
            seen.add(seat.person)
            yield seat


def _away(node: UserNode, seats: list[Seat], organisation: Organisation) -> Text:
    names = "、".join(organisation.persons[seat.person].name for seat in seats if seat.person in organisation.persons)
    return Text(
        f"「{node.step}」は、{names}が不在のため後閲とします。",
        f"“{node.en or node.step}” is passed: {names} is away and will look later.",
    )
