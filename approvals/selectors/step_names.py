"""What steps and outcomes are called, in both languages, where only the name of the definition was kept."""

from collections.abc import Iterable

from approvals.vocabulary import outcome_words
from forms.spec import Text
from workflow.selectors.programs import machine_of


def step_names(program: str, steps: Iterable[str]) -> list[Text]:
    """By the hash of the version the case is pinned to. Raises ProgramNotFound."""
    known = machine_of(program).program.by_step
    return [Text(step, known[step].en if step in known else "") for step in steps]


def outcome_name(program: str, outcome: str) -> Text:
    """How a case ended; an empty text for one under way. Raises ProgramNotFound."""
    return outcome_words(outcome, machine_of(program).program.outcome_en(outcome) if outcome else "")
