"""Absences that another system tells (IF-18): the same may be told twice, and it changes only what it told itself."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from approvals.models import Absence
from approvals.services.give_out_again import give_out_again
from approvals.services.raise_revision import raise_revision
from approvals.services.record import record_organisation
from forms.field_type import Json
from forms.spec import Text
from forms.tokyo_time import TOKYO

_BACKWARDS = Text("最終日が初日より前です。", "The last day is before the first.")


def take_absence(told: Mapping[str, Json], system: str, now: datetime) -> Text | None:
    """Somebody will be away; another last day replaces the one told before. Why it cannot be kept, if it cannot."""
    first, until = _day(told, "初日"), _day(told, "最終日") + timedelta(days=1)
    if until <= first:
        return _BACKWARDS
    reason = str(told.get("事由") or "")[:100]
    with transaction.atomic():
        person = _locked(told)
        if isinstance(person, Text):
            return person
        known = Absence.objects.filter(person=person, since=first, told_by=system).first()
        if known is not None and (known.until, known.reason) == (until, reason):
            return None
        days = {"until": until, "reason": reason}
        Absence.objects.update_or_create(person=person, since=first, told_by=system, defaults=days)
        _record("absence_changed" if known else "absence_registered", person, first, until, system, now)
    give_out_again(person=person, now=now)
    return None


def take_cancelled_absence(told: Mapping[str, Json], system: str, now: datetime) -> Text | None:
    """Somebody is not away after all; days that are over stay. Nothing happens when it was not told before."""
    first, today = _day(told, "初日"), now.astimezone(TOKYO).date()
    with transaction.atomic():
        person = _locked(told)
        if isinstance(person, Text):
            return person
        known = Absence.objects.filter(person=person, since=first, told_by=system).first()
        if known is None or (known.until is not None and known.until <= today):
            return None
        if first < today:
            known.until = today
            known.save(update_fields=["until"])
        else:
            known.delete()
        _record("absence_cancelled", person, first, max(first, today), system, now)
    give_out_again(person=person, now=now)
    return None


def _locked(told: Mapping[str, Json]) -> UUID | Text:
    """Of two messages about one person the second waits."""
    number = str(told["職員番号"])
    people = get_user_model().objects.select_for_update().filter(staff_number=number)
    found = people.values_list("uuid", flat=True).first()
    if found is None:
        return Text(f"職員番号 {number} の職員はいません。", f"Nobody has the staff number {number}.")
    return UUID(str(found))


def _day(told: Mapping[str, Json], name: str) -> date:
    return date.fromisoformat(str(told[name]))


def _record(event: str, person: UUID, since: date, until: date, system: str, now: datetime) -> None:
    raise_revision()
    body: dict[str, Any] = {"person": str(person), "since": since.isoformat(), "until": until.isoformat()}
    record_organisation(event=event, by=None, now=now, body={**body, "told_by": system})
