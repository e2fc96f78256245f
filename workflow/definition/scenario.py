"""A scenario: one case played through, and what must hold on the way and at the end.

Names are resolved: steps are node ids, people are references, operations are those of the contracts. Values of items
stay as written; the field of the item reads them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from forms.field_type import ReferenceKind
from forms.source.position import Position
from workflow.engine.stages import StageKind
from workflow.engine.state import Json
from workflow.engine.values import PersonRef, Span

Raw = str | tuple[Json, ...]
Capacity = Literal["self", "deputy", "proxy", "pull_up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The value of an item, as written."""

    item: str
    """Key of the item."""
    raw: Raw
    position: Position
    reference: ReferenceKind | None = None
    """What the item refers to; None for every other type."""
    names: PersonRef | None = None
    """Whom, or which unit, the text names."""
    cells: "tuple[Answer, ...]" = ()
    """Of a table: the cells of its rows that refer to somebody or something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who applies: any holder of a post (係員, 課長 …), or a particular one (人事課の課長)."""

    post: str = ""
    person: PersonRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCase:
    """The finished case that the case starts from."""

    outcome: str
    answers: tuple[Answer, ...] = ()
    """By the items that can be read of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The world a scenario plays in."""

    applicant: Applicant
    absent: tuple[PersonRef, ...] = ()
    no_consent: tuple[str, ...] = ()
    """Staff numbers of those who get documents on paper."""
    vacant: tuple[PersonRef, ...] = ()
    """Posts that nobody holds."""
    holds: tuple[tuple[PersonRef, PersonRef], ...] = ()
    """Posts, and who holds each of them beside his own."""
    now: datetime | None = None
    """Wall clock of the office, without an offset."""
    origin: OriginCase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a connected system answers to one call."""

    success: bool = True
    error: str = ""
    """The code of a refusal."""
    outputs: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """The answers of one operation, in order; after them it succeeds without outputs."""

    operation: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRoute:
    """A place on the route of a 回議 or 協議: 申請者の課長(審議)."""

    person: PersonRef
    stage: StageKind
    capacity: Capacity = "self"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must hold; None means that nothing is said about it."""

    position: Position
    at: str | None = None
    """Node id of the step that waits."""
    outcome: str | None = None
    """Stored name of the outcome."""
    open: tuple[str, ...] | None = None
    """Node ids of the steps with open work."""
    assignees: tuple[PersonRef, ...] | None = None
    called: tuple[str, ...] | None = None
    """Operations, in any order, each as often as it was called."""
    called_in_order: tuple[str, ...] | None = None
    round: int | None = None
    void: tuple[str, ...] | None = None
    """Node ids of steps whose acts are void."""
    void_places: tuple[OnRoute, ...] = ()
    """Places on a route whose acts are void; said together with the steps."""
    route: tuple[OnRoute, ...] | None = None
    not_passed: tuple[str, ...] | None = None
    to_view_later: tuple[PersonRef, ...] | None = None
    items: tuple[Answer, ...] = ()
    due: tuple[tuple[str, datetime], ...] = ()
    """Node ids of steps with open work, and until when it has to be done, by the office's own clock."""
    notified: tuple[str, ...] | None = None
    """Names of the notices sent."""
    incident: str | None = None
    """A text that the incident's sentence contains."""
    issued: tuple[tuple[str, str], ...] | None = None
    """Staff numbers, and how far the document of each is: a RowState."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whom the scenario gives a name of its own (佐藤): the same one wherever the name stands."""

    name: str

    @property
    def text(self) -> str:
        return self.name


Actor = PersonRef | Somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A person does something at a step."""

    position: Position
    node: str
    step: str
    verdict: str
    """Key of the button."""
    to: str = ""
    """Node id to send back to; empty for the first one offered."""
    to_person: PersonRef | None = None
    """Who acts again, where it is sent back to somebody on the route of the step."""
    by: Actor | None = None
    """None: whoever the work is with."""
    capacity: Capacity = "self"
    answers: tuple[Answer, ...] = ()
    row: int | None = None
    """Which row of a 全件, counted from 1; None for the first that waits."""
    refused: str | None = None
    """The act must be refused with a sentence that contains this."""
    resume: str = ""
    """`to_sender`: it shall come straight back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """A person files what may be filed at any time."""

    position: Position
    report: str
    by: Actor | None = None
    """None: whoever may file it, the applicant before others."""
    answers: tuple[Answer, ...] = ()
    refused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToRoute:
    """The drafter puts somebody more on the route of a 回議."""

    position: Position
    node: str
    step: str
    stage: str
    by: PersonRef
    """Whom."""
    refused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeReceipt:
    """A document reaches its reader: opened on the screen, or handed over on paper."""

    position: Position
    node: str
    step: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndChild:
    """The case that a 別手続 waits for ends."""

    position: Position
    node: str
    step: str
    outcome: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapse:
    """Time passes."""

    position: Position
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SetClock:
    """It becomes a certain time."""

    position: Position
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageArrives:
    """A connected system says something; its key is that of the step that waits for it."""

    position: Position
    message: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Someone withdraws the case."""

    position: Position
    by: PersonRef


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Someone looks at what was decided in their absence."""

    position: Position
    by: PersonRef


Line = (
    Act
    | AddToRoute
    | EndChild
    | FileReport
    | TakeReceipt
    | Elapse
    | SetClock
    | MessageArrives
    | Withdraw
    | View
    | Expectation
)
"""One line of a course; an expectation is checked at that point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario with what all scenarios share already filled in."""

    name: str
    position: Position
    setting: Setting
    answers: tuple[Answer, ...]
    """What the application says when it is first submitted."""
    replies: tuple[Replies, ...]
    course: tuple[Line, ...]
    expect: Expectation | None
