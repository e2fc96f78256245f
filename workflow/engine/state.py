"""Everything a case is at one moment: tokens, open work, answers. One JSON document per case."""

from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from workflow.engine.origin import Origin
from workflow.engine.way_back import Return

Json = Any
"""A JSON value: str, int, bool, None, list or dict; never float."""


class Actor(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Who acts, in which post, in which capacity, for whom."""

    kind: Literal["person", "system", "timer", "message"] = "person"
    person: str = ""
    """uuid of the person; empty for machines."""
    unit: str = ""
    post: str = ""
    capacity: Literal["self", "deputy", "proxy", "pull_up", "administrator"] = "self"
    principal: str = ""
    """uuid of the person it is done for (代決, 代理); empty otherwise."""


class Parties(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """The people a case belongs to; none of them ever decides it."""

    applicant: str
    drafter: str
    typist: str = ""
    """Who typed the application for the applicant; empty when the applicant did."""
    typist_unit: str = ""
    typist_post: str = ""
    unit: str = ""
    post: str = ""
    """The unit and post the applicant applies in."""
    facts: dict[str, Json] = field(default_factory=dict)
    """What expressions read as 申請者, fixed at the start."""


class Token(Struct, omit_defaults=True, kw_only=True):
    """A place where the case is."""

    id: str
    node: str
    scope: str
    lane_of: str = ""
    """Task or wait this side lane runs beside; empty for the main flow."""
    waits: Literal["", "task", "call", "wait", "issue", "child", "incident"] = ""
    ref: str = ""
    """Id of what it waits for."""


class Compensation(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A completed call that can be undone, with what its undoing will send."""

    node: str
    key: str
    operation: str
    payload: dict[str, Json]
    turn: int = 0
    """Orders what was completed in branches that run beside each other; elsewhere the list itself is in order."""


class Scope(Struct, omit_defaults=True, kw_only=True):
    """A running instance of the case, of a block in it, or of what was raised beside it.

    An instance without a parent is a unit: a send-back, an ending and what a step remembers stay within it.
    """

    id: str
    group: str = ""
    """Id of the node that opens it."""
    parent: str | None = None
    anytime: str = ""
    """Name of what was raised (いつでも); empty for the case and for groups."""
    data: dict[str, Json] = field(default_factory=dict)
    """What the report or message says."""
    raised_by: str = ""
    """uuid of who filed the report; empty for a message."""
    round: int = 1
    """Of what was raised; the case counts its own."""
    need: int = 0
    """Of a fork: how many branches were started. Data, so that a send-back can open a block for one branch alone."""
    got: int = 0
    """Of a fork: how many of them are done."""
    row: int | None = None
    """Of one row of a 全件: its number, from 0. The block around it has `need` rows, of which `got` are done."""
    started: int = 0
    """Of a 全件: how many rows were begun, in their order."""
    done: str = ""
    """Of a 全件: which rows are done, one bit each, as a hexadecimal number."""
    missed: int = 0
    """Of a 全件: how many rows ended with an outcome that is none to be wished for."""
    drawn: dict[str, dict[str, Json]] = field(default_factory=dict)
    """Of a row: what decision tables answered last in it."""
    compensation: list[Compensation] = field(default_factory=list)
    """In order of completion; undone in reverse."""


class OpenTask(Struct, omit_defaults=True, kw_only=True):
    """Work that people have to do."""

    id: str
    node: str
    token: str
    opened_at: datetime
    due_at: datetime | None = None
    round: int
    route: dict[str, Json] = field(default_factory=dict)
    """The state of approvals' routing for this task."""
    unit: str = ""
    """Id of the raised instance it belongs to; empty in the case itself."""
    row: str = ""
    """The row it is done for, as `row_of` names it; empty outside of 全件."""
    acted: bool = False
    """Somebody has begun with it: did his part, or put it on hold."""
    stage: str = ""
    """The stage of a 回議 that is under way, with its number; its clocks run from when it began."""


class Timer(Struct, omit_defaults=True, kw_only=True):
    """An instant the case waits for."""

    id: str
    kind: Literal["due", "remind", "wait", "group_due"]
    node: str
    owner: str
    """Task id, wait id or scope id it belongs to; it goes when its owner goes."""
    due_at: datetime
    count: int = 0
    """How many times it has fired."""
    arm: int = 0
    """Which of several things that are waited for it is."""


class Subscription(Struct, omit_defaults=True, kw_only=True):
    """A message the case waits for."""

    id: str
    token: str
    """Empty when it does not wait for the message, but starts something when it comes."""
    name: str
    key: str
    arm: int = 0
    """Which of several things that are waited for it is."""


class CallRecord(Struct, omit_defaults=True, kw_only=True):
    """The newest call made at a node."""

    key: str
    """Idempotency key within the case: `<node>/<times called anew>`."""
    node: str
    token: str
    payload: dict[str, Json]
    status: Literal["pending", "done", "failed"] = "pending"
    kept: bool = False
    """A send-back went over it and it stands; if reached with the same payload it is not called again."""
    awaits: str = ""
    """Key of the message by which it is still to be answered."""
    abandoned: Literal["", "keep", "undo"] = ""
    """The case went on without its answer; what to do if it turns out to have succeeded."""
    unit: str = ""
    """Id of the raised instance it was made in; empty in the case itself."""
    row: str = ""
    """The row it was made for; empty outside of 全件."""
    cells: dict[str, Json] = field(default_factory=dict)
    """What the row said when the case stopped waiting for the answer."""


class Issue(Struct, omit_defaults=True, kw_only=True):
    """Documents that were given to be issued; their rows are not part of the case."""

    key: str
    """`<node>/<times issued>`"""
    node: str
    token: str
    publish_at: datetime
    """Until then it can be called back."""
    outcome: Literal["", "issued", "partly_held"] = ""
    counts: dict[str, int] = field(default_factory=dict)
    """How many rows ended in which state."""

    def is_published(self, now: datetime) -> bool:
        """Whether readers may have it already, so that only a correction can change it."""
        return bool(self.outcome) or self.publish_at <= now


class Child(Struct, omit_defaults=True, kw_only=True):
    """A case of another procedure that this one began and waits for."""

    key: str
    """`<node>/<times begun>`"""
    node: str
    token: str
    outcome: str = ""
    """With which it ended; empty while it is open."""


class Passed(Struct, omit_defaults=True, kw_only=True):
    """A human step that was finished or skipped."""

    node: str
    verdict: str
    """Empty when the step was skipped."""
    actor: Actor
    round: int
    at: datetime
    void: bool = False
    """失効: a send-back went over it; kept for the record, not counted."""
    unit: str = ""
    """Id of the raised instance it belongs to; empty in the case itself."""
    row: str = ""
    """The row it was done for; empty outside of 全件."""


OUTLIVING = frozenset({"compensation", "registration"})
"""Incidents that have to be settled whatever becomes of the case: a call was not undone, a decision not registered."""


class Incident(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Something only an administrator can settle (要対応)."""

    id: str
    token: str | None
    node: str
    kind: Literal["condition", "unassignable", "error", "changed", "runaway", "compensation", "registration"]
    detail: str
    """The sentence people read."""
    call: str = ""
    """Key of the call that failed, where an earlier call could not be undone."""
    proposal: str = ""
    """uuid of who could act where nobody was found, if an administrator says so."""


class Decision(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """The last deciding act; expressions read it as 決定."""

    outcome: str
    at: datetime
    person: str
    post: str
    capacity: str


class Looped(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """How a 全件 ended last; expressions read it under the name of the step."""

    rows: int
    missed: int = 0


class TokenMark(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Where a token was left, and what it waits for there."""

    node: str
    ref: str


class Recall(Struct, omit_defaults=True, kw_only=True):
    """An act that can be taken back (引戻し): how it was before, and what came of it."""

    id: str
    node: str
    """Where the person acted."""
    actor: Actor
    at: datetime
    tokens: dict[str, Token] = field(default_factory=dict)
    """Tokens that the act moved or took away, as they stood before."""
    left: dict[str, TokenMark] = field(default_factory=dict)
    """Tokens that it moved or made, as they stand after it."""
    scopes: dict[str, Scope] = field(default_factory=dict)
    """Scopes that it changed or closed, as they were before."""
    opened: list[str] = field(default_factory=list)
    stands: str = ""
    """Fingerprint of all scopes after it."""
    calls: dict[str, CallRecord] = field(default_factory=dict)
    """Calls that it kept, undid or forgot, as they were before."""
    made: list[str] = field(default_factory=list)
    """Keys of the calls that it made."""
    passed: list[int] = field(default_factory=list)
    """Places in the list of finished steps that it added."""
    voided: list[int] = field(default_factory=list)
    revived: list[int] = field(default_factory=list)
    """Places of what it made count again."""
    returns: list[Return] = field(default_factory=list)
    decided: bool = False
    decision: Decision | None = None
    round: int = 1


class CaseState(Struct, omit_defaults=True, kw_only=True):
    """The whole of one case between two commands.

    Ids inside are numbers of six digits, so that the sorted order of canonical JSON is the order of creation.
    """

    case: str
    """uuid of the case."""
    number: str
    program: str
    """Hash of the program it is pinned to."""
    parties: Parties
    origin: Origin | None = None
    drafted_on: str = ""
    """起案日: ISO date of the first submission in Japan."""
    status: Literal["open", "ended"] = "open"
    outcome: str = ""
    round: int = 1
    counter: int = 0
    """Source of all ids inside the case."""
    later: tuple[str, ...] = ()
    """uuids of examiners who are passed over in the first round, as the drafter said when he handed it in (後閲)."""
    document_number: str = ""
    answers: dict[str, Json] = field(default_factory=dict)
    decision: Decision | None = None
    drawn: dict[str, dict[str, Json]] = field(default_factory=dict)
    """What decision tables answered last, by the name of the table."""
    looped: dict[str, Looped] = field(default_factory=dict)
    """By node id."""
    tokens: dict[str, Token] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)
    tasks: dict[str, OpenTask] = field(default_factory=dict)
    timers: dict[str, Timer] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    calls: dict[str, CallRecord] = field(default_factory=dict)
    """By call key."""
    circulated: dict[str, dict[str, Json]] = field(default_factory=dict)
    """Routes of steps that were left, by node id: what was done there may still stand when they are entered again."""
    calls_made: dict[str, int] = field(default_factory=dict)
    """How often each node was called anew."""
    issues: dict[str, Issue] = field(default_factory=dict)
    """The newest of each step, by key."""
    children: dict[str, Child] = field(default_factory=dict)
    """The newest of each step, by key."""
    children_begun: dict[str, int] = field(default_factory=dict)
    issues_made: dict[str, int] = field(default_factory=dict)
    """How often each node issued."""
    raisable_until: dict[str, datetime] = field(default_factory=dict)
    """After the end: what may still be raised, and until when."""
    passed: list[Passed] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    """Names of finished steps that the program no longer has, by node id: left behind when the case was moved."""
    incidents: dict[str, Incident] = field(default_factory=dict)
    urged_at: datetime | None = None
    """When whoever applied last asked for it (催促)."""
    recalls: list[Recall] = field(default_factory=list)
    """Acts that can still be taken back, oldest first."""
    returns: list[Return] = field(default_factory=list)

    def to_bytes(self) -> bytes:
        """Canonical JSON."""
        return msgspec.json.encode(self, order="sorted")

    @classmethod
    def from_bytes(cls, data: bytes | str) -> "CaseState":
        """The state that was stored. Raises msgspec.ValidationError for bytes that are none."""
        return msgspec.json.decode(data, type=cls)

    def draft(self) -> "CaseState":
        """A copy to work on, in canonical order whatever way the state was stored."""
        return CaseState.from_bytes(self.to_bytes())

    def subscription_for(self, name: str, key: str) -> Subscription | None:
        """What waits for a message of this name and key."""
        return next((wait for wait in self.subscriptions.values() if (wait.name, wait.key) == (name, key)), None)

    def issue_of(self, node: str) -> Issue | None:
        """What a step issued last, unless it was called back."""
        return next((issue for issue in reversed(self.issues.values()) if issue.node == node), None)

    def chain(self, scope: str) -> list[Scope]:
        """The scope and those around it, outermost first."""
        chain = [self.scopes[scope]]
        while (parent := chain[0].parent) is not None:
            chain.insert(0, self.scopes[parent])
        return chain

    def row_of(self, scope: str) -> str:
        """The row that a scope lies in, the same in every round: `<loop>/<number>`, outer rows first; or nothing."""
        rows = (each for each in self.chain(scope) if each.row is not None)
        return " ".join(f"{each.group}/{each.row}" for each in rows)

    def raised_for(self, task: str) -> Scope | None:
        """What was raised beside the case and led to this work; None for work of the case itself."""
        return self.scopes.get(self.tasks[task].unit)

    def visits(self, node: str, row: str = "") -> list[Passed]:
        """Every time the step was finished and still counts, outside of rows or in a row and what is around it."""
        return [passed for passed in self.passed if passed.node == node and not passed.void and is_in(row, passed.row)]


def is_in(row: str, other: str) -> bool:
    """Whether a row is this other one or lies in it; everything lies in no row."""
    return f"{row} ".startswith(f"{other} ") if other else True
