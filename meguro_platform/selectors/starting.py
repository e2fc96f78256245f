"""Who may start a procedure, in which post, and for whom somebody may type."""

from collections.abc import Iterator
from datetime import date

from approvals.routing.establishment import Posting, UnitKind
from approvals.routing.matter import Matter
from approvals.routing.organisation import Organisation
from approvals.routing.standing import standing
from workflow.engine.program import Program

MOST_COLLEAGUES = 5


def posts_to_start_in(program: Program, person: str, organisation: Organisation, on: date) -> tuple[Posting, ...]:
    """The posts in which a person may start the procedure, the main one first."""
    return tuple(
        posting
        for posting in organisation.postings(person, on)
        if not program.may_start
        or standing(program.may_start, person, _matter(program, person, posting), organisation, on) is not None
    )


def may_type_for(program: Program, typist: str, applicant: str, organisation: Organisation, on: date) -> bool:
    """Whether somebody may type the application of another person."""
    return typist != applicant and any(
        standing(program.may_type, typist, _matter(program, applicant, posting), organisation, on)
        for posting in posts_to_start_in(program, applicant, organisation, on)
    )


def may_type(program: Program, typist: str, organisation: Organisation, on: date) -> bool:
    """Whether somebody may type for anybody at all: for colleagues of the own section, or for the whole staff."""
    return bool(program.may_type) and any(
        may_type_for(program, typist, colleague, organisation, on)
        for colleague in _colleagues(typist, organisation, on)
    )


def _colleagues(person: str, organisation: Organisation, on: date) -> Iterator[str]:
    posting = organisation.main_posting(person, on)
    if posting is None:
        return
    section = organisation.unit_at(posting.unit, UnitKind.SECTION)
    members = organisation.members(section.code if section else posting.unit, on)
    others = [each.person for each in members if each.person != person]
    yield from others[:MOST_COLLEAGUES]


def _matter(program: Program, applicant: str, posting: Posting) -> Matter:
    return Matter(
        applicant=applicant,
        drafter=applicant,
        unit=posting.unit,
        office=program.office.base.removeprefix("unit:"),
    )
