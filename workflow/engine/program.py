"""A compiled procedure: everything the machine needs, immutable, under the hash of its content."""

import hashlib
from functools import cached_property
from typing import Literal

import msgspec
from msgspec import Struct

from forms.spec import FormSpec, ItemSpec
from workflow.engine.nodes import CallNode, EndNode, Node, RuleNode, UserNode
from workflow.engine.sending import Letter
from workflow.engine.values import Monthly, PersonRef, Span

OutcomeKind = Literal["achieved", "not_achieved", "cancelled"]

BUILT_IN_OUTCOMES: dict[str, OutcomeKind] = {
    "却下": "not_achieved",
    "廃案": "not_achieved",
    "取下げ": "cancelled",
    "中止": "cancelled",
}
"""Outcomes every procedure has, by the name that is stored."""


class Outcome(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A way a case can end, and what kind of end that is."""

    name: str
    kind: OutcomeKind
    en: str = ""


class Operation(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """The contract of one operation or inbound message of a connected system."""

    name: str
    """`system.operation`"""
    send: tuple[str, ...] = ()
    receive: tuple[str, ...] = ()
    payload: tuple[str, ...] | None = None
    """Not None: the name is an inbound message with these values."""
    external: bool = False
    urgent: bool = False


class DocumentSpec(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What makes the case a document of the ward's records."""

    classification: str
    retention: str
    disclosure: str
    counted_from: Literal["year_after_end", "day_after_end", "end_of_use"] = "year_after_end"
    """From when on the retention runs."""
    disclosure_item: str = ""
    """Key of the item that says the disclosure of the case; while it is empty `disclosure` holds."""
    reason_closed: str = ""
    number: str = ""
    number_at: Literal["decide", "receive", "submit"] = "decide"


class TableSpec(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A decision table, as text in the file's language."""

    name: str
    """Of a shared table with the name of its regulation before it: 事案決定.支出負担行為. Amendments have one name."""
    text: str
    csv: bool = False
    """The text is a CSV file."""
    valid: str = ""
    """When it is in force, as written: 2026-04-01〜. Empty: always."""
    hit: Literal["unique", "any", "first_match", "priority", "collect"] = "unique"
    basis: str = ""
    as_of: str = ""
    """Key of the item that holds its day; empty: the day of the draft."""
    line: int = 0
    """Line of the definition on which the text starts."""
    authorities: tuple[str, ...] = ()
    """Appointing authorities whose rule it is; empty: of all who have none of their own."""


class Withdrawal(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Who may withdraw the case, before which node is entered, and whether calls are undone."""

    who: tuple[PersonRef, ...]
    until: str
    undo: bool = False


class Beginning(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What a system leaves that a case begins with (開始の知らせ), and the items its values go into."""

    message: str
    carry: dict[str, str] = {}
    """Key of an item, to the name of a value of the message."""


class Earlier(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """The finished case that a case starts from (開始の元の案件)."""

    procedures: tuple[str, ...]
    outcomes: tuple[str, ...]
    """With one of which it has ended."""
    own: bool = False
    """Whether only whoever applied in it may start from it."""
    items: tuple[ItemSpec, ...] = ()
    """What can be read of it: items that all of the procedures have. Found in a case by their names."""
    carry: dict[str, str] = {}
    """Key of an item, to the key of the item of the earlier case whose answer stands in it at first."""

    def fits(self, procedure: str, outcome: str) -> bool:
        """Whether a case of this procedure that ended like this may be the earlier one."""
        return procedure in self.procedures and outcome in self.outcomes

    def item(self, key: str) -> ItemSpec | None:
        return next((item for item in self.items if item.key == key), None)


class Anytime(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What may be raised at any time (いつでも), by a person or a system, and what then happens."""

    name: str
    """Of the report as written, or of the message."""
    kind: Literal["report", "message"]
    en: str = ""
    who: tuple[PersonRef, ...] = ()
    """Who may file the report."""
    form: FormSpec = FormSpec()
    """What the report asks for; expressions read it as 届."""
    interrupts: bool = False
    """Whether it takes the place of the main flow."""
    many: bool = False
    """Whether several may be under way at once."""
    after_end: Span | None = None
    """How long after the end of the case it may still be raised."""
    start: str
    """Node id of its first step."""
    line: int = 0


class Program(Struct, omit_defaults=True, frozen=True, kw_only=True, dict=True):
    """A compiled procedure."""

    format: int = 1
    language: Literal["ja", "en"]
    """Language of the file, and of every expression in it."""
    key: str
    name: str
    en: str = ""
    office: PersonRef
    basis: str = ""
    description: str = ""
    description_en: str = ""
    subject: str = ""
    """What a case is about, with slots for items that everybody may see."""
    effective_from: str = ""
    """ISO date; empty: the day of publication."""
    document: DocumentSpec | None = None
    may_start: tuple[PersonRef, ...] = ()
    may_type: tuple[PersonRef, ...] = ()
    begins_with: Beginning | None = None
    """None: somebody applies without anything having come."""
    monthly: Monthly | None = None
    """When the calendar starts a case; None where only people do."""
    begins_from: Earlier | None = None
    """None: a case starts from no other."""
    outcomes: tuple[Outcome, ...]
    form: FormSpec
    shown_to: dict[str, tuple[PersonRef, ...]] = {}
    """By key of an item, the only people who see it beside those who wrote it."""
    minor: tuple[str, ...] = ()
    """Keys of the items whose change matters to nobody (軽微)."""
    operations: tuple[Operation, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    letters: tuple[Letter, ...] = ()
    """The templates that its 施行 send."""
    nodes: tuple[Node, ...]
    """In reading order; the first is the applying step. Those of `anytime` follow the main flow."""
    anytime: tuple[Anytime, ...] = ()
    withdrawal: Withdrawal | None = None
    registration: CallNode | None = None
    """The office's call that registers every decided case when it ends; None where a step does, or nobody."""
    recalls: bool = False
    """Whether people can take back what they did; programs from before that was possible don't remember acts."""

    @cached_property
    def by_id(self) -> dict[str, Node]:
        nodes = (*self.nodes, self.registration) if self.registration else self.nodes
        return {node.id: node for node in nodes}

    @cached_property
    def by_step(self) -> dict[str, Node]:
        """The node that does the work of a step, by the step's name."""
        return {node.step: node for node in self.nodes if node.step}

    @cached_property
    def rules(self) -> tuple[RuleNode, ...]:
        """The nodes that draw decision tables, in reading order."""
        return tuple(node for node in self.nodes if isinstance(node, RuleNode))

    @cached_property
    def start(self) -> UserNode:
        first = self.nodes[0]
        assert isinstance(first, UserNode)
        return first

    @cached_property
    def kept_from_some(self) -> frozenset[str]:
        """Keys of items that anybody at all may not see; where everybody reads, nothing may tell of them."""
        hidden = {key for node in self.nodes if isinstance(node, UserNode) for key in node.hide}
        return frozenset(hidden | self.shown_to.keys())

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, hexadecimal."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def letter(self, name: str) -> Letter:
        """The template of this name. Raises KeyError when no 施行 sends it."""
        found = {letter.name: letter for letter in self.letters}
        return found[name]

    def handler(self, name: str) -> Anytime:
        """What may be raised under this name. Raises KeyError when there is none."""
        found = {handler.name: handler for handler in self.anytime}
        return found[name]

    def outcome_kind(self, name: str) -> OutcomeKind:
        """Kind of an outcome; KeyError for a name that is neither declared nor built in."""
        declared = {outcome.name: outcome.kind for outcome in self.outcomes}
        return declared[name] if name in declared else BUILT_IN_OUTCOMES[name]

    def outcome_en(self, name: str) -> str:
        """The English name of an outcome: its own, or that of the step which ends with it; else empty."""
        own = (outcome.en for outcome in self.outcomes if outcome.name == name)
        ends = (node.en for node in self.nodes if isinstance(node, EndNode) and node.outcome == name)
        return next((en for en in (*own, *ends) if en), "")

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same program always gives the same bytes."""
        return msgspec.json.encode(self, order="sorted")

    def as_stored(self) -> "Program":
        """The program as it will be read again. A default that was written out is left out there, and in its hash."""
        return Program.from_bytes(self.to_bytes())

    @classmethod
    def from_bytes(cls, data: bytes) -> "Program":
        """The program that was stored. Raises msgspec.ValidationError for bytes that are none."""
        return msgspec.json.decode(data, type=cls)
