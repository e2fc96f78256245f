"""A case as it stood after one entry of its journal, for those who audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from approvals.selectors.case_answers import Section, answer_sections
from approvals.selectors.open_case import OpenCase
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.route_notes import articles_of, route_notes
from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.state import CaseState
from workflow.models import Case
from workflow.selectors.journal import state_after
from workflow.selectors.programs import machine_of


@dataclass(frozen=True)
class CaseThen(OpenCase):
    """Nothing is kept back: the journal tells an auditor everything, too."""

    then: CaseState

    @cached_property
    def state(self) -> CaseState:
        return self.then

    @cached_property
    def machine(self) -> Machine:
        return machine_of(self.then.program)

    @cached_property
    def kept_back(self) -> frozenset[str]:
        return frozenset()

    @property
    def waited_at(self) -> Iterable[str]:
        """Names of the steps at which somebody had something to do."""
        return dict.fromkeys(self.step(task.node) for task in self.then.tasks.values())

    @property
    def sections(self) -> list[Section]:
        """The answers as they were; how they are shown follows the definition that the case went by then."""
        return answer_sections(self)

    @property
    def articles(self) -> list[str]:
        """The rules by which those who decide had been found."""
        return articles_of(self)

    @property
    def notes(self) -> list[Text]:
        """Why it was this decider, and why nobody acted at some places."""
        return route_notes(self)


def case_then(number: str, seq: int, at: datetime, *, reader: UUID, language: str) -> CaseThen | None:
    """The case after the entry `seq`, made at `at`; None where the journal does not lead there any more.

    Whoever calls has asked first whether the reader may see every case. Raises Case.DoesNotExist, ProgramNotFound.
    """
    case = Case.objects.get(number=number)
    state = state_after(case, seq)
    if state is None:
        return None
    return CaseThen(
        case=case, reader=reader, organisation=organisation_in_force(), language=language, now=at, then=state
    )
