"""What personnel files are held against: the ward's own rules, and how much is in force."""

from approvals.hr.roster import Known
from approvals.models import GenerationStatus, OrganisationGeneration, Posting, StaffRecord, Unit
from approvals.office.office import Office


def known_to_personnel(office: Office) -> Known:
    """The rules of the office and the sizes of the organisation in force, none before the first load."""
    generation = OrganisationGeneration.objects.filter(status=GenerationStatus.IN_FORCE).first()
    units = Unit.objects.filter(generation=generation)
    rows = {
        "units": units.count(),
        "staff": StaffRecord.objects.filter(generation=generation).count(),
        "postings": Posting.objects.filter(generation=generation).count(),
    }
    english = {unit.code: unit.en for unit in office.units} | dict(units.exclude(en="").values_list("code", "en"))
    return Known(posts=office.posts, deputies=office.deputies, english=english, rows=rows if generation else {})
