"""What an act of a person does to the route of a step; refuses whoever has no seat."""

from dataclasses import dataclass
from datetime import date

from approvals.routing.delegates import still_delegated
from approvals.routing.holder import holder_of, is_still_there, keeps_from
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
    verdict: str = ""
    """With what the step is finished, where that is not what the person said."""
    to: str = ""
    """Node id it is sent back to, where somebody said so before."""
    raised: bool = False
    """The matter goes one level up: the route has to be computed anew."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """This person may not act here, or not like that."""

    reason: Text
    code: str = "missing_right"


DELEGATION_OVER = NotYours(Text("代理の期間が終わったか、代理が取り消されています。", "The delegation is over."))


def settle(route: Route, person: str, verdict: str, organisation: Organisation, on: date) -> SettledRoute | NotYours:
    """The route after the act of this person."""
    seat = seat_for(route, person, organisation, on)
    if isinstance(seat, NotYours):
        return seat
    if (wrong := not_there_any_more(seat, organisation, on)) is not None:
        return wrong
    after = route.after(seat, verdict)
    return SettledRoute(
        route=after,
        seat=seat,
        complete=route.need == "one" or not after.seats,
        later_views=later_views(seat, organisation, on),
    )


def seat_for(route: Route, person: str, organisation: Organisation, on: date) -> Seat | NotYours:
    """Where a person may act now; why not, if he may not."""
    seat = route.seat_of(person)
    if seat is None:
        later = any(each.person == person for stage in route.stages if route.is_to_come(stage) for each in stage.seats)
        if later:
            return NotYours(
                Text(
                    "あなたはまだこの手順の担当ではありません。前の人の処理を待っています。",
                    "It is not your turn yet: somebody before you has to act.",
                )
            )
        if any(act.seat.person == person and not act.void for act in route.acts):
            return NotYours(Text("あなたはこの手順を済ませています。", "You have already done your part of this step."))
        return NotYours(Text("あなたはこの手順の担当ではありません。", "You are not assigned to this step."))
    holder = holder_of(route, organisation, on)
    if holder is not None and keeps_from(holder, seat):
        return held_by_another(holder, organisation)
    return seat


def not_there_any_more(seat: Seat, organisation: Organisation, on: date) -> NotYours | None:
    """Why somebody who has left his post, deputises for somebody who is back, or acts by a delegation that is
    over, may not act; None while he may."""
    if seat.capacity is Capacity.DEPUTY and not organisation.is_absent(seat.principal, on):
        name = organisation.persons[seat.principal].name if seat.principal in organisation.persons else ""
        return NotYours(
            Text(
                f"{name}さん（{seat.principal_post}）が戻っているので、代決できません。決定は本人が行います。",
                f"{name} is back and decides himself.",
            )
        )
    if not still_delegated(seat, organisation, on):
        return DELEGATION_OVER
    if is_still_there(seat, organisation, on):
        return None
    return NotYours(
        Text(
            f"あなたは{organisation.full_name(seat.unit)}の{seat.post}ではなくなっています。",
            "You no longer hold the post this work was given to.",
        )
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


def later_views(seat: Seat, organisation: Organisation, on: date) -> tuple[Seat, ...]:
    """The decider a deputy acted for, in his own unit and post."""
    if seat.capacity is not Capacity.DEPUTY:
        return ()
    held = organisation.postings(seat.principal, on)
    unit = next((posting.unit for posting in held if posting.title == seat.principal_post), seat.unit)
    return (Seat(person=seat.principal, unit=unit, post=seat.principal_post, reason=seat.reason),)
