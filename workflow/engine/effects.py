"""What must be done outside the state after a step; dispatch turns each into rows."""

from datetime import datetime
from typing import Literal

from msgspec import Struct, field

from workflow.engine.stages import RouteAsked
from workflow.engine.state import Json
from workflow.engine.values import PersonRef, Retry


class OpenTask(Struct, frozen=True, kw_only=True):
    """Find the people for a step and give them the work."""

    task: str
    node: str
    due_at: datetime | None = None
    prefer: str = ""
    """uuid of who did this step last, after a send-back; empty otherwise."""
    asked: RouteAsked | None = None
    """What the route of a 回議 or 協議 is computed from."""
    to: tuple[PersonRef, ...] = ()
    """Who gets the work instead of those whom the step names; the task is open already then."""
    deadlines: dict[str, datetime] = field(default_factory=dict)
    """By stage: when somebody who gets the work now has to be done with it."""
    again: bool = False
    """Whether the step has been under way and only its people are looked for again."""
    named: str = ""
    """uuid of whom an administrator named, where the organisation has nobody."""


class CloseTask(Struct, frozen=True, kw_only=True):
    """The work is no longer open."""

    task: str
    node: str
    how: Literal["completed", "skipped", "sent_back", "withdrawn", "overdue"]
    verdict: str = ""


class MoveDeadline(Struct, frozen=True, kw_only=True):
    """The day that open work, a wait or a block is counted from is another one."""

    task: str = ""
    """Empty for a wait or a block, which is nobody's work."""
    node: str
    was: datetime | None
    due_at: datetime | None


class MoveTask(Struct, frozen=True, kw_only=True):
    """Open work belongs to a step of another version now."""

    task: str
    node: str


class StartTimer(Struct, frozen=True, kw_only=True):
    """Wake the case at an instant."""

    timer: str
    kind: str
    node: str
    due_at: datetime
    task: str = ""


class StopTimer(Struct, frozen=True, kw_only=True):
    """The instant no longer matters."""

    timer: str


class Subscribe(Struct, frozen=True, kw_only=True):
    """The case waits for a message."""

    subscription: str
    name: str
    key: str


class Unsubscribe(Struct, frozen=True, kw_only=True):
    """The case no longer waits for it."""

    subscription: str


class CallSystem(Struct, frozen=True, kw_only=True):
    """Ask a connected system to do something, at least once, under an idempotency key."""

    key: str
    """Within the case; the undoing of a call has the call's key and `/undo`."""
    node: str
    operation: str
    payload: dict[str, Json]
    receive: tuple[str, ...] = ()
    """Outputs the answer must have."""
    retry: Retry = Retry()
    timeout_seconds: int = 30
    urgent: bool = False


class StartIssue(Struct, frozen=True, kw_only=True):
    """Make, publish and hand over one document for each row."""

    key: str
    """Within the case."""
    node: str
    rows: Json
    """The table as it is stored: the rows themselves, or a reference to imported ones."""
    publish_at: datetime | None
    """None: as soon as they are made."""
    corrects: str = ""
    """Key of the issue whose documents get new versions."""
    released_by: tuple[str, ...] = ()
    """uuids of the people whose acts led here."""


class ReadRows(Struct, frozen=True, kw_only=True):
    """Read some rows of a table that was imported."""

    scope: str
    """Id of the block that goes over them."""
    row_set: str
    first: int
    """From 0."""
    count: int


class RowEnded(Struct, frozen=True, kw_only=True):
    """What is done for each row is done for one."""

    node: str
    row: int
    outcome: str
    """Empty where it was simply carried through."""
    values: dict[str, Json]
    """What was written into the row."""


class StartChild(Struct, frozen=True, kw_only=True):
    """Begin a case of another procedure, and say how it ends."""

    key: str
    """Within the case."""
    node: str
    procedure: str
    answers: dict[str, Json]
    """By the names of its items."""


class StopChild(Struct, frozen=True, kw_only=True):
    """A case that was begun is not waited for any more: stop it."""

    key: str
    node: str


class OpenCase(Struct, frozen=True, kw_only=True):
    """Begin a case that goes its own way."""

    key: str
    node: str
    step: str
    procedure: str
    applicant: tuple[PersonRef, ...]
    """Empty: the applicant of this case."""
    answers: dict[str, Json]
    submitted: bool


class CallBackIssue(Struct, frozen=True, kw_only=True):
    """Nothing of it shall be published."""

    key: str
    node: str


class RaiseEnded(Struct, frozen=True, kw_only=True):
    """What was raised beside the case is done."""

    name: str
    outcome: str
    """Empty where it was simply carried through."""


class DropCall(Struct, frozen=True, kw_only=True):
    """A call that nobody has begun to send is not wanted any more."""

    key: str


class Notify(Struct, frozen=True, kw_only=True):
    """Tell people something."""

    key: str
    node: str
    step: str
    to: tuple[PersonRef, ...]
    subject: str
    text: str


class Show(Struct, frozen=True, kw_only=True):
    """Ask people to look at the case; it goes on without them."""

    node: str
    step: str
    to: tuple[PersonRef, ...]
    due_at: datetime | None = None


class Remind(Struct, frozen=True, kw_only=True):
    """Remind the people of an open task."""

    key: str
    task: str
    node: str
    count: int


class DrawNumber(Struct, frozen=True, kw_only=True):
    """Draw the document number, once per case."""

    series: str


class ReviseAnswers(Struct, frozen=True, kw_only=True):
    """Store a new revision of the answers."""

    answers: dict[str, Json]
    changed: tuple[str, ...]


class OpenIncident(Struct, frozen=True, kw_only=True):
    """Put something before the administrators."""

    incident: str
    node: str
    kind: str
    detail: str


class CloseIncident(Struct, frozen=True, kw_only=True):
    """It is settled."""

    incident: str


class EndCase(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """The case is over."""

    outcome: str
    kind: Literal["achieved", "not_achieved", "cancelled"]
    spared: tuple[str, ...] = ()
    """Node ids of the human steps still to come that somebody spared the case by ending it well (承認終了)."""


Effect = (
    OpenTask
    | CloseTask
    | MoveDeadline
    | MoveTask
    | StartTimer
    | StopTimer
    | Subscribe
    | Unsubscribe
    | CallSystem
    | DropCall
    | StartIssue
    | CallBackIssue
    | ReadRows
    | StartChild
    | StopChild
    | OpenCase
    | RowEnded
    | RaiseEnded
    | Notify
    | Show
    | Remind
    | DrawNumber
    | ReviseAnswers
    | OpenIncident
    | CloseIncident
    | EndCase
)
