"""From the text of a procedure to its program: the whole pipeline on one screen."""

from dataclasses import dataclass

from forms.source.problem import Problem, Severity
from forms.source.reader import read
from forms.source.source import Source
from workflow.definition.advice import advised
from workflow.definition.catalogue import Catalogue
from workflow.definition.checked import Checked
from workflow.definition.compiler.compiler import compile_procedure
from workflow.definition.parser.parser import parse
from workflow.definition.scenario import Scenario
from workflow.definition.validator import validate
from workflow.engine.program import Program

MAX_PROBLEMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a text turned out to be."""

    program: Program | None
    """None when the text has errors."""
    scenarios: tuple[Scenario, ...] = ()
    problems: tuple[Problem, ...]
    """In the order of the text, at most 100."""


def load(source: Source, catalogue: Catalogue) -> Loaded:
    """Read, parse, compile and check a procedure. Any text at all may be given: this never raises."""
    root, problems = read(source)
    if root is None:
        return Loaded(program=None, problems=_first(problems))
    document, more = parse(root)
    compiled = compile_procedure(document, catalogue)
    checked = Checked(compiled, catalogue)
    problems = [*_left(problems, more), *more, *validate(checked)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Loaded(program=None, problems=_first(problems))
    return Loaded(program=compiled.program.as_stored(), scenarios=checked.scenarios[0], problems=_first(problems))


def _left(problems: list[Problem], more: list[Problem]) -> list[Problem]:
    """What the reader found, but for what the parser says better of the same place."""
    better = {(problem.id, problem.position) for problem in more}
    return [problem for problem in problems if (problem.id, problem.position) not in better]


def _first(problems: list[Problem]) -> tuple[Problem, ...]:
    ordered = sorted(problems, key=lambda problem: (problem.position, problem.id))
    return tuple(map(advised, tuple(dict.fromkeys(ordered))[:MAX_PROBLEMS]))
