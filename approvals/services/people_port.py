"""What workflow asks about people, answered from the organisation in memory; rows to write are handed back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import structs

from approvals.routing import open_route as opening
from approvals.routing.circulate import Clock
from approvals.routing.heirs import in_his_place
from approvals.routing.hold import hold, let_go
from approvals.routing.matter import Matter, matter_of, office_of
from approvals.routing.open_route import open_route
from approvals.routing.organisation import Organisation
from approvals.routing.own_case import did_another_step, own_case
from approvals.routing.pull_up import pull_up, superiors
from approvals.routing.route import Route
from approvals.routing.settle import NotYours
from approvals.routing.standing import people_of, standing
from approvals.routing.take_back import TOO_LATE, take_back
from approvals.routing.transfer import transfer
from approvals.selectors.organisation import REVISION_SQL, organisation_in_force
from approvals.services.people_changed import delegation_over, people_changed
from approvals.services.port_rows import (
    INBOX,
    actor_of,
    day_of,
    inbox_rows,
    kept_by,
    later_view_rows,
    reader_rows,
    shown_rows,
    stands_at,
)
from approvals.services.seated_work import settle_seats
from approvals.services.staged_work import (
    add_stage,
    assign_stages,
    hold_stage,
    pass_over_stage,
    settle_stages,
    take_off_stage,
    waited_for,
)
from approvals.services.start_as import start_as
from approvals.services.told import notice_rows
from forms.spec import Text
from workflow.engine.effects import Notify, OpenTask, Show
from workflow.engine.nodes import UserNode
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
        return start_as(program, applicant, person, post, self.organisation(""), day_of(now))

    def starters(self, program: Program, now: datetime) -> tuple[str, ...]:
        """Nobody applies yet: the office in charge stands for the applicant."""
        office = office_of(program)
        matter = Matter(applicant="", drafter="", unit=office, office=office)
        return people_of(program.may_start, matter, self.organisation(""), day_of(now))

    def started(self, case: CaseFacts) -> tuple[Write, ...]:
        """The parties and the office in charge may read it, also while it waits for a system and nobody has work."""
        return (reader_rows(case, []),)

    def may_look_later(self, case: CaseFacts, people: tuple[str, ...]) -> Objection | None:
        """Why one of these is waited for on the way of a case that has just begun, whatever the drafter says (後閲)."""
        return waited_for(case, people, self.organisation(case.organisation))

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

    def people_changed(self, case: CaseFacts, task: str) -> bool:
        """Whether somebody who has the work is no longer in the post he has it in, went away or came back, or whether
        delegations have changed."""
        return people_changed(case, task, self.organisation(case.organisation))

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
        organisation, matter = self.organisation(case.organisation), matter_of(case.program, case.state, task)
        if (did := did_another_step(node, matter, case.program, person)) is not None:
            return Objection(code=did.code, message=did.reason)
        route = msgspec.convert(case.state.tasks[task].route, Route)
        if route.stages:
            clock = Clock(now=case.now, deadlines=deadlines)
            found = settle_stages(case, node, task, person, verdict, to, organisation, clock, no_later_view)
        else:
            found = settle_seats(case, node, task, person, verdict, organisation, no_later_view)
        if isinstance(found, Objection):
            return found
        if (over := delegation_over(case, task, route.seat_of(person), organisation)) is not None:
            return over
        own = own_case(node, matter, person)
        return found if own is None else Objection(code=own.code, message=own.reason)

    def hold(self, case: CaseFacts, task: str, person: str, keep: bool) -> Settled | Objection:
        """Whether this person may keep the task to himself, or let it go."""
        route = msgspec.convert(case.state.tasks[task].route, Route)
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        if keep and (over := delegation_over(case, task, route.seat_of(person), organisation)) is not None:
            return over
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
        if (over := delegation_over(case, task, found.seat, organisation)) is not None:
            return over
        return Settled(
            actor=actor_of(found.seat),
            route=msgspec.to_builtins(found.route),
            complete=False,
            stage=found.route.under_way,
            writes=hold_stage(case, task, found.route),
        )

    def told_of_end(self, case: CaseFacts) -> tuple[str, ...]:
        """Everybody whose act on a 回議 still counts, and whoever was asked for consent in a step of its own; for
        those who have left, whoever answers for them."""
        routes = (msgspec.convert(route, Route) for route in case.state.circulated.values())
        seats = (act.seat for route in routes for act in route.acts if not act.void)
        acted = [(seat.person, (seat.unit, seat.post)) for seat in seats]
        nodes = case.program.by_id
        consents = (done for done in case.state.passed if not done.void and done.actor.person)
        actors = (done.actor for done in consents if getattr(nodes[done.node], "kind", "") in _CONSENTING)
        asked = [(actor.person, (actor.unit, actor.post)) for actor in actors]
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        told = (in_his_place(person, place, organisation, on) for person, place in (*acted, *asked))
        return tuple(dict.fromkeys(told))

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
        if (over := delegation_over(case, task, found.seat, organisation)) is not None:
            return over
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

    def pass_over(
        self, case: CaseFacts, task: str, person: str, whom: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """Whether the drafter may have this person passed over, and the route on which he looks later."""
        clock = Clock(now=case.now, deadlines=deadlines)
        return pass_over_stage(case, task, person, whom, self.organisation(case.organisation), clock)

    def transfer(self, case: CaseFacts, task: str, person: str, to: str) -> Settled | Objection:
        """Whether this person may hand the work to that one, and the route when he has."""
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        node = case.program.by_id[case.state.tasks[task].node]
        assert isinstance(node, UserNode)
        route = msgspec.convert(case.state.tasks[task].route, Route)
        if (over := delegation_over(case, task, route.seat_of(person), organisation)) is not None:
            return over
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

    def renamed(self, case: CaseFacts, task: str) -> tuple[Write, ...]:
        """Inboxes show the step under the name it has by now."""
        return (stands_at(case, task),)

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
        """uuids of the people that are meant."""
        organisation, on = self.organisation(case.organisation), day_of(case.now)
        return people_of(people, matter_of(case.program, case.state), organisation, on)

    def tell(self, case: CaseFacts, notice: Notify) -> tuple[Write, ...]:
        """A notice to each of the people, or to whoever answers for those who have left."""
        return notice_rows(case, notice, self.recipients(case, notice.to), self.organisation(case.organisation))

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


_CONSENTING = frozenset({"consult", "assent"})


_MAY_NOT_RAISE = Objection(
    code="missing_right",
    message=Text("この届を出せる人ではありません。", "You may not file this."),
)
_MAY_NOT_WITHDRAW = Objection(
    code="missing_right",
    message=Text("この案件を取り下げられる人ではありません。", "You may not withdraw this case."),
)
