"""Scenarios as their author wrote them; `scenarios` resolves their names."""

from dataclasses import dataclass

from forms.source.nodes import MappingNode, Node
from workflow.definition.block import Block, Words
from workflow.definition.located import ABSENT, Located, Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginPart(Block):
    """The finished case that a case starts from."""

    outcome: Located[str] | None = None
    items: MappingNode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingPart(Block):
    """Where a scenario plays: who applies, who is absent, what time it is."""

    applicant: Located[str] | None = None
    absent: Words = ()
    now: Located[str] | None = None
    no_consent: Words = ()
    vacant: Words = ()
    holds: tuple[Pair[Located[str]], ...] = ()
    from_case: OriginPart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationPart(Block):
    """What must hold at one point of a scenario."""

    at: Located[str] | None = None
    outcome: Located[str] | None = None
    open: Words | None = None
    assignees: Words | None = None
    called: Words | None = None
    called_in_order: Words | None = None
    round: Located[int] | None = None
    void: Words | None = None
    not_passed: Words | None = None
    to_view_later: Words | None = None
    items: MappingNode | None = None
    notified: Words | None = None
    incident: Located[str] | None = None
    route: Words | None = None
    due: tuple[Pair[Located[str]], ...] = ()
    issued: tuple[Pair[Located[str]], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPart(Block):
    """What a person does at a step."""

    do: Located[str] = ABSENT
    by: Located[str] | None = None
    as_: Located[str] | None = None
    answers: MappingNode | None = None
    row: Located[int] | None = None
    refused: Located[str] | None = None
    resume: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildEndPart(Block):
    """The case of another procedure ends."""

    at: Located[str] = ABSENT
    outcome: Located[str] = ABSENT
    items: MappingNode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart(Block):
    """What a person files at any time."""

    name: Located[str] = ABSENT
    by: Located[str] | None = None
    answers: MappingNode | None = None
    refused: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionLine(Block):
    """Whom the drafter adds to the route of a 回議."""

    at: Located[str] = ABSENT
    stage: Located[str] = ABSENT
    by: Located[str] = ABSENT
    refused: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine(Block):
    """Whose document reached its reader."""

    at: Located[str] = ABSENT
    row: Located[str] = ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioLine:
    """One line of a scenario's course: a step's name or a word such as 経過, and what is said about it."""

    key: Located[str]
    act: ActPart | None = None
    """For a step."""
    expect: ExpectationPart | None = None
    """For 確かめる."""
    report: ReportPart | None = None
    """For 届."""
    receipt: ReceiptLine | None = None
    """For 受領する."""
    child_end: ChildEndPart | None = None
    """For 別手続の終わり."""
    addition: AdditionLine | None = None
    """For 足す."""
    node: Node | None = None
    """For every other word, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPart(Block):
    setting: SettingPart | None = None
    answers: MappingNode | None = None
    replies: MappingNode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPart(Block):
    """A scenario, or what all scenarios share."""

    name: Located[str] | None = None
    shared: SharedPart | None = None
    setting: SettingPart | None = None
    answers: MappingNode | None = None
    replies: MappingNode | None = None
    steps: tuple[ScenarioLine, ...] = ()
    expect: ExpectationPart | None = None
