"""The kinds of nodes a program is made of: plain data, no behaviour."""

from typing import Literal

from msgspec import Struct

from forms.spec import ItemSpec
from workflow.engine.sending import Sending
from workflow.engine.stages import Circulation, Consultation
from workflow.engine.values import Button, Catch, Due, Edit, LaterReply, Overdue, PersonRef, Reminder, Retry, Span, Undo

UserKind = Literal[
    "apply",
    "draft",
    "receive",
    "examine",
    "verify",
    "consult",
    "decide",
    "approve",
    "check",
    "assent",
    "input",
    "enforce",
    "circulate",
]
STARTING: frozenset[str] = frozenset({"apply", "draft", "receive"})
"""Kinds of the step that starts a case: one operation with three words."""
DECIDING: frozenset[UserKind] = frozenset({"decide", "circulate"})
"""Kinds of steps in which the matter is decided."""

ROW = ".row"
"""Follows the id of a 全件 in the id of the node at which its rows end."""


class NodeBase(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What every node has."""

    id: str
    """Step id, or `s_` and a stable hash of the step's name; helper nodes add a suffix."""
    step: str = ""
    """Name of the step whose work it does, as written; empty for helper nodes (a condition, the end of a group)."""
    en: str = ""
    line: int = 0
    """Line of the definition, for messages."""
    groups: tuple[str, ...] = ()
    """Ids of the enclosing blocks that have a scope of their own (groups, forks), outermost first."""
    path: tuple[int, ...] = ()
    """Place in the nested step lists, for send-back regions: list indexes and handler numbers alternate."""
    lane: bool = False
    """Whether it stands in a side lane (a chain beside waiting work)."""
    anytime: str = ""
    """Name of the いつでも handler it belongs to; empty in the main flow."""
    each: str = ""
    """Id of the innermost 全件 for whose rows it is done; empty outside of such blocks."""
    formerly: tuple[str, ...] = ()
    """Ids that the step had under its former names (旧名); cases that wait there can be moved to this program."""


class UserNode(NodeBase, frozen=True, kw_only=True, tag="user"):
    """People act (userTask)."""

    kind: UserKind
    assignee: tuple[PersonRef, ...]
    buttons: tuple[Button, ...]
    next: str
    edit: tuple[Edit, ...] = ()
    first: bool = False
    """The step that starts the case: items with fill `first` are writable."""
    help: str = ""
    help_en: str = ""
    hide: tuple[str, ...] = ()
    """Keys of the items that its people are not shown."""
    actor: str = ""
    """What the one who acts is called here (命令権者); empty: by his post."""
    due: Due | None = None
    remind: Reminder | None = None
    overdue: Overdue | None = None
    absent: Literal["view_later", "wait_for"] = "wait_for"
    as_of: Literal["on_arrival", "draft_date"] = "on_arrival"
    """Of which day the organisation says where its people are to be looked for."""
    pull_up: bool = False
    """Whether somebody above whoever has the work may take it (引上げ)."""
    deputy: bool = False
    resume: Literal["sender_chooses", "in_turn", "to_sender"] = "sender_chooses"
    """How the case comes back after a send-back from here."""
    no_later_view: str = ""
    """Condition under which an absent decider need not look at what a deputy decided; empty: he always has to."""
    not_same_as: tuple[str, ...] = ()
    circulation: Circulation | None = None
    """The stages of a 回議, whose people are found by rules and not named here."""
    consultation: Consultation | None = None
    """How the people of a 協議, or of that stage of a 回議, are consulted."""
    sending: Sending | None = None
    """What a 施行 sends."""

    @property
    def decides(self) -> bool:
        """Whether somebody decides or approves here."""
        return self.kind in DECIDING or self.kind == "approve"


class CallNode(NodeBase, frozen=True, kw_only=True, tag="call"):
    """A connected system is called (serviceTask)."""

    operation: str
    """`system.operation` as declared under 連携先."""
    send: tuple[tuple[str, str], ...]
    """(input of the operation, expression)"""
    receive: tuple[tuple[str, str], ...] = ()
    """(item key, output of the operation)"""
    reply: LaterReply | None = None
    """None: the answer of the call is all there is."""
    next: str
    retry: Retry = Retry()
    timeout_seconds: int = 30
    undo: Undo | None = None
    on_send_back: Literal["keep", "undo", "again"] = "keep"
    if_changed: Literal["undo_and_again", "as_is", "incident"] = "incident"
    on_stop: Literal["keep", "undo"] = "keep"
    urgent: bool = False
    """Its delivery never waits for anything, e.g. stopping a lost card."""
    catches: tuple[Catch, ...] = ()
    errors: tuple[str, ...] = ()
    """Codes with which its system may refuse, as far as a handler names them."""


class NotifyNode(NodeBase, frozen=True, kw_only=True, tag="notify"):
    """People are told something (sendTask)."""

    to: tuple[PersonRef, ...]
    subject: str
    text: str
    next: str


class ShowNode(NodeBase, frozen=True, kw_only=True, tag="show"):
    """People are asked to look at the case; nothing waits for them (供覧)."""

    to: tuple[PersonRef, ...]
    due: Due | None = None
    next: str


class ReassignNode(NodeBase, frozen=True, kw_only=True, tag="reassign"):
    """The work that this lane runs beside is given to others (担当替え)."""

    to: tuple[PersonRef, ...]
    next: str


class SetNode(NodeBase, frozen=True, kw_only=True, tag="set"):
    """Items get values (scriptTask)."""

    values: tuple[tuple[str, str], ...]
    """(item key, expression); all are evaluated before the first is written."""
    next: str


class RuleNode(NodeBase, frozen=True, kw_only=True, tag="rule"):
    """A decision table is drawn (businessRuleTask); its answers stand under the table's name."""

    table: str
    next: str


class IssueNode(NodeBase, frozen=True, kw_only=True, tag="issue"):
    """Personal documents are made, published and received, one for each row (collapsed multi-instance subProcess)."""

    rows: str
    """Key of the table whose rows are the recipients."""
    recipient: str
    """Column that holds the staff number."""
    template: str
    consent: str = ""
    """Name of the consent that electronic delivery needs; empty where none is needed."""
    without_consent: Literal["paper", "hold"] = "paper"
    paper_by: tuple[PersonRef, ...] = ()
    publish_at: str = ""
    """Expression of the instant of publication; empty: as soon as the documents are made."""
    receipt_due: Span | None = None
    """How long after publication a document may stay unread; None where no receipt is wanted."""
    receipt_remind: Reminder | None = None
    keep: Span | None = None
    corrects: str = ""
    """Node id of the issue whose documents get new versions."""
    next: str


class ChildNode(NodeBase, frozen=True, kw_only=True, tag="child"):
    """Another procedure runs as a case of its own, and this one waits for its end (callActivity)."""

    procedure: str
    """Key of the procedure."""
    give: tuple[tuple[str, str], ...] = ()
    """(item of the other procedure, expression)"""
    receive: tuple[tuple[str, str], ...] = ()
    """(item key, item of the other procedure)"""
    next: str
    catches: tuple[Catch, ...] = ()


class OpenNode(NodeBase, frozen=True, kw_only=True, tag="open_case"):
    """A case of another procedure begins and goes its own way."""

    procedure: str
    applicant: tuple[PersonRef, ...] = ()
    """Whose case it is; empty: the applicant's."""
    give: tuple[tuple[str, str], ...] = ()
    submitted: bool = False
    """Whether it is submitted at once; else it is a draft of its applicant."""
    next: str


class WaitNode(NodeBase, frozen=True, kw_only=True, tag="wait"):
    """The case waits for a message, an instant or a span (intermediateCatchEvent)."""

    next: str
    message: str = ""
    match: str = ""
    """Expression of the correlation key; empty means the case number."""
    at: str = ""
    """Expression of an instant."""
    until: str = ""
    """Condition that has to hold."""
    span: Span | None = None
    due: Due | None = None
    overdue: Overdue | None = None
    catches: tuple[Catch, ...] = ()


class Arm(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One of several things that are waited for, and where it leads."""

    message: str = ""
    at: str = ""
    span: Span | None = None
    to: str


class FirstNode(NodeBase, frozen=True, kw_only=True, tag="first_of"):
    """The case waits for several things and goes the way of the first that comes (eventBasedGateway)."""

    arms: tuple[Arm, ...]


class Way(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One way of a choice."""

    name: str
    condition: str
    to: str


class ChoiceNode(NodeBase, frozen=True, kw_only=True, tag="choice"):
    """The first true way is taken (exclusiveGateway). Conditions of steps are choices with one way."""

    ways: tuple[Way, ...]
    otherwise: str


class EnterNode(NodeBase, frozen=True, kw_only=True, tag="enter"):
    """A group begins (subProcess)."""

    body: str
    due: Due | None = None
    overdue: Overdue | None = None


class ExitNode(NodeBase, frozen=True, kw_only=True, tag="exit"):
    """A group is complete; what can be undone passes to the scope around it."""

    group: str
    next: str


class Branch(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One branch of a fork; without a condition it always runs."""

    name: str
    condition: str = ""
    to: str


class ForkNode(NodeBase, frozen=True, kw_only=True, tag="fork"):
    """Branches run beside each other (parallelGateway, inclusiveGateway). All conditions are evaluated together."""

    branches: tuple[Branch, ...]
    quorum: Literal["all", "one"] = "all"
    """Whether the block is done with every branch that runs, or with the first one."""
    next: str


class JoinNode(NodeBase, frozen=True, kw_only=True, tag="join"):
    """A branch is done. It counts in the instance of the block, and never looks at the graph."""

    fork: str
    next: str


class EachNode(NodeBase, frozen=True, kw_only=True, tag="each"):
    """Steps are done once for each row of a table (multi-instance subProcess)."""

    rows: str
    """Key of the table."""
    row: str
    """How expressions inside call the row."""
    columns: tuple[ItemSpec, ...]
    """What expressions inside read of a row."""
    own: tuple[str, ...] = ()
    """Keys of those columns that the steps inside write."""
    most: int = 200
    """More rows than these are not begun."""
    at_once: int = 20
    """How many rows are under way beside each other."""
    body: str
    next: str


class RowNode(NodeBase, frozen=True, kw_only=True, tag="row"):
    """A row is done. It counts in the instance of its block, and the next row begins."""

    loop: str
    next: str


class GotoNode(NodeBase, frozen=True, kw_only=True, tag="goto"):
    """Jump to another node."""

    to: str


class BackNode(NodeBase, frozen=True, kw_only=True, tag="back"):
    """Automatic send-back."""

    to: str
    reason: str = ""


class RaiseNode(NodeBase, frozen=True, kw_only=True, tag="raise"):
    """An error goes to the nearest handler."""

    code: str
    reason: str = ""
    catches: tuple[Catch, ...] = ()


class EndNode(NodeBase, frozen=True, kw_only=True, tag="end"):
    """The case ends with an outcome, whatever else runs in it."""

    outcome: str
    whole: bool = False
    """Inside a 全件: the whole case ends, not only the row."""


class LaneEndNode(NodeBase, frozen=True, kw_only=True, tag="lane_end"):
    """A side lane is done; nothing joins."""


Node = (
    UserNode
    | CallNode
    | NotifyNode
    | ShowNode
    | ReassignNode
    | SetNode
    | RuleNode
    | IssueNode
    | WaitNode
    | ChildNode
    | OpenNode
    | ChoiceNode
    | EnterNode
    | ExitNode
    | FirstNode
    | ForkNode
    | JoinNode
    | EachNode
    | RowNode
    | GotoNode
    | BackNode
    | RaiseNode
    | EndNode
    | LaneEndNode
)
