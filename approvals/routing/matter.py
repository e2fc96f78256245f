"""What routing must know of a case: its people, where they belong, who did which step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from forms.field_type import referred
from workflow.engine.nodes import ROW
from workflow.engine.parties import submitters
from workflow.engine.program import Program
from workflow.engine.state import CaseState, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The people of one case at one moment. Persons are uuids, units are codes."""

    applicant: str = ""
    drafter: str = ""
    typist: str = ""
    filer: str = ""
    """Who filed the report that led to this work (届); empty in the case itself."""
    submitters: frozenset[str] = frozenset()
    """Whoever handed it in, in any round: also a successor or a stand-in of the drafter."""
    unit: str = ""
    """The unit the applicant applies in."""
    post: str = ""
    """The title he applies in."""
    office: str = ""
    """The unit in charge of the procedure (所管)."""
    procedure: str = ""
    """Key of the procedure."""
    drafted_on: date | None = None
    """The day of the first submission; None before it."""
    previous: str = ""
    """Who finished the last human step."""
    actors: Mapping[str, str] = field(default_factory=dict)
    """Node id of a finished step to who did it."""
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Unit and title in which people of the case acted: a person who has left is followed by whoever is there."""
    items: Mapping[str, str] = field(default_factory=dict)
    """Items whose answer is a person or a unit."""

    @property
    def parties(self) -> frozenset[str]:
        """Applicant, drafter and typist, who handed it in, who filed what it is about: none of them ever decides."""
        return self.submitters | frozenset({self.applicant, self.drafter, self.typist, self.filer} - {""})


def matter_of(program: Program, state: CaseState, task: str = "") -> Matter:
    """What routing must know: for the work of a report, what was done in the case and for that report."""
    parties, raised = state.parties, state.raised_for(task) if task else None
    units = {"", raised.id} if raised else {""}
    done = [passed for passed in state.passed if not passed.void and passed.actor.person and passed.unit in units]
    return Matter(
        applicant=parties.applicant,
        drafter=parties.drafter,
        typist=parties.typist,
        filer=raised.raised_by if raised else "",
        submitters=submitters(program, state),
        unit=parties.unit,
        post=parties.post,
        office=office_of(program),
        procedure=program.key,
        drafted_on=date.fromisoformat(state.drafted_on) if state.drafted_on else None,
        previous=done[-1].actor.person if done else "",
        actors={passed.node: passed.actor.person for passed in done},
        places={
            parties.applicant: (parties.unit, parties.post),
            **{passed.actor.person: (passed.actor.unit, passed.actor.post) for passed in done},
        },
        items=dict(_people_in(state.answers)) | dict(_people_in(_rows_around(state, task))),
    )


def _rows_around(state: CaseState, task: str) -> dict[str, Json]:
    """The cells of the rows that work lies in, as a definition names them there: {行: 列}."""
    opened = state.tasks.get(task)
    token = state.tokens.get(opened.token) if opened else None
    scopes = state.chain(token.scope) if token else []
    rows = [scope for scope in scopes if scope.row is not None]
    return {f"{row.group.removesuffix(ROW)}#{column}": cell for row in rows for column, cell in row.data.items()}


def _people_in(answers: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Ids of those whom answers refer to; a text may be one, too."""
    for key, answer in answers.items():
        found = referred(answer)
        if found is not None and found.kind in ("staff", "unit"):
            yield key, found.id
        elif isinstance(answer, str):
            yield key, answer


def office_of(program: Program) -> str:
    """Code of the unit in charge of a procedure."""
    return program.office.base.removeprefix("unit:")
