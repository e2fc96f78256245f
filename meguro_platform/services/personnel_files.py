"""Between the files that the personnel system leaves and the organisation: what integrations plugs in."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from approvals.hr.roster import Files
from approvals.office.office import office_at
from approvals.services.take_personnel_files import take_personnel_files
from integrations.ports import PersonnelFinding, PersonnelVerdict
from meguro_platform.models import User


def take_personnel(
    files: Mapping[str, tuple[str, bytes]],
    /,
    *,
    on: date,
    now: datetime,
    by: UUID | None,
    confirmed: bool,
    only_check: bool,
) -> PersonnelVerdict:
    """The organisation from a day on, hidden until then; nothing of it after an error."""
    taken = take_personnel_files(
        Files(**files),
        office_at(Path(settings.DEFINITIONS_DIR) / "organisation"),
        on=on,
        name=f"{on:%Y-%m-%d} 人事のファイル",
        now=now,
        confirmed=confirmed,
        only_check=only_check,
        by=by,
    )
    findings = tuple(
        PersonnelFinding(file=each.file, row=each.row, is_error=each.severity == "error", message=each.message)
        for each in taken.findings
    )
    counts = {"units": taken.units, "people": taken.people, "postings": taken.postings}
    return PersonnelVerdict(accepted=taken.accepted, findings=findings, counts=counts)


def personnel_watchers() -> list[UUID]:
    """Those who may see the organisation to come."""
    watchers = User.objects.filter(is_active=True, groups__permissions__codename="see_coming_organisation")
    return list(watchers.distinct().values_list("uuid", flat=True))
