"""What a clerk's text is worth: its problems, whether it fits its procedure, whether its scenarios hold."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils import timezone

from approvals.ward.generate import Ward, generate_ward
from approvals.ward.staff import read_staff
from forms.source.problem import Problem, Severity
from forms.source.source import Source
from forms.spec import Text
from meguro_platform.scenarios.results import FileResult
from meguro_platform.scenarios.run import run_scenarios
from meguro_platform.scenarios.scene import Town
from meguro_platform.wiring import catalogue, office
from workflow.definition.load import Loaded, load
from workflow.engine.program import Program

RESERVED = frozenset({"new"})
"""Ids that an address of the clerk's pages needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text would belong."""

    key: str
    """Key of the procedure; empty for a new one."""
    offices: frozenset[str]
    """Codes of the units that the writer may make the owner."""
    is_taken: bool = False
    """Whether there is a procedure of the text's own id already; asked only for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedText:
    """A text with everything the language says of it."""

    loaded: Loaded

    @property
    def program(self) -> Program | None:
        return self.loaded.program

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.loaded.problems if problem.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.loaded.problems if problem.severity is Severity.WARNING]


def check_text(text: str, name: str) -> CheckedText:
    """Read, compile and check any text at all against the posts and systems of the ward, and the day."""
    return CheckedText(loaded=load(Source(name, text), replace(catalogue(), today=timezone.localdate())))


def out_of_place(program: Program, place: Place) -> list[Text]:
    """Why a sound text can't stand for its procedure."""
    found = []
    if place.key and program.key != place.key:
        found.append(
            Text(
                f"符号（id）が「{program.key}」です。この手続の符号は「{place.key}」で、変えられません。"
                "別の手続にするときは「新しい手続」から始めてください。",
                f"The id is “{program.key}”. This procedure's id is “{place.key}” and can't be changed."
                " For another procedure begin with “New procedure”.",
            )
        )
    if not place.key and (place.is_taken or program.key in RESERVED):
        found.append(
            Text(
                f"符号（id）「{program.key}」は、もう使われています。別の符号にしてください。",
                f"The id “{program.key}” is taken. Choose another one.",
            )
        )
    if program.office.base.removeprefix("unit:") not in place.offices:
        found.append(
            Text(
                "所管が、あなたの所属する課や係ではありません。所管には自分の課か係を書いてください。",
                "The owning office is not one you belong to. Name your own section or subsection.",
            )
        )
    return found


def play_scenarios(checked: CheckedText) -> FileResult | None:
    """The scenarios inside the text, played in a ward in memory; nothing for a text with errors."""
    if checked.program is None:
        return None
    return run_scenarios(checked.program, checked.loaded.scenarios, town_of_scenarios())


def town_of_scenarios() -> Town:
    """Where scenarios of the ward's own procedures play."""
    return Town(ward=_ward())


@lru_cache(maxsize=1)
def _ward() -> Ward:
    """The ward of the scenarios; it only changes with the files it is made of."""
    return generate_ward(office(), read_staff())
