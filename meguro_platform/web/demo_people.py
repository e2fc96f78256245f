"""Whom the demo ward offers to be: a few telling people by role, and anybody by name or number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.routing.establishment import Posting
from approvals.routing.organisation import Organisation
from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from approvals.ward.generate import PAYROLL
from meguro_platform.demo.script import CULTURE_SECTION, CULTURE_SUBSECTION
from meguro_platform.models import User
from meguro_platform.web.person_card import written_post
from meguro_platform.web.wording import local

Find = Callable[[Organisation, date], Posting | None]

PERSONNEL_SECTION, PERSONNEL_SUBSECTION = "04020000", "04020200"
INFORMATION_SECTION, OPERATION_SUBSECTION = "03010000", "03010300"
AUDIT_SECTION = "14030000"


def head_of(unit: str) -> Find:
    """Who leads a unit."""

    def find(organisation: Organisation, on: date) -> Posting | None:
        post = organisation.head_post(unit)
        return organisation.holder(post.key, on) if post else None

    return find


def member_of(unit: str, place: int = 0) -> Find:
    """An ordinary member of a unit who is at work: the first, the second …"""

    def find(organisation: Organisation, on: date) -> Posting | None:
        ordinary = [
            posting
            for posting in organisation.members(unit, on)
            if posting.post is None and not organisation.is_absent(posting.person, on)
        ]
        return ordinary[place] if place < len(ordinary) else None

    return find


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part in the story and how to find who plays it."""

    find: Find
    sentence: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One person to choose."""

    staff_number: str
    name: str
    post: str
    sentence: str
    """What this person does in the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGroup:
    """People with the same kind of work."""

    title: str
    people: tuple[DemoPerson, ...]


PARTS: tuple[tuple[Promise, tuple[Part, ...]], ...] = (
    (
        _("People who apply, and their superiors"),
        (
            Part(find=member_of(CULTURE_SUBSECTION), sentence=_("Applies: for example after losing the ID card.")),
            Part(find=head_of(CULTURE_SUBSECTION), sentence=_("Leads the subsection of those who apply.")),
            Part(find=head_of(CULTURE_SECTION), sentence=_("Confirms as the superior of those who apply.")),
        ),
    ),
    (
        _("The office in charge"),
        (
            Part(find=member_of(PERSONNEL_SUBSECTION), sentence=_("Checks what arrives and hands the cards over.")),
            Part(find=head_of(PERSONNEL_SUBSECTION), sentence=_("Decides in the chief's place when he is away.")),
            Part(find=head_of(PERSONNEL_SECTION), sentence=_("Decides, alone or many at once.")),
            Part(find=member_of(PERSONNEL_SECTION), sentence=_("Writes and publishes the procedures of the section.")),
        ),
    ),
    (
        _("The payroll office"),
        (
            Part(find=member_of(PAYROLL), sentence=_("Begins a month with the file that arrived.")),
            Part(find=member_of(PAYROLL, 1), sentence=_("Checks what a colleague has registered.")),
            Part(find=head_of(PAYROLL), sentence=_("Approves the payslips of a month.")),
        ),
    ),
    (
        _("Who keep the platform running, and who watch"),
        (
            Part(find=head_of(INFORMATION_SECTION), sentence=_("Is consulted and told about security matters.")),
            Part(find=member_of(OPERATION_SUBSECTION), sentence=_("Sees what is stuck and sends it again.")),
            Part(find=member_of(AUDIT_SECTION), sentence=_("Reads every record; each view is recorded too.")),
        ),
    ),
)


def demo_groups(language: str) -> tuple[DemoGroup, ...]:
    """The telling people, applicants first; a part nobody plays is left out. Empty before a ward is loaded."""
    try:
        organisation = organisation_in_force()
    except NoOrganisationError:
        return ()
    today = local(timezone.now())
    return tuple(
        DemoGroup(title=str(title), people=tuple(_people(organisation, today, parts, language)))
        for title, parts in PARTS
    )


def people_found(wanted: str, limit: int = 20) -> list[User]:
    """Active persons whose name, reading or number contains the words; none without words."""
    words = wanted.replace("\0", "").split()[:3]
    if not words:
        return []
    people = User.objects.filter(is_active=True)
    for word in words:
        people = people.filter(Q(name__contains=word) | Q(kana__contains=word) | Q(staff_number__startswith=word))
    return list(people.order_by("kana", "staff_number")[:limit])


def _people(organisation: Organisation, today: date, parts: tuple[Part, ...], language: str) -> list[DemoPerson]:
    found: dict[str, DemoPerson] = {}
    for part in parts:
        posting = part.find(organisation, today)
        person = organisation.persons.get(posting.person) if posting else None
        if posting and person and person.uuid not in found:
            found[person.uuid] = DemoPerson(
                staff_number=person.staff_number,
                name=person.name,
                post=written_post(organisation, posting, language),
                sentence=str(part.sentence),
            )
    return list(found.values())
