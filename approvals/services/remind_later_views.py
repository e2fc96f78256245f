"""後閲 that nobody has looked at: the person hears of it again, and after more open days whoever is above him."""

import time
from datetime import datetime
from datetime import time as time_of_day

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from approvals.models import LaterView
from approvals.routing.establishment import Posting
from approvals.routing.organisation import Organisation
from approvals.selectors.case_facts import facts_of
from approvals.selectors.looks import SHOWN
from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from forms.tokyo_time import TOKYO
from workflow.ports import ports
from workflow.services.statement import write_sql

REMINDED, TOLD_ABOVE = 1, 2
EVERY = 60.0
"""Seconds between two looks of one process."""
MOST = 100
"""Looks of one round."""
_last = {"at": float("-inf")}


def remind_later_views(*, now: datetime) -> int:
    """Tell those who owe a look for too long, once each; how many looks were seen to. Safe to call at any time."""
    if time.monotonic() - _last["at"] < EVERY:
        return 0
    _last["at"] = time.monotonic()
    try:
        organisation = organisation_in_force()
    except NoOrganisationError:
        return 0
    return remind_now(organisation, now)


def remind_now(organisation: Organisation, now: datetime) -> int:
    """The same, whenever it was last done."""
    rules = organisation.deputies
    asked, reported = (_before(days, now) for days in (rules.remind_after, rules.tell_after))
    seen_to = 0
    with transaction.atomic():
        for view in _owed(asked, reported):
            told = TOLD_ABOVE if view.created_at < reported else REMINDED
            _tell(view, told, organisation, now)
            LaterView.objects.filter(pk=view.pk).update(told=told)
            seen_to += 1
    return seen_to


def _before(days: int, now: datetime) -> datetime:
    """What is older than this has waited for more open days than so many, today not counted."""
    day = ports().calendar().business_days_before(now.astimezone(TOKYO).date(), days)
    return datetime.combine(day, time_of_day(), TOKYO)


def _owed(asked: datetime, reported: datetime) -> "QuerySet[LaterView]":
    """Looks of which something is to be said now, and no others: each is said, so none keeps others from their turn.

    Those that another process has are left.
    """
    due = Q(told__lt=REMINDED, created_at__lt=asked) | Q(told__lt=TOLD_ABOVE, created_at__lt=reported)
    waiting = LaterView.objects.filter(due, seen_at=None).exclude(reason=SHOWN)
    return waiting.select_for_update(skip_locked=True).order_by("created_at", "id")[:MOST]


def _tell(view: LaterView, told: int, organisation: Organisation, now: datetime) -> None:
    facts, people = facts_of(view.case_id, now), PeopleShown(organisation)
    number, since = facts.state.number, view.created_at.astimezone(TOKYO).date()
    days = (now.astimezone(TOKYO).date() - since).days
    writes = ports().notices.notice(
        facts,
        f"later view {view.pk} reminded",
        (str(view.person),),
        f"後閲が残っています: {number}",
        f"後閲になってから{days}日たちました。受信箱の「後閲する」で見てください。",
    )
    above = _above(view, organisation, now) if told == TOLD_ABOVE else None
    if above is not None:
        name = people.name(str(view.person))
        writes += ports().notices.notice(
            facts,
            f"later view {view.pk} told above",
            (above.person,),
            f"後閲が残っています: {number}",
            f"{people.post(view.unit, view.post)} {name}さんが、後閲を{days}日済ませていません。",
        )
    with connection.cursor() as cursor:
        for write in writes:
            cursor.execute(*write_sql(write))


def _above(view: LaterView, organisation: Organisation, now: datetime) -> Posting | None:
    """Who holds the next post above the one he owes the look in."""
    on = now.astimezone(TOKYO).date()
    own = next(
        (post for post in organisation.posts.values() if (post.unit, post.title) == (view.unit, view.post)), None
    )
    post = organisation.superior(own.key) if own else organisation.head_post(view.unit)
    holder = organisation.holder(post.key, on) if post else None
    return holder if holder and holder.person != str(view.person) else None
