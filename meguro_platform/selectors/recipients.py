"""People as batches of documents know them: by staff number, with the unit that their mail goes to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from forms.ports import Recipient
from forms.tokyo_time import TOKYO
from meguro_platform.models import User


def recipients_of(staff_numbers: Sequence[str], at: datetime) -> Mapping[str, Recipient]:
    """Everybody the register knows, also those who have left; who is unknown is missing."""
    people = User.objects.filter(staff_number__in=set(staff_numbers)).values_list("staff_number", "uuid", "name")
    try:
        organisation = organisation_in_force()
    except NoOrganisationError:
        return {number: Recipient(person=uuid, staff_number=number, name=name) for number, uuid, name in people}
    day, shown, units = at.astimezone(TOKYO).date(), PeopleShown(organisation), dict[str, str]()
    found = {}
    for number, uuid, name in people:
        posting = organisation.main_posting(str(uuid), day)
        code = posting.unit if posting else ""
        if code not in units:
            units[code] = shown.unit(code) if code else ""
        found[number] = Recipient(person=uuid, staff_number=number, name=name, unit=units[code], unit_code=code)
    return found


def everybody() -> list[UUID]:
    """All people in office: their account is in use, whether or not they have a PC."""
    return list(User.objects.filter(is_active=True).values_list("uuid", flat=True))


def names_of(people: Iterable[UUID]) -> Mapping[UUID, str]:
    """Names, also of those who have left."""
    return dict(User.objects.filter(uuid__in=set(people)).values_list("uuid", "name"))
