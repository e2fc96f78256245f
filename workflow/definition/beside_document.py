"""Steps that reach beyond the case, as their author wrote them: other procedures, people who only look."""

from dataclasses import dataclass

from workflow.definition.block import Expression, Words
from workflow.definition.document import Step
from workflow.definition.located import ABSENT, Located, Pair
from workflow.engine.values import Due


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildStep(Step):
    """Another procedure runs as a case of its own, and this one waits for it."""

    procedure: Located[str] = ABSENT
    pass_: tuple[Pair[Expression], ...] = ()
    receive: tuple[Pair[Located[str]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep(Step):
    """A case of another procedure begins and goes its own way."""

    procedure: Located[str] = ABSENT
    applicant: Located[str] | None = None
    carry: tuple[Pair[Expression], ...] = ()
    state: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStep(Step):
    """People are asked to look; nothing waits for them."""

    to: Words = ()
    due: Located[Due] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignStep(Step):
    """Beside work that is overdue: somebody else has it from now on."""

    assignee: Words = ()
