"""Who acts by delegation (代理) beside those who have the work: within period, procedure and unit, never passed on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import structs

from approvals.routing.establishment import Delegation
from approvals.routing.opening import Opening, seat_in
from approvals.routing.organisation import Organisation
from approvals.routing.route import Seat
from approvals.vocabulary import Capacity, Reason


@dataclass(frozen=True, slots=True)
class Delegating:
    """One place at which work is opened, and what limits delegations there."""

    opening: Opening
    kind: str
    """Of the step or the stage."""
    raised: bool = False
    """A matter raised one level is decided by its decider alone."""

    def delegates(self, seats: Iterable[Seat], elsewhere: frozenset[str] = frozenset()) -> Iterator[Seat]:
        """Those who may act for people with a seat; `elsewhere`: who sits on the route acts once, for himself."""
        own = [seat for seat in seats if seat.capacity is Capacity.SELF and seat.reason is not Reason.PARTY]
        if not any(seat.person in self.opening.organisation.delegations for seat in own):
            return
        taken = {*elsewhere, *self.opening.never, *(seat.person for seat in own)}
        for seat in own:
            for person in self._people_for(seat):
                posting = self.opening.organisation.main_posting(person, self.opening.on)
                if person not in taken and posting is not None:
                    taken.add(person)
                    given = seat_in(posting, Reason.DELEGATE, Capacity.PROXY, principal=seat.person)
                    yield structs.replace(given, principal_post=seat.post, stage=seat.stage)

    def _people_for(self, seat: Seat) -> Iterator[str]:
        organisation, on = self.opening.organisation, self.opening.on
        for given in organisation.delegations_of(seat.person, on):
            if self._covers(given, seat):
                yield from people_meant(given.to, organisation, on)

    def _covers(self, given: Delegation, seat: Seat) -> bool:
        organisation = self.opening.organisation
        if given.kind == "absence" and not organisation.is_absent(seat.person, self.opening.on):
            return False
        if self.kind == "decide" and (given.kind != "authority" or self.raised):
            return False
        if given.procedures and self.opening.matter.procedure not in given.procedures:
            return False
        return not given.unit or seat.unit in set(organisation.below(given.unit))


def still_delegated(seat: Seat, organisation: Organisation, on: date) -> bool:
    """Whether somebody who has work by delegation may still do it; true for everybody else."""
    if seat.reason is not Reason.DELEGATE:
        return True
    given = organisation.delegations_of(seat.principal, on)
    return any(seat.person in people_meant(each.to, organisation, on) for each in given)


def people_meant(to: str, organisation: Organisation, on: date) -> tuple[str, ...]:
    """uuids of whom a delegation names."""
    kind, _, name = to.partition(":")
    match kind:
        case "person":
            return (name,)
        case "unit":
            return tuple(posting.person for posting in organisation.members(name, on))
        case "post":
            holder = organisation.holder(name, on)
            return (holder.person,) if holder else ()
        case "duty":
            unit, _, role = name.partition("/")
            return tuple(holder.person for holder in organisation.role_holders(unit, role, on))
    return ()


Fault = Literal["himself", "nobody", "loop"]


def fault_of(wanted: Delegation, organisation: Organisation) -> Fault | None:
    """Why a delegation can't be given: to oneself alone, to nobody, or in a ring with others of the same time."""
    on = wanted.since
    people = people_meant(wanted.to, organisation, on)
    if set(people) == {wanted.principal}:
        return "himself"
    there = [person for person in people if organisation.postings(person, on)]
    if not there:
        return "nobody"
    return "loop" if _leads_to(there, wanted, organisation) else None


def _leads_to(people: list[str], wanted: Delegation, organisation: Organisation) -> bool:
    """Whether these people's own delegations come back to whoever gives this one."""
    waiting, seen = [person for person in people if person != wanted.principal], set[str]()
    while waiting:
        person = waiting.pop()
        if person in seen:
            continue
        seen.add(person)
        for given in organisation.delegations.get(person, ()):
            if given.since < wanted.until and wanted.since < given.until:
                meant = people_meant(given.to, organisation, max(given.since, wanted.since))
                if wanted.principal in meant:
                    return True
                waiting += meant
    return False
