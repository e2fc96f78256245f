"""What upper apps plug into workflow: people, notices, a wake-up call. `meguro_platform.wiring` fills them.

Nothing here talks to the network or opens a transaction: inside dispatch a plug answers with rows to write,
and dispatch writes them in its own transaction, after the case.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from forms.plugs import Plugs
from workflow.engine.calendar import BusinessCalendar
from workflow.engine.effects import Notify, OpenTask, Show
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Objection
from workflow.engine.program import Program
from workflow.engine.state import Actor, CaseState, Json, Parties
from workflow.engine.values import PersonRef

NO_DEADLINES: Mapping[str, datetime] = {}


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows to add to a table of the plug's own app. Every row has the same columns."""

    table: str
    rows: tuple[Mapping[str, Any], ...]
    on_conflict_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Delete:
    """Rows to remove from a table of the plug's own app: those whose `column` has `value`."""

    table: str
    column: str
    value: Any


@dataclass(frozen=True, slots=True)
class Update:
    """Columns to set in the rows of a table of the plug's own app whose `column` has `value`."""

    table: str
    column: str
    value: Any
    values: Mapping[str, Any]


Write = Insert | Delete | Update


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What plugs may know of the case a step belongs to."""

    program: Program
    state: CaseState
    now: datetime
    organisation: str = ""
    """What `People.revision_sql` gave when the case was locked; empty when nothing was locked."""

    @property
    def parties(self) -> Parties:
        return self.state.parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """People were found: the route to keep in the state, rows to write (inbox, readers)."""

    route: dict[str, Json]
    stage: str = ""
    """The stage of a 回議 that is under way, with its number; empty where a step has none."""
    writes: tuple[Write, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Nobody need act here, e.g. an absent examiner who must look later; rows to write for the obligation."""

    reason: str
    writes: tuple[Write, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassignable:
    """Nobody can act here: the sentence the administrator reads."""

    reason: str
    proposal: str = ""
    """uuid of who could, if an administrator says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The act of a person is lawful: in which capacity it is done, the route after it, whether the step is finished."""

    find_again: bool = False
    """Whether whoever is next has to be looked for again."""

    actor: Actor
    route: dict[str, Json]
    complete: bool
    verdict: str = ""
    """With what the step is finished, where that is not what the person said: others had spoken before."""
    to: str = ""
    """Node id it is then sent back to; empty for the first one offered."""
    stage: str = ""
    """The stage that is under way after it."""
    later_view_waived: bool = False
    """Whether somebody would have to look at it later, and the definition frees him of it (後閲免除)."""
    writes: tuple[Write, ...] = field(default=())


class People(Protocol):
    """Who acts. Plugged in by approvals."""

    @property
    def revision_sql(self) -> str:
        """A scalar SQL expression that names the organisation in force; read by the statement that locks a case."""
        ...

    def start_actor(
        self, program: Program, applicant: str, person: str, post: str, now: datetime
    ) -> Parties | Objection:
        """The parties of a new case: may `person` start it for `applicant`, and in which unit and post?

        `post` is `<unit key>/<title>` when the applicant holds several; empty picks the main posting.
        """
        ...

    def starters(self, program: Program, now: datetime) -> tuple[str, ...]:
        """uuids of those who may start a procedure, those first who stand first in the definition."""
        ...

    def started(self, case: CaseFacts) -> tuple[Write, ...]:
        """Rows to write when a case has begun, whatever it waits for first."""
        ...

    def may_look_later(self, case: CaseFacts, people: tuple[str, ...]) -> Objection | None:
        """Why one of these is waited for on the way of a case that has just begun, whatever the drafter says (後閲)."""
        ...

    def assign(self, case: CaseFacts, node: UserNode, opened: OpenTask) -> Assigned | Skipped | Unassignable:
        """Find the people for a step just entered, or again for one that is under way."""
        ...

    def people_changed(self, case: CaseFacts, task: str) -> bool:
        """Whether an open task has to be given out again: somebody who has it left, is away or back, or others may act
        for him now."""
        ...

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
        """May this person do this now? Objection when not.

        `to` is where somebody sends it back to: a node id, or a place on the route of the step itself. `deadlines` are
        those of whoever gets the work by this act, by stage. `no_later_view`: an absent decider need not look later.
        """
        ...

    def hold(self, case: CaseFacts, task: str, person: str, keep: bool) -> Settled | Objection:
        """May this person keep an open task to himself (保留), or let it go again?"""
        ...

    def take_back(
        self, case: CaseFacts, task: str, person: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """May this person take back what he did at a place of an open step (引戻し)?"""
        ...

    def told_of_end(self, case: CaseFacts) -> tuple[str, ...]:
        """uuids of those who had their part in a case that ends without being carried through."""
        ...

    def pull_up(
        self, case: CaseFacts, task: str, person: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """May this person take an open step before those below him have acted (引上げ)?"""
        ...

    def add(
        self, case: CaseFacts, task: str, person: str, to: str, stage: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """May this person put another one on the route of an open step, at this stage (追加)?"""
        ...

    def take_off(
        self, case: CaseFacts, task: str, person: str, whom: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """May this person take one whom he added off the route of an open step again?"""
        ...

    def pass_over(
        self, case: CaseFacts, task: str, person: str, whom: str, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """May this person have another one passed over on the route of an open step, who looks later (後閲)?"""
        ...

    def transfer(self, case: CaseFacts, task: str, person: str, to: str) -> Settled | Objection:
        """May this person hand an open task to another one for good (振替)?"""
        ...

    def closed(self, case: CaseFacts, task: str, how: str) -> tuple[Write, ...]:
        """Rows to write when a task is no longer open."""
        ...

    def may_withdraw(self, case: CaseFacts, who: tuple[PersonRef, ...], person: str) -> Actor | Objection:
        """May this person withdraw the case, and as whom?"""
        ...

    def may_raise(self, case: CaseFacts, who: tuple[PersonRef, ...], person: str) -> Actor | Objection:
        """May this person file a report that may be filed at any time, and as whom?"""
        ...

    def recipients(self, case: CaseFacts, people: tuple[PersonRef, ...]) -> tuple[str, ...]:
        """uuids of the people that are meant."""
        ...

    def tell(self, case: CaseFacts, notice: Notify) -> tuple[Write, ...]:
        """Rows that tell people something, or whoever answers for those who have left."""
        ...

    def moved(self, case: CaseFacts, task: str, due_at: datetime | None) -> tuple[Write, ...]:
        """Rows to write when open work has to be done by another time than was said."""
        ...

    def renamed(self, case: CaseFacts, task: str) -> tuple[Write, ...]:
        """Rows to write when open work is at another node by now, in another version of the procedure."""
        ...

    def show(self, case: CaseFacts, shown: Show) -> tuple[Write, ...]:
        """Rows that put a case before people who shall look at it."""
        ...

    def assignees(self, route: Mapping[str, Json]) -> tuple[str, ...]:
        """uuids of the people who may act on an open task now."""
        ...

    def ended(self, case: CaseFacts) -> tuple[Write, ...]:
        """Rows to write when the case is over."""
        ...


class Notices(Protocol):
    """How people are told something. Plugged in by integrations."""

    def notice(self, case: CaseFacts, key: str, people: tuple[str, ...], subject: str, text: str) -> tuple[Write, ...]:
        """Rows that put a notice before people; `key` makes it once per case."""
        ...


class Wake(Protocol):
    """Called after a commit that left effects to deliver; best effort, must return within 200 ms and never raise."""

    def __call__(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRegister:
    """A gapless count of documents that begins anew each fiscal year."""

    counter: str
    written: Callable[[int, int], str]
    """How a number is printed: (fiscal year, number)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All plugs together."""

    people: People
    notices: Notices
    wake: Wake
    calendar: Callable[[], BusinessCalendar]
    """The business calendar in force."""
    number_register: Callable[[CaseFacts, str], NumberRegister]
    """Where the documents of a case are numbered: (case, name of the series)."""
    look_up: Callable[[str, Mapping[str, Json], datetime], Mapping[str, Json] | None]
    """What a connected system tells that is asked with a payload; None where it does not. Outside of transactions."""
    order_group: Callable[[str, str], str]
    """Which calls one must not overtake: (operation, case) to the name of the group; empty for none."""


_plugs = Plugs[Ports](__name__)
connect, ports = _plugs.connect, _plugs.ports
