"""As whom somebody starts a case: the posting he applies in, and what expressions read of him."""

from datetime import date

from approvals.routing.establishment import Posting, UnitKind
from approvals.routing.matter import Matter, office_of
from approvals.routing.organisation import Organisation
from approvals.routing.standing import standing
from forms.spec import Text
from workflow.engine.outcome import Objection
from workflow.engine.program import Program
from workflow.engine.state import Json, Parties


def start_as(
    program: Program, applicant: str, person: str, post: str, organisation: Organisation, on: date
) -> Parties | Objection:
    """The parties of a new case that `person` starts for `applicant`, or why he may not."""
    posting = _posting_named(organisation.postings(applicant, on), post)
    if posting is None:
        return _NOT_ON_STAFF
    matter = Matter(applicant=applicant, drafter=applicant, unit=posting.unit, office=office_of(program))
    if program.may_start and standing(program.may_start, applicant, matter, organisation, on) is None:
        return _MAY_NOT_START
    typing = None if person == applicant else standing(program.may_type, person, matter, organisation, on)
    if person != applicant and typing is None:
        return _MAY_NOT_TYPE
    return Parties(
        applicant=applicant,
        drafter=applicant,
        typist=person if typing else "",
        typist_unit=typing.unit if typing else "",
        typist_post=typing.title if typing else "",
        unit=posting.unit,
        post=posting.title,
        facts=_facts(organisation, applicant, posting),
    )


def _posting_named(held: tuple[Posting, ...], post: str) -> Posting | None:
    """The posting written `<unit>/<title>`; the main one when nothing is said."""
    if not post:
        return held[0] if held else None
    return next((posting for posting in held if f"{posting.unit}/{posting.title}" == post), None)


def _facts(organisation: Organisation, applicant: str, posting: Posting) -> dict[str, Json]:
    """What expressions read as 申請者."""
    person = organisation.persons[applicant]
    authority = organisation.authority_of(posting.unit)
    levels = (UnitKind.SUBSECTION, UnitKind.SECTION, UnitKind.DEPARTMENT)
    units = {level.value: organisation.unit_at(posting.unit, level) for level in levels}
    return {
        "uuid": person.uuid,
        "staff_number": person.staff_number,
        "name": person.name,
        "kana": person.kana,
        "grade": posting.kind,
        "post": posting.title,
        "unit": {level: unit.name if unit else None for level, unit in units.items()},
        "office": authority.name if authority else organisation.full_name(posting.unit),
        "mail": None,
        "card_number": person.card_number,
    }


_NOT_ON_STAFF = Objection(
    code="not_on_staff",
    message=Text("申請する人が、この日この所属にいません。", "The applicant holds no such post on this day."),
)
_MAY_NOT_START = Objection(
    code="missing_right",
    message=Text("この手続を申請できる人ではありません。", "This person may not start this procedure."),
)
_MAY_NOT_TYPE = Objection(
    code="missing_right",
    message=Text(
        "この人の代わりに入力できるのは、手続で決められた人だけです。",
        "Only the people named by the procedure may type an application for this person.",
    ),
)
