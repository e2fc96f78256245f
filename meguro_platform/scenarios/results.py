"""What playing the scenarios of a file gave: plain data, ready to be printed or shown on a page."""

from dataclasses import dataclass, field

from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.advice import advised


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as the scenario says, both sides in words."""

    what: Text
    expected: str
    actual: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The line at which a scenario stopped being true."""

    position: Position
    line: str
    """What the line says, in short."""
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """One scenario, played to its end or to its first failure."""

    name: str
    position: Position
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A button that sends back or ends, pressed once beside the scenarios."""

    step: str
    line: int
    button: Text
    to: str = ""
    """Name of the step it was sent back to; empty for an end."""
    trouble: str = ""
    """What went wrong; empty when the case was sound afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A step or a branch that scenarios may pass."""

    name: Text
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a procedure its scenarios pass."""

    total: int
    missing: tuple[Part, ...] = ()

    @property
    def passed(self) -> int:
        return self.total - len(self.missing)


def _untried(part: Part) -> Problem:
    message = Text(f"「{part.name.ja}」を通る試験がありません。", f'No scenario takes the way "{part.name.en}".')
    return advised(Problem(id="W112", position=Position(part.line, 1), message=message))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """All scenarios of one procedure."""

    procedure: str
    scenarios: tuple[ScenarioResult, ...]
    steps: Coverage
    branches: Coverage
    walks: tuple[Walk, ...] = field(default=())

    @property
    def untried(self) -> tuple[Problem, ...]:
        """Ways that no scenario takes."""
        return tuple(map(_untried, self.branches.missing))

    @property
    def passed(self) -> bool:
        return not any(each.failure for each in self.scenarios) and not any(walk.trouble for walk in self.walks)
