"""What personnel files are held against: the ward's own rules, and what is in force."""

from datetime import date

from django.db.models import Q

from approvals.hr.roster import Known
from approvals.models import GenerationStatus, OrganisationGeneration, Post, Posting, StaffRecord, Unit
from approvals.office.office import Office


def known_to_personnel(office: Office, today: date) -> Known:
    """The rules of the office, and of the organisation in force how large it is; nothing before the first load."""
    english = {unit.code: unit.en for unit in office.units}
    generation = OrganisationGeneration.objects.filter(status=GenerationStatus.IN_FORCE).first()
    if generation is None:
        return Known(posts=office.posts, deputies=office.deputies, english=english, rows={}, today=today)
    units = Unit.objects.filter(generation=generation)
    return Known(
        posts=office.posts,
        deputies=office.deputies,
        english=english | dict(units.exclude(en="").values_list("code", "en")),
        rows={
            "units": units.count(),
            "staff": StaffRecord.objects.filter(generation=generation).count(),
            "postings": Posting.objects.filter(generation=generation).count(),
        },
        since=generation.effective_on,
        today=today,
        held=_held(generation, today),
    )


def _held(generation: OrganisationGeneration, today: date) -> dict[str, str]:
    """Who holds which of the posts beside the heads of units."""
    beside = Post.objects.filter(generation=generation).exclude(covers=[]).values("key")
    there = Posting.objects.filter(generation=generation, post__in=beside, since__lte=today)
    there = there.filter(Q(until=None) | Q(until__gt=today))
    held = {person: post for person, post in there.values_list("person", "post") if post}
    records = StaffRecord.objects.filter(generation=generation, person__in=held)
    return {number: held[person] for person, number in records.values_list("person", "staff_number")}
