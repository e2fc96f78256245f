"""What may be asked of a case. A command carries everything that is not in the state, the program or the world."""

from typing import Literal

from msgspec import Struct, field

from workflow.engine.origin import Origin
from workflow.engine.state import Actor, Json, Parties


class Start(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="start"):
    """The application is submitted; the case begins."""

    case: str
    number: str
    parties: Parties
    answers: dict[str, Json]
    """Checked answers, ready to be stored."""
    actor: Actor
    comment: str = ""
    origin: Origin | None = None
    """The finished case that it starts from."""
    later: tuple[str, ...] = ()
    """uuids of examiners whom the drafter has passed over in the first round; they look later (後閲)."""


class CompleteUserTask(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="complete_user_task"):
    """A human step is finished with a verdict."""

    task: str
    verdict: str
    actor: Actor
    answers: dict[str, Json] | None = None
    """All answers after this act, checked; None when nothing was written."""
    comment: str = ""
    reason_kind: str = ""
    """What kind of reason the comment gives, in the words of the office at the time (理由の種類)."""
    send_back_to: str = ""
    """Node id; only with a verdict that sends back."""
    resume: Literal["", "to_sender"] = ""
    """Whether whoever redoes the step gives the case straight back, if nothing that matters has changed (再開)."""
    route: dict[str, Json] = field(default_factory=dict)
    later_view_waived: bool = False
    """A deputy decided, and the definition frees the decider of looking at it later (後閲免除)."""


class ProgressUserTask(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="progress_user_task"):
    """Somebody did his part of a step and the step is not finished, or the people of a step changed."""

    task: str
    route: dict[str, Json]
    actor: Actor
    comment: str = ""
    reason_kind: str = ""
    """What kind of reason the comment gives, in the words of the office at the time (理由の種類)."""
    act: Literal["", "hold", "let_go", "transfer", "take_back", "pull_up", "add", "take_off", "pass_over"] = ""
    """What it was, where it was no verdict."""
    to: str = ""
    """uuid of whom the work was handed to, or who was put on the route, taken off it or passed over."""
    verdict: str = ""
    stage: str = ""
    """The stage that is under way after it, with its number."""
    find_again: bool = False
    """Whether whoever is next has to be looked for again, because the organisation has nobody there any more."""


class FindAgain(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="find_again"):
    """The organisation changed: the people of an open task are looked for again."""

    task: str


class FireTimer(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="fire_timer"):
    """An instant has come."""

    timer: str


class ReceiveMessage(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="receive_message"):
    """A connected system tells something the case may wait for."""

    name: str
    key: str
    data: dict[str, Json] = field(default_factory=dict)
    message: str = ""
    """Id the sender gave it."""


class SettleCall(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="settle_call"):
    """A call ended for good: answered, or given up after its last try."""

    call: str
    """Key within the case."""
    succeeded: bool
    outputs: dict[str, Json] = field(default_factory=dict)
    error: str = "call_failed"
    detail: str = ""


class Raise(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="raise_report"):
    """A person files a report that may be filed at any time (届)."""

    report: str
    answers: dict[str, Json]
    """Checked answers to what the report asks."""
    actor: Actor
    comment: str = ""


class SettleIssue(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="settle_issue"):
    """Documents have reached their readers, or as many of them as can without help."""

    issue: str
    """Key within the case."""
    outcome: Literal["issued", "partly_held"]
    counts: dict[str, int] = field(default_factory=dict)
    """Rows by state."""


class SettleChild(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="settle_child"):
    """A case that this one began and waits for has ended."""

    child: str
    """Key within the case."""
    outcome: str
    """Empty: it could not begin; `detail` says why."""
    answers: dict[str, Json] = field(default_factory=dict)
    """What stands in it, by the names and ids of its items."""
    detail: str = ""


class Stop(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="stop"):
    """The case is stopped from outside (中止), because what it was begun for is over."""

    reason: str


class Withdraw(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="withdraw"):
    """The applicant takes the application back for good (取下げ)."""

    actor: Actor
    comment: str = ""


class Urge(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="urge"):
    """Whoever applied asks those who have the work to see to it (催促)."""

    actor: Actor


class PullBack(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="pull_back"):
    """Somebody takes back what he did (引戻し)."""

    recall: str
    """Id of the act in the state."""
    actor: Actor
    comment: str = ""
    unsent: tuple[str, ...] = ()
    """Keys of calls that nobody has begun to send; the ledger says so under the lock of the case."""


SettleAction = Literal["retry", "skip", "send_back", "supply", "name", "cancel"]
"""Try again, go on behind it, send back to an earlier step, give the values that are missing, name who acts, stop the
case (中止)."""


class SettleIncident(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="settle_incident"):
    """An administrator settles an incident, with a reason."""

    incident: str
    action: SettleAction
    actor: Actor
    comment: str
    send_back_to: str = ""
    """Node id, where it is sent back."""
    answers: dict[str, Json] = field(default_factory=dict)
    """The values that were missing, where they are supplied: by item key, or `<id of the 全件>#<column>`."""
    person: str = ""
    """uuid of whom the work is given to, with `name`."""


class ResumeCall(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="resume_call"):
    """An administrator has a call that was given up made again under its key; the case waits for it once more."""

    call: str
    """Key within the case."""
    actor: Actor
    comment: str


class Migrate(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="migrate"):
    """The case goes on under another version of its procedure (移行); the machine is that of the new one."""

    before: str
    """Hash of the program it leaves."""
    program: str
    """Hash of the program it gets."""
    steps: dict[str, str] = field(default_factory=dict)
    """Node ids that are others now, of steps that are the same."""
    moves: dict[str, str] = field(default_factory=dict)
    """By node id: the step that a case which waits there is taken to, by hand; it enters that step anew."""
    items: dict[str, str] = field(default_factory=dict)
    """Keys of items that are others now."""
    clocks: tuple[str, ...] = ()
    """Node ids in the new program of steps whose deadline or reminder is another one."""
    gone: dict[str, str] = field(default_factory=dict)
    """Names of the steps that the new program no longer has, by node id."""
    actor: Actor
    comment: str = ""


class TaskAssigned(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="task_assigned"):
    """Answer to OpenTask: who has the work."""

    task: str
    route: dict[str, Json]
    stage: str = ""
    """The stage that is under way, with its number."""
    again: bool = False
    """Whether its clocks run already."""


class TaskSkipped(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="task_skipped"):
    """Answer to OpenTask: nobody need act, e.g. an absent examiner who looks later."""

    task: str
    reason: str
    again: bool = False
    """Whether the work was under way."""


class TaskUnassignable(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="task_unassignable"):
    """Answer to OpenTask: nobody can act."""

    task: str
    reason: str
    proposal: str = ""
    """uuid of who could, if an administrator says so."""
    again: bool = False
    """Whether the work was under way."""


class RowsRead(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="rows_read"):
    """Answer to ReadRows: the rows, fewer than asked for where they are gone."""

    scope: str
    first: int
    count: int
    rows: tuple[dict[str, Json], ...]


class NumberDrawn(Struct, omit_defaults=True, frozen=True, kw_only=True, tag="number_drawn"):
    """Answer to DrawNumber."""

    number: str


Command = (
    Start
    | CompleteUserTask
    | ProgressUserTask
    | FindAgain
    | FireTimer
    | ReceiveMessage
    | SettleCall
    | Raise
    | SettleIssue
    | SettleChild
    | Stop
    | Withdraw
    | Urge
    | PullBack
    | SettleIncident
    | ResumeCall
    | Migrate
    | TaskAssigned
    | TaskSkipped
    | TaskUnassignable
    | NumberDrawn
    | RowsRead
)
"""The last five are answers to effects, given while the same command is being carried out."""
