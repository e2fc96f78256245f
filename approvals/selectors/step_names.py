"""What steps are called, in both languages, where only the name of the definition was kept."""

from collections.abc import Iterable

from forms.spec import Text
from workflow.selectors.programs import machine_of


def step_names(program: str, steps: Iterable[str]) -> list[Text]:
    """By the hash of the version the case is pinned to. Raises ProgramNotFound."""
    known = machine_of(program).program.by_step
    return [Text(step, known[step].en if step in known else "") for step in steps]
