"""What workflow asks about people, answered from the organisation in memory; rows to write are handed back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from approvals.routing import open_route as opening
from approvals.routing.hold import hold, let_go
from approvals.routing.matter import Matter, matter_of, office_of
from approvals.routing.open_route import open_route
from approvals.routing.organisation import Organisation, Posting, UnitKind
from approvals.routing.route import Route, Seat
from approvals.routing.settle import NotYours, settle
from approvals.routing.standing import people_of, standing
from approvals.selectors.organisation import REVISION_SQL, organisation_in_force
from forms.spec import Text
from forms.tokyo_time import TOKYO
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Objection
from workflow.engine.program import Program
from workflow.engine.state import Actor, Json, Parties
from workflow.engine.values import PersonRef
from workflow.ports import Assigned, CaseFacts, Delete, Insert, Settled, Skipped, Unassignable, Update, Write

INBOX, READERS, LATER = "approvals_inbox_entry", "approvals_case_reader", "approvals_later_view"


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
        organisation, on = self.organisation(""), _day(now)
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

    def started(self, case: CaseFacts) -> tuple[Write, ...]:
        """The parties and the office in charge may read it, also while it waits for a system and nobody has work."""
        return (_readers(case, []),)

    def assign(self, case: CaseFacts, node: UserNode, task: str, prefer: str) -> Assigned | Skipped | Unassignable:
        """The people of a step just entered, their inbox entries and their right to read."""
        organisation, on = self.organisation(case.organisation), _day(case.now)
        found = open_route(node, matter_of(case.program, case.state, task), organisation, on, prefer)
        match found:
            case opening.Opened(route):
                people = [seat.person for seat in route.seats]
                writes = (_inbox(case, node, task, route.seats), _readers(case, people))
                return Assigned(route=msgspec.to_builtins(route), writes=writes)
            case opening.Skipped(reason, seats):
                writes = (_later_views(case, node, seats, "absent"), _readers(case, [seat.person for seat in seats]))
                return Skipped(reason=reason.ja, writes=writes)
            case opening.Unassignable(reason):
                return Unassignable(reason=reason.ja)

    def settle(self, case: CaseFacts, node: UserNode, task: str, person: str, verdict: str) -> Settled | Objection:
        """Whether this person may do this now, and in which capacity."""
        organisation, on = self.organisation(case.organisation), _day(case.now)
        route = msgspec.convert(case.state.tasks[task].route, Route)
        found = settle(route, person, verdict, organisation, on)
        if isinstance(found, NotYours):
            return Objection(code="missing_right", message=_did_another_step(case, node, task, person) or found.reason)
        writes: list[Write] = []
        if found.later_views:
            writes.append(_later_views(case, node, found.later_views, "deputy"))
            writes.append(_readers(case, [seat.person for seat in found.later_views]))
        if route.held_by and not found.complete:
            writes.append(_kept_by(task, ""))
        return Settled(
            actor=_actor(found.seat),
            route=msgspec.to_builtins(found.route),
            complete=found.complete,
            writes=tuple(writes),
        )

    def hold(self, case: CaseFacts, task: str, person: str, keep: bool) -> Settled | Objection:
        """Whether this person may keep the task to himself, or let it go."""
        route = msgspec.convert(case.state.tasks[task].route, Route)
        organisation, on = self.organisation(case.organisation), _day(case.now)
        found = hold(route, person, organisation, on) if keep else let_go(route, person)
        if isinstance(found, NotYours):
            return Objection(code="missing_right", message=found.reason)
        return Settled(
            actor=_actor(found.seat),
            route=msgspec.to_builtins(found.route),
            complete=False,
            writes=(_kept_by(task, found.route.held_by),),
        )

    def closed(self, case: CaseFacts, task: str, how: str) -> tuple[Write, ...]:
        """The work leaves every inbox."""
        return (Delete(INBOX, "task_id", UUID(task)),)

    def may_withdraw(self, case: CaseFacts, who: tuple[PersonRef, ...], person: str) -> Actor | Objection:
        """As whom the person withdraws the case."""
        return self._standing(case, who, person) or _MAY_NOT_WITHDRAW

    def may_raise(self, case: CaseFacts, who: tuple[PersonRef, ...], person: str) -> Actor | Objection:
        """As whom the person files a report that may be filed at any time."""
        return self._standing(case, who, person) or _MAY_NOT_RAISE

    def _standing(self, case: CaseFacts, who: tuple[PersonRef, ...], person: str) -> Actor | None:
        organisation, on = self.organisation(case.organisation), _day(case.now)
        posting = standing(who, person, matter_of(case.program, case.state), organisation, on)
        return Actor(person=person, unit=posting.unit, post=posting.title) if posting else None

    def recipients(self, case: CaseFacts, people: tuple[PersonRef, ...]) -> tuple[str, ...]:
        """uuids of the people a notice goes to."""
        organisation, on = self.organisation(case.organisation), _day(case.now)
        return people_of(people, matter_of(case.program, case.state), organisation, on)

    def assignees(self, route: Mapping[str, Json]) -> tuple[str, ...]:
        """uuids of the people who may act on an open task now."""
        return tuple(seat.person for seat in msgspec.convert(route, Route).seats)

    def ended(self, case: CaseFacts) -> tuple[Write, ...]:
        """Nothing is left to do but what outlives the case; the parties and the office in charge go on reading."""
        readers = _readers(case, [])
        return (readers,) if case.state.tasks else (Delete(INBOX, "case_id", UUID(case.state.case)), readers)


def _kept_by(task: str, person: str) -> Update:
    return Update(INBOX, "task_id", UUID(task), {"held_by": UUID(person) if person else None})


def _day(now: datetime) -> date:
    return now.astimezone(TOKYO).date()


def _did_another_step(case: CaseFacts, node: UserNode, task: str, person: str) -> Text | None:
    """Which step keeps somebody from acting here (兼務不可); None when it is not that."""
    done = matter_of(case.program, case.state, task).actors
    step = next((step for step in node.not_same_as if done.get(step) == person), None)
    if step is None:
        return None
    name = case.program.by_id[step].step
    return Text(
        f"兼務不可: 「{name}」を行った人は、この手順を処理できません。",
        f'Whoever did "{name}" may not act on this step.',
    )


def _posting_named(held: tuple[Posting, ...], post: str) -> Posting | None:
    """The posting written `<unit>/<title>`; the main one when nothing is said."""
    if not post:
        return held[0] if held else None
    return next((posting for posting in held if f"{posting.unit}/{posting.title}" == post), None)


def _facts(organisation: Organisation, applicant: str, posting: Posting) -> dict[str, Json]:
    """What expressions read as 申請者."""
    person = organisation.persons[applicant]
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
        "office": organisation.full_name(posting.unit),
        "mail": None,
        "card_number": person.card_number,
    }


def _actor(seat: Seat) -> Actor:
    return Actor(
        person=seat.person,
        unit=seat.unit,
        post=seat.post,
        capacity=seat.capacity.value,
        principal=seat.principal,
    )


def _inbox(case: CaseFacts, node: UserNode, task: str, seats: tuple[Seat, ...]) -> Insert:
    opened = case.state.tasks[task]
    rows = tuple(
        {
            "person": UUID(seat.person),
            "task_id": UUID(task),
            "case_id": UUID(case.state.case),
            "procedure": case.program.key,
            "arrived_at": case.now,
            "due_at": opened.due_at,
            "kind": node.kind,
            "capacity": seat.capacity.value,
            "principal": UUID(seat.principal) if seat.principal else None,
            "held_by": None,
        }
        for seat in seats
    )
    return Insert(INBOX, rows)


def _readers(case: CaseFacts, people: list[str]) -> Insert:
    """The right to read, once per case: the parties, the office in charge, and these people."""
    parties = case.parties
    subjects = dict.fromkeys([parties.applicant, parties.drafter, parties.typist, *_office_subject(case), *people])
    rows = tuple({"case_id": UUID(case.state.case), "subject": subject} for subject in subjects if subject)
    return Insert(READERS, rows, on_conflict_nothing=True)


def _office_subject(case: CaseFacts) -> Iterator[str]:
    office = office_of(case.program)
    if office:
        yield f"unit:{office}"


def _later_views(case: CaseFacts, node: UserNode, seats: tuple[Seat, ...], reason: str) -> Insert:
    rows = tuple(
        {
            "case_id": UUID(case.state.case),
            "person": UUID(seat.person),
            "step": node.step,
            "unit": seat.unit,
            "post": seat.post,
            "reason": reason,
            "created_at": case.now,
            "seen_at": None,
        }
        for seat in seats
    )
    return Insert(LATER, rows, on_conflict_nothing=True)


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
