"""A procedure as its author wrote it: every heading a field, every value typed and knowing where it stands.

Fields are named after the English headings of the vocabulary. A value that is missing or unreadable has its default,
and the parser has reported it; names are not resolved yet.
"""

from dataclasses import dataclass
from typing import Literal

from workflow.definition.block import Block, Expression, Words
from workflow.definition.ending_document import OutcomePart, WithdrawalPart
from workflow.definition.form_document import FormCheck, FormPart
from workflow.definition.located import ABSENT, Located, Pair
from workflow.definition.scenario_document import ScenarioPart
from workflow.definition.table_document import TablePart
from workflow.definition.vocabulary.entries import Kind, Language
from workflow.engine.values import Due, Monthly, Reminder, Retry, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPart(Block):
    classification: Located[str] = ABSENT
    retention: Located[str] = ABSENT
    disclosure: Located[str] = ABSENT
    counted_from: Located[str] | None = None
    disclosure_item: Located[str] | None = None
    reason_closed: Located[str] | None = None
    number: Located[str] | None = None
    number_at: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Block):
    who: Words = ()
    typed_by: Words = ()
    message: Located[str] | None = None
    monthly: Located[Monthly] | None = None
    from_case: Words = ()
    from_outcome: Words = ()
    from_own: Located[bool] | None = None
    carry: tuple[Pair[Located[str]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Block):
    """What may be said to a connected system in one operation, or what it says to us."""

    send: Words = ()
    receive: Words = ()
    payload: Words = ()
    external: Located[bool] | None = None
    urgent: Located[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a button leads, in the four words of the language."""

    word: Literal["next", "go_to", "send_back_to", "end"]
    target: Located[str] | None
    """Name of a step or of an outcome; None only for `next`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Block):
    """A button that a step adds."""

    do: Destination | None = None
    """None when it is missing or unreadable."""
    reason: Located[str] | None = None
    outcome: Located[str] | None = None
    english: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditEntry:
    """An item that may be written at a step."""

    item: Located[str]
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Block):
    kind: Kind
    name: Located[str]
    """Name of the step; of an ending, a jump, a send-back or an error, what it leads to."""
    word: Located[str]
    """The kind, as written: where the step begins."""
    if_: tuple[Expression, ...] = ()
    id: Located[str] | None = None
    formerly: Words = ()
    english: Located[str] | None = None
    help: Located[str] | None = None
    english_help: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueChain(Block):
    then: Located[str] | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler(Block):
    errors: Words = ()
    undo: Located[bool] | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels(Block):
    """What people read of a step instead of the words of its kind."""

    actor: Located[str] | None = None
    verb: Located[str] | None = None
    done: Located[str] | None = None
    english: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanStep(Step):
    labels: Labels | None = None
    hide: Words = ()
    assignee: Words = ()
    edit: tuple[EditEntry, ...] = ()
    due: Located[Due] | None = None
    on_holiday: Located[str] | None = None
    remind: Located[Reminder] | None = None
    overdue: OverdueChain | None = None
    back_to: Words = ()
    resume: Located[str] | None = None
    actions: tuple[Pair[Action], ...] = ()
    no_actions: Words = ()
    not_same_as: Words = ()
    absent: Located[str] | None = None
    as_of: Located[str] | None = None
    pull_up: Located[str] | None = None
    deputy: Located[str] | None = None
    no_later_view: Expression | None = None

    def targets_of(self, word: Literal["go_to", "send_back_to", "end"]) -> tuple[Located[str], ...]:
        """The steps or outcomes that added buttons lead to with this word."""
        found = (pair.value.do for pair in self.actions)
        return tuple(do.target for do in found if do and do.word == word and do.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforceStep(HumanStep):
    """The decided document is sent; whoever does it records when, to whom and how."""

    to: Words = ()
    document: Located[str] = ABSENT
    by: Located[str] | None = None

    @property
    def is_electronic(self) -> bool:
        return self.by is not None and self.by.value == "electronic"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoCall(Block):
    operation: Located[str] = ABSENT
    send: tuple[Pair[Expression], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStep(Step):
    operation: Located[str] = ABSENT
    send: tuple[Pair[Expression], ...] = ()
    receive: tuple[Pair[Located[str]], ...] = ()
    retry: Located[Retry] | None = None
    timeout: Located[Span] | None = None
    reply: Located[str] | None = None
    undo: UndoCall | None = None
    on_send_back: Located[str] | None = None
    if_changed: Located[str] | None = None
    on_stop: Located[str] | None = None
    on_error: tuple[Handler, ...] = ()

    @property
    def wish_to_undo(self) -> Located[str] | None:
        """The first word that says that it is to be undone."""
        wishes = (self.on_send_back, self.on_stop, self.if_changed)
        return next((wish for wish in wishes if wish and wish.value in ("undo_it", "undo_and_again")), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStep(Step):
    values: tuple[Pair[Expression], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleStep(Step):
    table: Located[str] = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPart(Block):
    due: Located[Span] | None = None
    remind: Located[Reminder] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueStep(Step):
    rows: Located[str] = ABSENT
    to: Located[str] = ABSENT
    """The column of the rows that says who gets the document."""
    template: Located[str] = ABSENT
    consent: Located[str] | None = None
    without_consent: Located[str] | None = None
    paper_by: Words = ()
    publish_at: Expression | None = None
    receipt: ReceiptPart | None = None
    keep: Located[Span] | None = None
    corrects: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyStep(Step):
    to: Words = ()
    subject: Located[str] | None = None
    text: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitStep(Step):
    message: Located[str] | None = None
    match: Expression | None = None
    at: Expression | None = None
    for_: Located[Span] | None = None
    until: Expression | None = None
    due: Located[Due] | None = None
    overdue: OverdueChain | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstCase(Block):
    """One of several things that are waited for, and what is done when it comes first."""

    message: Located[str] | None = None
    at: Expression | None = None
    for_: Located[Span] | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep(Step):
    cases: tuple[FirstCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Block):
    """One way of a choice."""

    name: Located[str] | None = None
    if_: tuple[Expression, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def otherwise(self) -> bool:
        return self.has("otherwise")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceStep(Step):
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(Block):
    """One branch of a parallel block."""

    name: Located[str] = ABSENT
    if_: tuple[Expression, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelStep(Step):
    branches: tuple[Branch, ...] = ()
    quorum: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EachStep(Step):
    """Steps for each row of a table."""

    rows: Located[str] = ABSENT
    row: Located[str] | None = None
    columns: tuple[FormPart, ...] = ()
    max_rows: Located[int] | None = None
    at_once: Located[int] | None = None
    in_order: Located[bool] | None = None
    steps: tuple[Step, ...] = ()
    on_error: tuple[Handler, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStep(Step):
    steps: tuple[Step, ...] = ()
    on_error: tuple[Handler, ...] = ()
    due: Located[Due] | None = None
    overdue: OverdueChain | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStep(Step):
    """The case ends; the name is the outcome."""

    whole_case: Located[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpStep(Step):
    """Go to another step; the name is the step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackStep(Step):
    """Send back by itself; the name is the step."""

    reason: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseStep(Step):
    """An error happens; the name is its code."""

    reason: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnytimePart(Block):
    """What may be raised at any time, and what then happens."""

    report: Located[str] | None = None
    message: Located[str] | None = None
    english: Located[str] | None = None
    who: Words = ()
    items: tuple[FormPart, ...] = ()
    interrupt: Located[bool] | None = None
    at_once: Located[str] | None = None
    after_end: Located[Span] | None = None
    steps: tuple[Step, ...] = ()

    @property
    def name(self) -> Located[str]:
        """Of the report or the message."""
        return self.report or self.message or ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Block):
    """A whole procedure."""

    language: Language
    format: Located[int] | None = None
    procedure: Located[str] = ABSENT
    english: Located[str] | None = None
    id: Located[str] = ABSENT
    office: Located[str] = ABSENT
    basis: Located[str] | None = None
    effective_from: Located[str] | None = None
    description: Located[str] | None = None
    english_description: Located[str] | None = None
    subject: Located[str] | None = None
    uses: Words = ()
    document: DocumentPart | None = None
    start: Start | None = None
    outcomes: tuple[Pair[OutcomePart], ...] = ()
    form: tuple[FormPart, ...] = ()
    internal: tuple[FormPart, ...] = ()
    checks: tuple[FormCheck, ...] = ()
    systems: tuple[Pair[Contract], ...] = ()
    tables: tuple[Pair[TablePart], ...] = ()
    steps: tuple[Step, ...] = ()
    anytime: tuple[AnytimePart, ...] = ()
    withdrawal: WithdrawalPart | None = None
    scenarios: tuple[ScenarioPart, ...] = ()
    unread: frozenset[str] = frozenset()
    """Names of steps whose kind is not known, in normal form; they exist, but nothing is known of them."""
    complete: bool = True
    """Whether every step and destination could be read, so that the ways through the procedure are known."""

    @property
    def items(self) -> tuple[FormPart, ...]:
        """Every item of the case, those that are never shown first."""
        return tuple(part for part in (*self.internal, *self.form) if part.item)

    @property
    def parts(self) -> tuple[FormPart, ...]:
        """Everything that is written like an item: of the form and its tables, and of reports."""
        reported = (part for handler in self.anytime for part in handler.items)
        return tuple(each for part in (*self.internal, *self.form, *reported) for each in (part, *part.columns))
