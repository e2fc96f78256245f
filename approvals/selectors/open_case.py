"""A case as one reader has it open: everything that the parts of its page are drawn from."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from approvals.routing.authority import Authority
from approvals.routing.matter import Matter, matter_of
from approvals.routing.organisation import Organisation
from approvals.routing.route import Seat, Stage, route_of
from approvals.selectors.kept_back import kept_back
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.row_contents import headed, titled
from approvals.selectors.stage_names import in_stage, said_by
from approvals.selectors.step_names import outcome_name
from approvals.selectors.visibility import visible_cases
from forms.ports import ports as form_ports
from forms.spec import Text
from forms.tokyo_time import TOKYO
from forms.validation.state import FormState
from workflow.engine.machine import Machine
from workflow.engine.state import CaseState, OpenTask
from workflow.engine.subject import subject_of
from workflow.engine.world import LiveWorld
from workflow.errors import CaseNotFound
from workflow.models import Case
from workflow.ports import ports
from workflow.selectors.programs import machine_of


@dataclass(frozen=True)
class OpenCase:
    """One case, one reader, one moment."""

    case: Case
    reader: UUID
    organisation: Organisation
    language: str
    now: datetime

    @cached_property
    def machine(self) -> Machine:
        return machine_of(self.case.program_hash)

    @property
    def outcome(self) -> Text:
        """How it ended; an empty text while it is under way."""
        return outcome_name(self.case.program_hash, self.case.outcome)

    @cached_property
    def state(self) -> CaseState:
        return CaseState.from_bytes(json.dumps(self.case.state))

    @cached_property
    def world(self) -> LiveWorld:
        return LiveWorld(self.now, ports().calendar())

    @cached_property
    def form(self) -> FormState:
        return self.machine.form_state(self.state, self.world)

    @cached_property
    def kept_back(self) -> frozenset[str]:
        """Keys of the items that the reader is not shown."""
        return kept_back(self.machine.program, self.state, str(self.reader), self.organisation, self.day)

    @cached_property
    def people(self) -> PeopleShown:
        return PeopleShown(self.organisation, self.language)

    @cached_property
    def matter(self) -> Matter:
        """What routing has to know of the case itself."""
        return matter_of(self.machine.program, self.state)

    @property
    def day(self) -> date:
        return self.now.astimezone(TOKYO).date()

    @property
    def is_own(self) -> bool:
        """Whether the reader is the applicant, or typed the application."""
        return self.reader in (self.case.applicant, self.case.typist)

    @property
    def program_name(self) -> str:
        return self.words(self.machine.program.name, self.machine.program.en)

    @cached_property
    def heading(self) -> str:
        """The procedure, and what the case is about."""
        return headed(self.program_name, self._subject, self.language)

    @property
    def title(self) -> str:
        """What the case is about, and whose it is: where the procedure stands beside it."""
        return titled(self._subject, self.people.applicant(self.case.applicant, self.case.unit))

    @property
    def _subject(self) -> str:
        return subject_of(self.machine, self.state.answers, self.language)

    @cached_property
    def authority(self) -> Authority | None:
        """Who appoints the applicant: the pages of the case speak his words."""
        return self.organisation.authority_of(self.state.parties.unit)

    def words(self, ja: str, en: str = "") -> str:
        """What a definition says, in the reader's language and the words of the authority."""
        if self.language == "en" and en:
            return en
        return self.authority.words.get(ja, ja) if self.authority else ja

    def says(self, text: Text) -> Text:
        """What the platform says, in the words of the authority; they are Japanese."""
        return said_by(self.authority, text)

    def called(self, source: str) -> str:
        """A table, or an operation or message of a connected system."""
        return form_ports().called(source).in_language(self.language)

    def in_stage(self, step: str, kind: str) -> str:
        """A step, or a place on its route, with the stage it is in."""
        return in_stage(step, kind, self.language, self.authority)

    def place(self, stage: Stage, seat: Seat) -> str:
        """A place of a 回議 as the definition names it; it has no English, so there by the post of who is seated."""
        return self.in_stage(self.people.pick((stage.name, self.people.seat(seat).post)), stage.kind)

    def step(self, node: str) -> str:
        """Name of the step a node belongs to."""
        found = self.machine.program.by_id.get(node) or self.machine.program.by_id.get(node.partition(".")[0])
        return self.words(found.step, found.en) if found else self.state.gone.get(node, node)

    def step_named(self, name: str) -> str:
        """A step of which only the name in the definition was kept."""
        found = self.machine.program.by_step.get(name)
        return self.words(name, found.en if found else "")

    def task_of_reader(self) -> OpenTask | None:
        """The open work that the reader may do; of several what waits longest, and of rows the first."""
        for task in sorted(self.state.tasks.values(), key=lambda each: (each.opened_at, len(each.row), each.row)):
            if route_of(task.route).seat_of(str(self.reader)) is not None:
                return task
        return None


def open_case(reader: UUID, number: str, *, language: str, now: datetime) -> OpenCase:
    """The case of this number, for somebody who may read it. Raises CaseNotFound for everybody else."""
    organisation = organisation_in_force()
    day = now.astimezone(TOKYO).date()
    found = (
        Case.objects.filter(number=number, uuid__in=visible_cases(reader, organisation, day))
        .select_related("procedure")
        .first()
    )
    if found is None:
        raise CaseNotFound(number)
    return OpenCase(case=found, reader=reader, organisation=organisation, language=language, now=now)
