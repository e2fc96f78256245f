"""Whose the open work of a person is, asked again, because what others may do for him has changed or he is away."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from approvals.models import InboxEntry
from workflow.services.find_people_again import find_people_again


def give_out_again(*, person: UUID, now: datetime) -> None:
    """Every task of the person, and those others have for him; each in a transaction that locks its case."""
    concerned = InboxEntry.objects.filter(Q(person=person) | Q(principal=person))
    for case, task in concerned.values_list("case_id", "task_id").distinct().order_by("case_id"):
        find_people_again(case=case, task=task, now=now)
