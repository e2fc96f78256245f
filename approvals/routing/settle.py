"""What an act of a person does to the route of a step; refuses whoever has no seat."""

from dataclasses import dataclass
from datetime import date

from approvals.routing.holder import holder_of, is_still_there
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route, Seat
from approvals.vocabulary import Capacity
from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledRoute:
    """The act is lawful."""

    route: Route
    seat: Seat
    complete: bool
    """Whether the step is finished by it."""
    later_views: tuple[Seat, ...] = ()
    """Who must look at it later: the decider a deputy acted for."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """This person may not act here."""

    reason: Text


def settle(route: Route, person: str, verdict: str, organisation: Organisation, on: date) -> SettledRoute | NotYours:
    """The route after the act of this person."""
    seat = route.seat_of(person)
    if seat is None:
        if any(act.seat.person == person for act in route.acts):
            return NotYours(Text("あなたはこの手順を済ませています。", "You have already done your part of this step."))
        return NotYours(Text("あなたはこの手順の担当ではありません。", "You are not assigned to this step."))
    holder = holder_of(route, organisation, on)
    if holder is not None and holder.person != person:
        return held_by_another(holder, organisation)
    if not is_still_there(seat, organisation, on):
        return NotYours(
            Text(
                f"あなたは{organisation.full_name(seat.unit)}の{seat.post}ではなくなっています。",
                "You no longer hold the post this work was given to.",
            )
        )
    after = route.after(seat, verdict)
    return SettledRoute(
        route=after,
        seat=seat,
        complete=route.need == "one" or not after.seats,
        later_views=_later_views(seat, organisation, on),
    )


def held_by_another(holder: Seat, organisation: Organisation) -> NotYours:
    """Somebody else keeps the work."""
    name = organisation.persons[holder.person].name
    return NotYours(
        Text(
            f"{name}さんが保留しています。保留が解かれるまで処理できません。",
            f"{name} is holding this; you can act once it is let go.",
        )
    )


def _later_views(seat: Seat, organisation: Organisation, on: date) -> tuple[Seat, ...]:
    """The decider a deputy acted for, in his own unit and post."""
    if seat.capacity is not Capacity.DEPUTY:
        return ()
    held = organisation.postings(seat.principal, on)
    unit = next((posting.unit for posting in held if posting.title == seat.principal_post), seat.unit)
    return (Seat(person=seat.principal, unit=unit, post=seat.principal_post, reason=seat.reason),)
