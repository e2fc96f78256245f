"""協議 and 回議 as their author wrote them; the rest of a procedure is in `document`."""

from dataclasses import dataclass

from workflow.definition.block import Block, Expression, Words
from workflow.definition.document import HumanStep
from workflow.definition.located import ABSENT, Located
from workflow.engine.stages import Quorum, StageKind
from workflow.engine.values import Due, Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultStep(HumanStep):
    quorum: Located[Quorum] | None = None
    at_once: Located[bool] | None = None
    on_disagree: Located[str] | None = None
    on_send_back: Located[str] | None = None
    rest: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePart(Block):
    """What all stages of a 回議 may say."""

    due: Located[Due] | None = None
    remind: Located[Reminder] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationPart(StagePart):
    absent: Located[str] | None = None
    pull_up: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationPart(StagePart):
    quorum: Located[Quorum] | None = None
    at_once: Located[bool] | None = None
    on_disagree: Located[str] | None = None
    on_send_back: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPart(StagePart):
    assignee: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPart(StagePart):
    deputy: Located[str] | None = None
    no_later_view: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionsPart(Block):
    """How many people the drafter may add on the way."""

    examination: Located[int] | None = None
    consultation: Located[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculationStep(HumanStep):
    table: Located[str] = ABSENT
    more_tables: Words = ()
    raise_if: Expression | None = None
    content: Words = ()
    examination: ExaminationPart | None = None
    consultation: ConsultationPart | None = None
    verification: VerificationPart | None = None
    decision: DecisionPart | None = None
    additions: AdditionsPart | None = None

    @property
    def parts(self) -> tuple[tuple[StageKind, StagePart | None], ...]:
        """What is said of each stage."""
        return (
            ("examine", self.examination),
            ("consult", self.consultation),
            ("verify", self.verification),
            ("decide", self.decision),
        )


def waiver_of(step: HumanStep) -> Located[str] | None:
    """When the decider need not look at what a deputy decided, as it is written."""
    if isinstance(step, CirculationStep):
        return step.decision.no_later_view if step.decision else None
    return step.no_later_view
