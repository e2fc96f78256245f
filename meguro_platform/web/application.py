"""An application being written: for whom, in which post, what was typed, and what the form makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from approvals.routing.establishment import Posting
from approvals.routing.organisation import Organisation
from approvals.routing.route import Seat
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.readable_case import readable_case
from forms import ports as form_ports
from forms.field_type import Files, Json
from forms.selectors.attachments import own_files
from forms.spec import Text
from forms.validation.asking import Asking
from forms.validation.check import check_answers
from forms.validation.outcome import Accepted, AnswerProblem, Refused
from forms.web.form_view import Drawing, FormView, form_view
from meguro_platform.selectors.route_preview import Stop, preview_route
from meguro_platform.selectors.starting import may_type, may_type_for, posts_to_start_in
from meguro_platform.web.wording import local
from workflow.engine.machine import Machine
from workflow.engine.origin import Origin
from workflow.engine.outcome import Objection
from workflow.engine.outcome import Refused as WorkflowRefused
from workflow.engine.state import CaseState, Parties
from workflow.engine.world import LiveWorld
from workflow.ports import ports
from workflow.services.earlier_case import origin_of
from workflow.services.look_up import Looking

APPLICANT, POST, EARLIER, LOOKED_UP = ":applicant", ":post", ":earlier", ":looked_up"
LATER, WHY_LATER = ":later", ":why_later"
BESIDE = frozenset({APPLICANT, POST, EARLIER, LOOKED_UP, LATER, WHY_LATER})
"""Where a draft keeps for whom it is, in which post, from which case, what systems told, who is not waited for (後閲)
and why; no item has such a key."""


@dataclass(frozen=True, kw_only=True)
class Application:
    """One form of one person at one moment. Nothing is stored here."""

    machine: Machine
    person: UUID
    """Who writes."""
    typed: Mapping[str, Json]
    """As a draft keeps it."""
    now: datetime
    language: str
    tried: bool = False
    """Whether it was sent before and came back."""
    typing: str = ""
    """The item being written in."""
    asks: bool = False
    """Whether connected systems are asked now; else only what they told before is known."""
    upload_problems: tuple[AnswerProblem, ...] = ()
    """Files that were just sent and can't be used."""

    # -- people -------------------------------------------------------------------------------------------------

    @cached_property
    def organisation(self) -> Organisation:
        return organisation_in_force()

    @property
    def today(self) -> date:
        return local(self.now)

    @property
    def office(self) -> str:
        """The office in charge, in words."""
        return PeopleShown(self.organisation, self.language).unit(
            self.machine.program.office.base.removeprefix("unit:")
        )

    @cached_property
    def may_type(self) -> bool:
        """Whether the person may write for anybody else."""
        return may_type(self.machine.program, str(self.person), self.organisation, self.today)

    @cached_property
    def chosen_applicant(self) -> UUID:
        """For whom the person says it is."""
        chosen = self.typed.get(APPLICANT)
        try:
            return UUID(chosen) if isinstance(chosen, str) and chosen else self.person
        except ValueError:
            return self.person

    @cached_property
    def applicant(self) -> UUID:
        """The person, or somebody the person may write for."""
        chosen, program = self.chosen_applicant, self.machine.program
        if may_type_for(program, str(self.person), str(chosen), self.organisation, self.today):
            return chosen
        return self.person

    @property
    def may_not_type(self) -> bool:
        """Whether it says it is for somebody the person may not write for; it is never sent for another instead."""
        return self.applicant != self.chosen_applicant

    @property
    def is_proxy(self) -> bool:
        return self.applicant != self.person

    @cached_property
    def posts(self) -> tuple[Posting, ...]:
        """The posts the applicant may start it in."""
        return posts_to_start_in(self.machine.program, str(self.applicant), self.organisation, self.today)

    @cached_property
    def post(self) -> str:
        """The post chosen, else the main one; empty when there is none."""
        named = [post_key(posting) for posting in self.posts]
        return self.chosen_post if self.chosen_post in named else next(iter(named), "")

    @property
    def chosen_post(self) -> str:
        """The post the person chose, held or not; empty when nothing was chosen."""
        chosen = self.typed.get(POST)
        return chosen if isinstance(chosen, str) else ""

    @property
    def has_left_post(self) -> bool:
        """Whether it was written in a post that the applicant has no more; it is never sent in another one unsaid."""
        return bool(self.chosen_post) and self.chosen_post != self.post

    @cached_property
    def parties(self) -> Parties | Objection:
        """Who applies, or why not."""
        people = ports().people
        return people.start_actor(self.machine.program, str(self.applicant), str(self.person), self.post, self.now)

    # -- the case it starts from --------------------------------------------------------------------------------

    @cached_property
    def earlier(self) -> UUID | None:
        """The finished case that the draft names, if the person may read it."""
        number = self.typed.get(EARLIER)
        wanted = self.machine.program.begins_from is not None and isinstance(number, str) and number
        return readable_case(self.person, str(number)[:40].replace("\0", ""), self.now) if wanted else None

    @cached_property
    def origin(self) -> Origin | WorkflowRefused | None:
        """What is taken of it; Refused where the procedure starts from another case and there is none that fits."""
        return origin_of(self.machine, self.earlier, self.applicant)

    # -- answers ------------------------------------------------------------------------------------------------

    @cached_property
    def blank(self) -> CaseState:
        """The case before its first step; of who may not start it any more, with nothing known of the applicant."""
        nobody = Parties(applicant=str(self.applicant), drafter=str(self.applicant))
        parties = self.parties if isinstance(self.parties, Parties) else nobody
        origin = self.origin if isinstance(self.origin, Origin) else None
        return self.machine.blank_state("", "", parties, self.now, origin)

    @cached_property
    def world(self) -> LiveWorld:
        return LiveWorld(self.now, ports().calendar())

    @cached_property
    def writable(self) -> dict[str, bool]:
        return self.machine.writable(self.machine.program.start)

    @property
    def answers(self) -> dict[str, Json]:
        """What would be sent: the items of this version that may be written now, and their substitute spellings."""
        return {key: value for key, value in self.typed.items() if key.removesuffix(":substitute") in self.writable}

    @property
    def leftovers(self) -> dict[str, Json]:
        """What was typed into items that this version of the form does not have."""
        known = self.machine.form.by_key
        return {
            key: value
            for key, value in self.typed.items()
            if value and key not in BESIDE and key.removesuffix(":substitute") not in known
        }

    @cached_property
    def files(self) -> Files:
        return own_files(self.person, self.typed)

    @cached_property
    def looking(self) -> Looking:
        """What systems have told for this form."""
        return Looking.with_kept(self.typed.get(LOOKED_UP), self.now)

    @cached_property
    def checked(self) -> Accepted | Refused:
        return check_answers(
            self.machine.form,
            previous={},
            submitted=self.answers,
            writable=self.writable,
            builtins=self.machine.builtins(self.blank, self.world),
            files=self.files,
            drop_hidden=True,
            asking=self._asking,
        )

    @property
    def _asking(self) -> Asking | None:
        if not self.machine.form.asking:
            return None
        return Asking(self.looking.ask if self.asks else self.looking.remembered, everything=True)

    # -- what the page shows ------------------------------------------------------------------------------------

    @cached_property
    def view(self) -> FormView:
        return form_view(
            Drawing(
                form=self.machine.form,
                checked=self.checked,
                typed=self.typed,
                writable=self.writable,
                files=self.files,
                language=self.language,
                tried=self.tried,
                typing=self.typing,
                uploads=self.upload_problems,
                heading=Text("書くこと", "What to write").in_language(self.language),
                called=form_ports.ports().called,
            )
        )

    @cached_property
    def route(self) -> list[Stop]:
        assert isinstance(self.parties, Parties)
        return preview_route(
            self.machine,
            self.parties,
            values=self.checked.state.values,
            answers=self.checked.state.answers,
            organisation=self.organisation,
            world=self.world,
            later=self._said_later,
        )

    @property
    def _said_later(self) -> list[str]:
        said = self.typed.get(LATER)
        return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []

    @property
    def examiners(self) -> list[Seat]:
        """Who need not be waited for, if the drafter says so (後閲)."""
        return [stop.examiner for stop in self.route if stop.examiner is not None]

    @property
    def later(self) -> tuple[UUID, ...]:
        """Of these, those of whom he has said so."""
        said = self._said_later
        return tuple(UUID(seat.person) for seat in self.examiners if seat.person in said) if said else ()

    @property
    def why_later(self) -> str:
        return str(self.typed.get(WHY_LATER, "")).strip()

    def after_a_try(self) -> "Application":
        """The same, now that the person has tried to send it: everything that is missing is said."""
        return replace(self, tried=True, typing="")


def post_key(posting: Posting) -> str:
    """How a post is named when an application is started."""
    return f"{posting.unit}/{posting.title}"
