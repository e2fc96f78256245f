"""Puts the generation whose day has come in force: organisation, duties, accounts and rights in one transaction."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from approvals.models import (
    Delegation,
    GenerationStatus,
    OrganisationGeneration,
    SectionRole,
    StaffRecord,
)
from approvals.selectors.coming_organisation import duties_after, of_generation
from approvals.selectors.delegations import ending_delegations
from approvals.selectors.organisation import key_in_force
from approvals.services.grants import recompute_groups
from approvals.services.look_after_people import close_accounts
from approvals.services.record import record_organisation
from forms.tokyo_time import TOKYO


def switch_organisation(*, now: datetime) -> OrganisationGeneration | None:
    """Put in force what is prepared for today or an earlier day; None when nothing is. Safe to call at any time."""
    today = now.astimezone(TOKYO).date()
    due = OrganisationGeneration.objects.filter(status=GenerationStatus.PREPARED, effective_on__lte=today)
    if not due.exists():
        return None
    with transaction.atomic():
        newest: OrganisationGeneration | None = None
        for generation in due.select_for_update().order_by("effective_on", "pk"):
            _put_in_force(generation, today, now)
            newest = generation
        if newest is not None:
            recompute_groups(now=now)
        return newest


def _put_in_force(generation: OrganisationGeneration, today: date, now: datetime) -> None:
    before = OrganisationGeneration.objects.filter(status=GenerationStatus.IN_FORCE).first()
    ended = _end_delegations(generation, today, now) if before else []
    if before is not None:
        before.retire()
        before.save()
    generation.put_in_force()
    generation.save()
    body = {"generation": generation.pk, "name": generation.name, "before": before.pk if before else None}
    body["duties_dropped"] = _carry_duties(before, generation, today) if before else []
    body["delegations_ended"] = ended
    body |= _settle_accounts(generation, today)
    record_organisation(event="generation_in_force", by=None, now=now, body=body)


def _carry_duties(before: OrganisationGeneration, generation: OrganisationGeneration, today: date) -> list[str]:
    """Sections give duties, not personnel: they go on where section and person are there still. What could not."""
    kept, dropped = duties_after(before.pk, generation.pk, today)
    for duty in kept:
        duty.pk, duty.generation = None, generation
    SectionRole.objects.bulk_create(kept)
    return [f"{duty.unit} {duty.role} {duty.person}" for duty in dropped]


def _end_delegations(generation: OrganisationGeneration, today: date, now: datetime) -> list[str]:
    """Delegations given for a post end with it; those whom it leaves without a delegate give another."""
    if not Delegation.objects.filter(ended_at=None, until__gt=today).exists():
        return []
    coming = of_generation(generation.pk, generation.revision, key_in_force())
    ended = ending_delegations(coming.before, coming.after, today - timedelta(days=1), today)
    Delegation.objects.filter(pk__in=[row.pk for row, _ in ended]).update(ended_at=now)
    return [f"{row.pk} {row.principal} {end.value}" for row, end in ended]


def _settle_accounts(generation: OrganisationGeneration, today: date) -> dict[str, list[str]]:
    """Names as personnel writes them; accounts open with the first day, and close after the last one.

    An account whose owner still has something to do stays open: somebody must take that over first.
    """
    accounts = get_user_model().objects
    records = StaffRecord.objects.filter(generation=generation).exclude(until__lte=today)
    here: dict[UUID, StaffRecord] = {record.person: record for record in records.filter(since__lte=today)}
    changed = []
    for account in accounts.filter(uuid__in=here):
        record = here[account.uuid]
        if (account.name, account.kana, account.is_active) != (record.name, record.kana, True):
            account.name, account.kana, account.is_active = record.name, record.kana, True
            changed.append(account)
    accounts.bulk_update(changed, ["name", "kana", "is_active"], batch_size=500)
    closed = close_accounts(generation, today)
    known = StaffRecord.objects.values("person")
    busy = accounts.filter(is_active=True, uuid__in=known).exclude(uuid__in=here).values_list("uuid", flat=True)
    return {"closed": closed, "left_open": sorted(map(str, busy))}
