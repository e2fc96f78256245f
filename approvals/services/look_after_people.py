"""After people changed: open work of those who are gone finds somebody else, rights follow, and accounts close."""

import logging
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, connection, transaction

from approvals.models import CaseReader, GenerationStatus, InboxEntry, LaterView, OrganisationGeneration, StaffRecord
from approvals.selectors.organisation import organisation_in_force
from approvals.services.grants import recompute_groups
from approvals.services.record import record_organisation
from forms.selectors.drafts import drafts_by_person
from forms.services.drafts_of_leavers import look_after_drafts
from forms.tokyo_time import TOKYO
from workflow.services.dispatch import Done
from workflow.services.find_people_again import find_people_again

logger = logging.getLogger(__name__)

_CONCERNED = """
WITH there AS (
    SELECT p.person, p.unit, p.title FROM approvals_posting p
    WHERE p.generation_id = %(generation)s AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
), away AS (
    SELECT a.person FROM approvals_absence a WHERE a.since <= %(day)s AND (a.until IS NULL OR a.until > %(day)s)
)
SELECT DISTINCT e.case_id, e.task_id FROM approvals_inbox_entry e
WHERE (e.unit <> '' AND NOT EXISTS (
    SELECT 1 FROM there t WHERE t.person = e.person AND t.unit = e.unit AND t.title = e.post))
   OR (e.principal IS NOT NULL AND NOT EXISTS (SELECT 1 FROM there t WHERE t.person = e.principal))
   OR EXISTS (SELECT 1 FROM approvals_delegation d WHERE d.principal IN (e.person, e.principal)
              AND (d.ended_at IS NULL AND %(day)s BETWEEN d.since AND d.until OR d.ended_at >= %(day)s::date - 1))
   OR (e.capacity = 'deputy' AND e.principal NOT IN (SELECT person FROM away))
   OR (e.person IN (SELECT person FROM away) AND NOT EXISTS (
       SELECT 1 FROM approvals_inbox_entry o WHERE o.task_id = e.task_id AND o.kind = e.kind AND o.unit = e.unit
       AND o.person NOT IN (SELECT person FROM away)))
ORDER BY e.case_id
"""
"""Open work of people who are gone, whose delegations begin or end, or who went away or came back."""
_looked_after: list[tuple[int, date]] = []
"""The generation and day this process has seen to already."""


def look_after_people(*, now: datetime) -> int:
    """Once for each generation and day: how many tasks were seen to. Safe to call at any time and from anywhere.

    1. Rights follow the postings of the day: whoever was moved has those of the new office and none of the old one.
    2. Every open task of somebody who is gone or away, or of a deputy whose decider is back, is put to those who have
       it now, or before the administrators; each in a transaction of its own that locks its case, so whoever acts
       meanwhile goes first or finds the task gone.
    3. What leavers had still to look at (後閲) passes to whoever holds their post.
    4. The accounts of leavers close who have nothing to do any more; their drafts are deleted when they stay away.
    """
    today = now.astimezone(TOKYO).date()
    generation = OrganisationGeneration.objects.filter(status=GenerationStatus.IN_FORCE).first()
    if generation is None or (generation.pk, today) in _looked_after:
        return 0
    recompute_groups(now=now)
    seen_to = _find_people_again(generation.pk, today, now)
    with transaction.atomic():
        _pass_on_looks(today)
        _look_after_drafts(today)
        closed = close_accounts(generation, today)
        if closed:
            record_organisation(event="accounts_closed", by=None, now=now, body={"closed": closed})
    _looked_after[:] = [(generation.pk, today)]
    return seen_to


def _find_people_again(generation: int, today: date, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_CONCERNED, {"generation": generation, "day": today})
        found: list[tuple[UUID, UUID]] = cursor.fetchall()
    return sum(_is_seen_to(case, task, now) for case, task in found)


def _is_seen_to(case: UUID, task: UUID, now: datetime) -> bool:
    """A case that cannot be seen to keeps no other waiting; the next day tries again."""
    try:
        return isinstance(find_people_again(case=case, task=task, now=now), Done)
    except (OperationalError, InterfaceError):
        raise  # the database is gone: no case can be seen to
    except Exception:  # the outer edge of one case, whatever is wrong with it
        logger.exception("the people of task %s in case %s could not be found again", task, case)
        return False


def _pass_on_looks(today: date) -> None:
    organisation = organisation_in_force()
    for view in LaterView.objects.filter(seen_at=None).exclude(unit="").order_by("pk").iterator():
        held = organisation.postings(str(view.person), today)
        if held:
            continue
        posts = (post for post in organisation.posts.values() if (post.unit, post.title) == (view.unit, view.post))
        holders = (organisation.holder(post.key, today) for post in posts)
        successor = next((holder for holder in holders if holder), None)
        if successor and not _owes(view, successor.person):
            LaterView.objects.filter(pk=view.pk).update(person=UUID(successor.person))
            CaseReader.objects.get_or_create(case_id=view.case_id, subject=successor.person)


def _look_after_drafts(today: date) -> None:
    organisation = organisation_in_force()
    known = StaffRecord.objects.filter(person__in=drafts_by_person()).values_list("person", flat=True).distinct()
    gone = [person for person in known if not organisation.postings(str(person), today)]
    look_after_drafts(gone=gone, today=today)


def _owes(view: LaterView, person: str) -> bool:
    same = LaterView.objects.filter(case=view.case_id, person=UUID(person), step=view.step, seen_at=None)
    return same.exists()


def close_accounts(generation: OrganisationGeneration, today: date) -> list[str]:
    """Close the accounts of those who have left, once somebody has taken over their open tasks; their uuids."""
    accounts = get_user_model().objects
    known = StaffRecord.objects.values("person")  # personnel has no say in accounts it never knew
    records = StaffRecord.objects.filter(generation=generation, since__lte=today).exclude(until__lte=today)
    gone = accounts.filter(is_active=True, uuid__in=known).exclude(uuid__in=records.values("person"))
    closed = list(gone.exclude(uuid__in=InboxEntry.objects.values("person")).values_list("uuid", flat=True))
    accounts.filter(uuid__in=closed).update(is_active=False)
    return sorted(map(str, closed))
