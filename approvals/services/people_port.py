"""What workflow asks about people, answered from the organisation in memory; rows to write are handed back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec import structs

from approvals.routing import open_route as opening
from approvals.routing.circulate import Clock
from approvals.routing.delegates import Delegating
from approvals.routing.hold import hold, let_go
from approvals.routing.holder import has_left
from approvals.routing.matter import Matter, matter_of, office_of
from approvals.routing.open_route import open_route
from approvals.routing.opening import Opening
from approvals.routing.organisation import Organisation, Posting, UnitKind
from approvals.routing.own_case import own_case
from approvals.routing.pull_up import pull_up, superiors
from approvals.routing.route import Route
from approvals.routing.settle import DELEGATION_OVER, NotYours
from approvals.routing.standing import people_of, standing
from approvals.routing.take_back import TOO_LATE, take_back
from approvals.routing.transfer import transfer
from approvals.selectors.organisation import REVISION_SQL, organisation_in_force
from approvals.services.port_rows import (
    INBOX,
    actor_of,
    day_of,
    inbox_rows,
    kept_by,
    later_view_rows,
    reader_rows,
    shown_rows,
)
from approvals.services.seated_work import settle_seats
from approvals.services.staged_work import add_stage, assign_stages, hold_stage, settle_stages, take_off_stage
from approvals.vocabulary import Capacity, Reason
from forms.spec import Text
from workflow.engine.effects import OpenTask, Show
from workflow.engine.nodes import STARTING, UserNode
from workflow.engine.outcome import Objection
from workflow.engine.program import Program
from workflow.engine.state import Actor, Json, Parties
from workflow.engine.values import PersonRef
from workflow.ports import NO_DEADLINES, Assigned, CaseFacts, Delete, Settled, Skipped, Unassignable, Update, Write


@dataclass(frozen=True, slots=True)
class OrganisationPeople:
    """The `People` port. Scenarios give it an organisation of their own; pages and workers the one in force."""

    organisation: Callable[[str], Organisation] = organisation_in_force
    """From what `revision_sql` said, or empty for whatever is in force, to the organisation."""

    @property
    def revision_sql(self) -> str:
        return REVISION_SQL

    def start_actor(
        self, program: Program, applicant: str, person: str, post: str, now: datetime
    ) -> Parties | Objection:
        """The parties of a new case, or why this person may not start it."""
        organisation, on = self.organisation(""), day_of(now)
        posting = _posting_named(organisation.postings(applicant, on), post)
        if posting is None:
            return _NOT_ON_STAFF
        matter = Matter(applicant=applicant, drafter=applicant, unit=posting.unit, office=office_of(program))
        if program.may_start and standing(program.may_start, applicant, matter, organisation, on) is None:
            return _MAY_NOT_START
        typing = None if person == applicant else standing(program.may_type, person, matter, organisation, on)
        if person != applicant and typing is None:
            return _MAY_NOT_TYPE
        return Parties(
            applicant=applicant,
            drafter=applicant,
            typist=person if typing else "",
            typist_unit=typing.unit if typing else "",
            typist_post=typing.title if typing else "",
            unit=posting.unit,
            post=posting.title,
            facts=_facts(organisation, applicant, posting),
        )

    def starters(self, program: Program, now: datetime) -> tuple[str, ...]:
        """Nobody applies yet: the office in charge stands for the applicant."""
        office = office_of(program)
        matter = Matter(applicant="", drafter="", unit=office, office=office)
        return people_of(program.may_start, matter, self.organisation(""), day_of(now))

    def started(self, case: CaseFacts) -> tuple[Write, ...]:
        """The parties and the office in charge may read it, also while it waits for a system and nobody has work."""
        return (reader_rows(case, []),)

    def assign(self, case: CaseFacts, node: UserNode, opened: OpenTask) -> Assigned | Skipped | Unassignable:
        """The people of a step just entered, their inbox entries and their right to read."""
        organisation, task = self.organisation(case.organisation), opened.task
        node = structs.replace(node, assignee=opened.to) if opened.to else node
        if node.consultation is not None and not opened.to:
            return assign_stages(case, node, opened, organisation)
        matter = matter_of(case.program, case.state, task)
        found = open_route(node, matter, organisation, day_of(case.now), opened.prefer, opened.named)
        match found:
            case opening.Opened(route):
                gone = self.closed(case, task, "given") if opened.again or opened.to else ()
                above = superiors(node, route, matter, organisation, day_of(case.now))
                people = [*(seat.person for seat in route.seats), *(each.person for each in above)]
                writes = (*gone, inbox_rows(case, node, task, route), reader_rows(case, people))
                return Assigned(route=msgspec.to_builtins(route), writes=writes)
            case opening.Skipped(reason, seats):
                writes = (
                    later_view_rows(case, node, seats, "absent"),
                    reader_rows(case, [seat.person for seat in seats]),
                )
                return Skipped(reason=reason.ja, writes=writes)
            case opening.Unassignable(reason, proposal):
                return Unassignable(reason=reason.ja, proposal=proposal)

    def somebody_left(self, case: CaseFacts, task: str) -> bool:
        """Whether somebody who has the work is no longer in the post he has it in, or delegations have changed."""
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        route = msgspec.convert(case.state.tasks[task].route, Route)
        if any(has_left(seat, organisation, on) for seat in route.seats):
            return True
        if not route.stages and any(seat.capacity is Capacity.PULL_UP for seat in route.seats):
            return False
        return _delegates_changed(case, task, route, organisation, on)

    def settle(
        self,
        case: CaseFacts,
        node: UserNode,
        task: str,
        person: str,
        verdict: str,
        *,
        to: str = "",
        deadlines: Mapping[str, datetime] = NO_DEADLINES,
        no_later_view: bool = False,
    ) -> Settled | Objection:
        """Whether this person may do this now, and in which capacity."""
        organisation = self.organisation(case.organisation)
        if msgspec.convert(case.state.tasks[task].route, Route).stages:
            clock = Clock(now=case.now, deadlines=deadlines)
            found = settle_stages(case, node, task, person, verdict, to, organisation, clock, no_later_view)
        else:
            found = settle_seats(case, node, task, person, verdict, organisation, no_later_view)
        if isinstance(found, Objection):
            return found
        if _is_delegated_no_more(case, task, person, organisation):
            return Objection(code=DELEGATION_OVER.code, message=DELEGATION_OVER.reason)
        own = own_case(node, matter_of(case.program, case.state, task), person)
        return found if own is None else Objection(code=own.code, message=own.reason)

    def hold(self, case: CaseFacts, task: str, person: str, keep: bool) -> Settled | Objection:
        """Whether this person may keep the task to himself, or let it go."""
        route = msgspec.convert(case.state.tasks[task].route, Route)
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        found = hold(route, person, organisation, on) if keep else let_go(route, person)
        if isinstance(found, NotYours):
            return Objection(code=found.code, message=found.reason)
        writes = hold_stage(case, task, found.route) if route.stages else (kept_by(task, found.route.held_by),)
        return Settled(
            actor=actor_of(found.seat), route=msgspec.to_builtins(found.route), complete=False, writes=writes
        )

    def take_back(
        self, case: CaseFacts, task: str, person: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """Whether this person may take back his last act on the route, and the route without it."""
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        node = case.program.by_id[case.state.tasks[task].node]
        route = msgspec.convert(case.state.tasks[task].route, Route)
        if not isinstance(node, UserNode) or node.consultation is None:
            return Objection(code=TOO_LATE.code, message=TOO_LATE.reason)
        clock = Clock(now=case.now, deadlines=deadlines)
        found = take_back(route, person, node.consultation, organisation, on, clock)
        if isinstance(found, NotYours):
            return Objection(code=found.code, message=found.reason)
        return Settled(
            actor=actor_of(found.seat),
            route=msgspec.to_builtins(found.route),
            complete=False,
            stage=found.route.under_way,
            writes=hold_stage(case, task, found.route),
        )

    def told_of_end(self, case: CaseFacts) -> tuple[str, ...]:
        """Everybody whose act on a 回議 still counts, and whoever was asked for consent in a step of its own."""
        routes = (msgspec.convert(route, Route) for route in case.state.circulated.values())
        acted = [act.seat.person for route in routes for act in route.acts if not act.void]
        nodes = case.program.by_id
        consents = (done for done in case.state.passed if not done.void and done.actor.person)
        asked = [done.actor.person for done in consents if getattr(nodes[done.node], "kind", "") in _CONSENTING]
        return tuple(dict.fromkeys([*acted, *asked]))

    def pull_up(
        self, case: CaseFacts, task: str, person: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """Whether this person may take the case now, and whom it makes look later."""
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        node = case.program.by_id[case.state.tasks[task].node]
        assert isinstance(node, UserNode)
        route = msgspec.convert(case.state.tasks[task].route, Route)
        matter = matter_of(case.program, case.state, task)
        found = pull_up(node, route, matter, person, organisation, on, Clock(now=case.now, deadlines=deadlines))
        if isinstance(found, NotYours):
            return Objection(code=found.code, message=found.reason)
        later = (later_view_rows(case, node, found.later_views, "pulled_up"),) if found.later_views else ()
        return Settled(
            actor=actor_of(found.seat),
            route=msgspec.to_builtins(found.route),
            complete=False,
            stage=found.route.under_way,
            writes=(*hold_stage(case, task, found.route), *later),
        )

    def add(
        self, case: CaseFacts, task: str, person: str, to: str, stage: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """Whether the drafter may have this person on the route, and the route with him."""
        clock = Clock(now=case.now, deadlines=deadlines)
        return add_stage(case, task, person, to, stage, self.organisation(case.organisation), clock)

    def take_off(
        self, case: CaseFacts, task: str, person: str, whom: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """Whether the drafter may have this person off the route again, and the route without him."""
        clock = Clock(now=case.now, deadlines=deadlines)
        return take_off_stage(case, task, person, whom, self.organisation(case.organisation), clock)

    def transfer(self, case: CaseFacts, task: str, person: str, to: str) -> Settled | Objection:
        """Whether this person may hand the work to that one, and the route when he has."""
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        node = case.program.by_id[case.state.tasks[task].node]
        assert isinstance(node, UserNode)
        route = msgspec.convert(case.state.tasks[task].route, Route)
        found = transfer(node, route, matter_of(case.program, case.state, task), person, to, organisation, on)
        if isinstance(found, NotYours):
            return Objection(code=found.code, message=found.reason)
        rows = inbox_rows(case, node, task, found.route)
        return Settled(
            actor=actor_of(found.seat),
            route=msgspec.to_builtins(found.route),
            complete=False,
            writes=(Delete(INBOX, "task_id", UUID(task)), rows, reader_rows(case, [to])),
        )

    def closed(self, case: CaseFacts, task: str, how: str) -> tuple[Write, ...]:
        """The work leaves every inbox."""
        return (Delete(INBOX, "task_id", UUID(task)),)

    def moved(self, case: CaseFacts, task: str, due_at: datetime | None) -> tuple[Write, ...]:
        """Inboxes show when the work has to be done by now."""
        return (Update(INBOX, "task_id", UUID(task), {"due_at": due_at}),)

    def may_withdraw(self, case: CaseFacts, who: tuple[PersonRef, ...], person: str) -> Actor | Objection:
        """As whom the person withdraws the case."""
        return self._standing(case, who, person) or _MAY_NOT_WITHDRAW

    def may_raise(self, case: CaseFacts, who: tuple[PersonRef, ...], person: str) -> Actor | Objection:
        """As whom the person files a report that may be filed at any time."""
        return self._standing(case, who, person) or _MAY_NOT_RAISE

    def _standing(self, case: CaseFacts, who: tuple[PersonRef, ...], person: str) -> Actor | None:
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        posting = standing(who, person, matter_of(case.program, case.state), organisation, on)
        return Actor(person=person, unit=posting.unit, post=posting.title) if posting else None

    def recipients(self, case: CaseFacts, people: tuple[PersonRef, ...]) -> tuple[str, ...]:
        """uuids of the people a notice goes to."""
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        return people_of(people, matter_of(case.program, case.state), organisation, on)

    def show(self, case: CaseFacts, shown: Show) -> tuple[Write, ...]:
        """供覧: each of the people owes a look, may read the case, and holds up nothing."""
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        people = self.recipients(case, shown.to)
        held = ((person, organisation.main_posting(person, on)) for person in people)
        places = [(person, posting.unit, posting.title) for person, posting in held if posting is not None]
        return (shown_rows(case, shown, places), reader_rows(case, list(people))) if places else ()

    def assignees(self, route: Mapping[str, Json]) -> tuple[str, ...]:
        """uuids of the people who may act on an open task now."""
        return tuple(seat.person for seat in msgspec.convert(route, Route).seats)

    def ended(self, case: CaseFacts) -> tuple[Write, ...]:
        """Nothing is left to do but what outlives the case; the parties and the office in charge go on reading."""
        readers = reader_rows(case, [])
        return (readers,) if case.state.tasks else (Delete(INBOX, "case_id", UUID(case.state.case)), readers)


def _delegates_changed(case: CaseFacts, task: str, route: Route, organisation: Organisation, on: date) -> bool:
    """Whether others may act by delegation than those who have the work by one."""
    node = case.program.by_id[case.state.tasks[task].node]
    if not isinstance(node, UserNode) or node.kind in STARTING:
        return False
    for place in {seat.stage for seat in route.seats}:
        given = {seat.person for seat in route.seats if seat.stage == place and seat.reason is Reason.DELEGATE}
        if given != _delegates_at(case, task, node, route, place, organisation, on):
            return True
    return False


def _is_delegated_no_more(case: CaseFacts, task: str, person: str, organisation: Organisation) -> bool:
    """Whether a person has the work by a delegation that does not cover this case today, whatever else he was given."""
    node = case.program.by_id[case.state.tasks[task].node]
    route = msgspec.convert(case.state.tasks[task].route, Route)
    seat = route.seat_of(person)
    if seat is None or seat.reason is not Reason.DELEGATE or not isinstance(node, UserNode):
        return False
    return person not in _delegates_at(case, task, node, route, seat.stage, organisation, day_of(case.now))


def _delegates_at(
    case: CaseFacts, task: str, node: UserNode, route: Route, place: str, organisation: Organisation, on: date
) -> set[str]:
    """Who may act by delegation at a place of the route on a day."""
    matter = matter_of(case.program, case.state, task)
    everybody = frozenset(
        seat.person
        for stage in route.stages
        if stage.passed_over is None
        for seat in stage.seats
        if seat.reason is not Reason.DELEGATE
    )
    kind = stage.kind if (stage := route.stage(place)) else node.kind
    opening = Opening(structs.replace(node, kind=kind), matter, organisation, on)
    delegating = Delegating(opening, kind, bool(route.asked and route.asked.raised))
    return {seat.person for seat in delegating.delegates([s for s in route.seats if s.stage == place], everybody)}


_CONSENTING = frozenset({"consult", "assent"})


def _posting_named(held: tuple[Posting, ...], post: str) -> Posting | None:
    """The posting written `<unit>/<title>`; the main one when nothing is said."""
    if not post:
        return held[0] if held else None
    return next((posting for posting in held if f"{posting.unit}/{posting.title}" == post), None)


def _facts(organisation: Organisation, applicant: str, posting: Posting) -> dict[str, Json]:
    """What expressions read as 申請者."""
    person = organisation.persons[applicant]
    authority = organisation.authority_of(posting.unit)
    levels = (UnitKind.SUBSECTION, UnitKind.SECTION, UnitKind.DEPARTMENT)
    units = {level.value: organisation.unit_at(posting.unit, level) for level in levels}
    return {
        "uuid": person.uuid,
        "staff_number": person.staff_number,
        "name": person.name,
        "kana": person.kana,
        "grade": posting.kind,
        "post": posting.title,
        "unit": {level: unit.name if unit else None for level, unit in units.items()},
        "office": authority.name if authority else organisation.full_name(posting.unit),
        "mail": None,
        "card_number": person.card_number,
    }


_NOT_ON_STAFF = Objection(
    code="not_on_staff",
    message=Text("申請する人が、この日この所属にいません。", "The applicant holds no such post on this day."),
)
_MAY_NOT_START = Objection(
    code="missing_right",
    message=Text("この手続を申請できる人ではありません。", "This person may not start this procedure."),
)
_MAY_NOT_TYPE = Objection(
    code="missing_right",
    message=Text(
        "この人の代わりに入力できるのは、手続で決められた人だけです。",
        "Only the people named by the procedure may type an application for this person.",
    ),
)
_MAY_NOT_RAISE = Objection(
    code="missing_right",
    message=Text("この届を出せる人ではありません。", "You may not file this."),
)
_MAY_NOT_WITHDRAW = Objection(
    code="missing_right",
    message=Text("この案件を取り下げられる人ではありません。", "You may not withdraw this case."),
)
