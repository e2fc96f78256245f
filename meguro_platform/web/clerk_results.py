"""What a clerk sees of a text: problems, scenarios, the difference to the version in force, the machine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from approvals.selectors.case_diagram import Diagram, drawing
from forms.source.problem import Problem
from forms.spec import Text
from meguro_platform.scenarios.results import FileResult
from meguro_platform.selectors.clerk_procedures import ClerkProcedure, Version
from meguro_platform.selectors.clerk_reach import Reached, names_in, reached_by
from meguro_platform.services.checked_text import CheckedText, check_text, play_scenarios
from meguro_platform.web.clerk_changes import Changes, changes_between
from meguro_platform.web.clerk_fixes import Fix, fixes_for
from workflow.definition.contents import Entry, contents_of
from workflow.definition.machine.machine import machine_of
from workflow.definition.machine.text import as_text
from workflow.engine.machine import Machine
from workflow.selectors.migration import Reach

MOST_NUMBERED = 20_000
_SPACING = frozenset({"E002", "E004", "E005", "E007", "E008"})
SPARE = 20
"""Numbered lines beyond the text, for what is written next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """One clerk at one text."""

    procedure: ClerkProcedure | None
    """None while the procedure does not exist."""
    text: str
    saved_at: datetime | None
    in_force: str = ""
    """The text of the version in force."""
    note: str = ""
    is_unsaved: bool = False
    """The text was too long to be saved."""
    begun_from: int | None = None
    """The version that was in force when the text was begun."""

    @property
    def overtaken(self) -> Version | None:
        """The version that came into force while the text was written: what it changed is not in the text."""
        newest = self.procedure.in_force if self.procedure else None
        return newest if newest and self.begun_from not in (None, newest.id) else None

    @property
    def begun(self) -> Version | None:
        return self.procedure.version(self.begun_from) if self.procedure and self.begun_from else None

    @property
    def name(self) -> str:
        """What the text is called in messages."""
        return f"{self.procedure.key if self.procedure else 'new'}.yaml"

    @property
    def rows(self) -> int:
        return min(self.text.count("\n") + 1 + SPARE, MOST_NUMBERED)

    @property
    def numbers(self) -> range:
        return range(1, self.rows + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """A part of the text in the outline beside it."""

    entry: Entry
    errors: int
    steps: "tuple[Outlined, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was asked about the text, answered."""

    do: str
    """Which button was pressed; empty when the page was only opened."""
    checked: CheckedText
    text: str = ""
    played: FileResult | None = None
    changes: Changes | None = None
    machine: str = ""
    diagram: Diagram | None = None
    reached: Reached | None = None
    people: tuple[tuple[str, int], ...] = ()
    refusals: tuple[Text, ...] = ()

    @property
    def key(self) -> str:
        """The id the text gives itself."""
        return self.checked.program.key if self.checked.program else ""

    @property
    def good(self) -> int:
        """Scenarios that hold."""
        return sum(not scenario.failure for scenario in self.played.scenarios) if self.played else 0

    @property
    def troubles(self) -> list[object]:
        """Buttons that lead back or out and left the case in a bad state."""
        return [walk for walk in self.played.walks if walk.trouble] if self.played else []

    @property
    def outline(self) -> list[Outlined]:
        """The parts of the text, with how much is wrong in each."""
        lines = [problem.position.line for problem in self.checked.errors]
        return [_outlined(entry, lines) for entry in contents_of(self.text)]

    @property
    def problems(self) -> list[tuple[Problem, Fix | None]]:
        """What is wrong, with what puts it right."""
        return fixes_for(self.checked.loaded.problems, self.text)

    @property
    def is_untidy(self) -> bool:
        """Whether spaces and colons are wrong, which one press puts right, all at once."""
        return any(problem.id in _SPACING for problem in self.checked.errors)

    def refused(self, reasons: Sequence[Text]) -> "Results":
        return replace(self, refusals=tuple(reasons))


def _outlined(entry: Entry, lines: Sequence[int]) -> Outlined:
    errors = sum(entry.line <= line <= entry.end for line in lines)
    return Outlined(entry=entry, errors=errors, steps=tuple(_outlined(step, lines) for step in entry.steps))


def played(text: str, name: str) -> Results:
    """What a version that waits is worth today: its problems, its scenarios."""
    checked = check_text(text, name)
    return Results(do="", checked=checked, text=text, played=play_scenarios(checked))


def results_of(editing: Editing, do: str, language: str) -> Results:
    """Check the text, and answer what the button asks beyond that."""
    results = Results(do=do, checked=check_text(editing.text, editing.name), text=editing.text)
    match do:
        case "try":
            return replace(results, played=play_scenarios(results.checked))
        case "compare":
            return replace(results, changes=changes_between(editing.in_force, editing.text, editing.name))
        case "reach" if editing.procedure and (program := results.checked.program):
            reached = reached_by(editing.procedure.key, Machine(program), reach=Reach.ALL, moves={})
            return replace(results, reached=reached, people=names_in(reached, language))
        case "machine" if program := results.checked.program:
            diagram = drawing(program, {}, language)
            return replace(results, machine=as_text(machine_of(program)), diagram=diagram)
        case _:
            return results
