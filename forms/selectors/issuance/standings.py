"""Where people stand with a consent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from forms.issuance.consent import Act, ConsentEntry, Standing, standing
from forms.models import Consent, ConsentText


def standings_of(consent: str, people: Iterable[UUID], at: datetime) -> Mapping[UUID, Standing]:
    """Each person's standing at an instant, also of those without any entry."""
    wanted = list(people)
    entries: dict[UUID, list[ConsentEntry]] = defaultdict(list)
    for row in Consent.objects.filter(consent=consent, person__in=wanted).order_by("id"):
        entries[row.person].append(entry_of(row))
    text = text_in_force(consent)
    deemed = text is not None and text.deemed
    return {person: standing(entries[person], at, deemed_allowed=deemed) for person in wanted}


def standing_of(consent: str, person: UUID, at: datetime) -> Standing:
    """One person's standing at an instant."""
    return standings_of(consent, [person], at)[person]


def text_in_force(consent: str) -> ConsentText | None:
    """The newest text of a consent."""
    return ConsentText.objects.filter(consent=consent).order_by("-version").first()


def entry_of(row: Consent) -> ConsentEntry:
    """A stored entry as the rules read it."""
    return ConsentEntry(
        act=Act(row.act), at=row.at, text_version=row.text_version, deadline=row.deadline, id=str(row.pk)
    )
