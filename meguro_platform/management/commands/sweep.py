"""manage.py sweep: once a second, find what is due in PostgreSQL, whoever forgot to say so.

Celery only carries "look", and messages get lost; the rows in PostgreSQL do not. This is who looks without being told.
Several may run on several hosts: dispatch locks the case and looks again, so nothing happens twice.
"""

import logging
import socket
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from celery import current_app
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from approvals.services.index_cases import index_cases
from approvals.services.look_after_people import look_after_people
from approvals.services.remind_later_views import remind_later_views
from approvals.services.route_proofs import begin_proofs
from approvals.services.switch_organisation import switch_organisation
from approvals.tasks import PROVE_ROUTES
from forms.services.forget_unsent import forget_unsent
from forms.services.issuance.tick import look_after_batches
from forms.tasks import MAKE_DOCUMENTS
from integrations.selectors.remedies import calls_to_send
from integrations.services.ask_totals import ask_totals
from integrations.services.lanes import Lane
from integrations.services.note_settings import note_settings
from integrations.services.remedies import send_next
from integrations.services.remember_ledger import guard
from integrations.services.wake import Waker, wake
from integrations.services.warn_of_publications import warn_of_publications
from integrations.tasks import DELIVER_WITH_DOCUMENTS, PICK_UP_FILES
from meguro_platform.services.mail_notices import mail_notices
from meguro_platform.services.propose_text import put_version_in_force
from workflow.engine.outcome import Refused
from workflow.ports import ports
from workflow.selectors.due_effects import due_targets
from workflow.selectors.migration import versions_to_apply
from workflow.services.fire_timers import due_timers, fire_timer
from workflow.services.look_after_linked_cases import linked_cases_to_see_to, see_to
from workflow.services.migrate_cases import migrate_some
from workflow.services.publish_definition import versions_due
from workflow.services.receive_message import give_up_old_messages, hand_over_kept_messages
from workflow.services.start_monthly import DueMonth, due_months, start_month_or_say_why

logger = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds."""
_FILES_EVERY = 20.0
"""Seconds between two looks at the places where systems leave files."""
_MONTHS_EVERY = 30.0
"""Seconds between two looks at what the calendar starts."""
_WARNED_EVERY = 60.0
"""Seconds between two looks at publications that come near: told two days before, a minute is early enough."""
_SESSIONS_EVERY = 3600.0
"""Seconds after which log-ins that have ended are forgotten."""
_STALE_AFTER = 10
"""Seconds: a "look" that no worker took for a while says nothing any more."""

wake_makers = Waker(lambda: current_app.send_task(MAKE_DOCUMENTS, queue="slow", expires=_STALE_AFTER))
"""Tells the slow workers that documents wait to be made."""
wake_senders = Waker(lambda: current_app.send_task(DELIVER_WITH_DOCUMENTS, queue="slow", expires=_STALE_AFTER))
"""Tells the slow workers that calls wait which take the document of a case."""
wake_provers = Waker(lambda: current_app.send_task(PROVE_ROUTES, queue="slow", expires=_STALE_AFTER))
"""Tells the slow workers that routes wait to be proved."""
wake_fetchers = Waker(lambda: current_app.send_task(PICK_UP_FILES, queue="slow", expires=_FILES_EVERY))
"""Tells the slow workers to look for files that systems have left."""

_compared = {"settings": False}
"""Files and settings are read when a process starts, so they are compared once."""

Chore = Callable[[datetime], object]


class NowAndThen:
    """A chore that need not be done in every round."""

    def __init__(self, every: float, chore: Chore) -> None:
        """`every`: seconds, by a clock that nobody sets."""
        self._every, self._chore, self._began = every, chore, float("-inf")

    def __call__(self, now: datetime) -> None:
        if time.monotonic() - self._began >= self._every:
            self._began = time.monotonic()
            self._chore(now)


def fire_due_timers(now: datetime) -> None:
    """One case that fails must not keep the timers of all others waiting."""
    for due in due_timers(now=now):
        _attempt(f"timer {due.timer} of case {due.case}", partial(fire_timer, due=due, now=now))


def look_after_linked_cases(now: datetime) -> None:
    """One that fails must not keep the others waiting."""
    for found in linked_cases_to_see_to():
        _attempt(f"linked case {found}", partial(see_to, linked_case=found, now=now))


def start_due_months(now: datetime) -> None:
    """Cases that the calendar starts. One that cannot begin keeps no other from it."""
    for due in due_months(now):
        _attempt(f"the case of {due.month:%Y-%m} of {due.procedure}", partial(_start_month, due, now))


def _start_month(due: DueMonth, now: datetime) -> None:
    outcome = start_month_or_say_why(due, now)
    if isinstance(outcome, Refused):
        logger.error("%s did not start in %s: %s", due.procedure, due.month, outcome.objections[0].message.ja)


def send_calls_again(now: datetime) -> None:
    """Calls that an operator has sent again together, a few each time."""
    for call in calls_to_send():
        _attempt(f"call {call} that is sent again with others", partial(send_next, call=call, now=now))


def wake_deliverers(now: datetime) -> None:
    """Tell the workers when a call could be made, and the slow ones when a document may have to be made for it."""
    due = due_targets()
    if due:
        wake()
    if any(Lane.DOCUMENTS.serves(target) for target in due):
        wake_senders()


def wake_document_makers(now: datetime) -> None:
    """Move batches on, and tell the slow workers when documents are to be made."""
    if look_after_batches(now=now):
        wake_makers()


def wake_route_provers(now: datetime) -> None:
    """Begin the proofs of versions that wait to be published, and tell the slow workers when there is one to go on."""
    if begin_proofs(now=now):
        wake_provers()


def note_changed_settings(now: datetime) -> None:
    """Write down what was changed about connected systems before this start."""
    if not _compared["settings"]:
        note_settings(host=socket.gethostname(), now=now)
        _compared["settings"] = True


def put_versions_in_force(now: datetime) -> None:
    """Versions whose 施行日 has come; before anything is started or moved by them."""
    for version in versions_due(now):
        _attempt(f"the day of version {version}", partial(put_version_in_force, version=version, now=now))


def forget_ended_log_ins(now: datetime) -> None:
    """Django leaves the rows of sessions that are over where they are."""
    SessionStore.clear_expired()


def migrate_cases(now: datetime) -> None:
    """Move cases to the versions that reach them, a few each time."""
    for version in versions_to_apply():
        _attempt(f"the cases of version {version}", partial(migrate_some, version=version, now=now))


CHORES: tuple[tuple[str, Chore], ...] = (
    ("the organisation of a new day", lambda now: switch_organisation(now=now)),
    ("versions whose day has come", put_versions_in_force),
    ("people who are gone", lambda now: look_after_people(now=now)),
    ("the guard of the ledger", lambda now: guard()),
    ("settings that were changed", note_changed_settings),
    ("looks that are owed", lambda now: remind_later_views(now=now)),
    ("timers", fire_due_timers),
    ("kept messages", lambda now: hand_over_kept_messages(now=now)),
    ("old messages", lambda now: give_up_old_messages(now=now)),
    ("cases that begin others", look_after_linked_cases),
    ("cases of the calendar", NowAndThen(_MONTHS_EVERY, start_due_months)),
    ("cases that go on under a new version", migrate_cases),
    ("totals of both sides", lambda now: ask_totals(now=now)),
    ("calls that are sent again together", send_calls_again),
    ("calls", wake_deliverers),
    ("documents", wake_document_makers),
    ("routes of versions that wait", wake_route_provers),
    ("publications that come near", NowAndThen(_WARNED_EVERY, lambda now: warn_of_publications(now=now))),
    ("files", NowAndThen(_FILES_EVERY, lambda now: wake_fetchers())),
    ("files that nobody sent", lambda now: forget_unsent(now=now)),
    ("log-ins that have ended", NowAndThen(_SESSIONS_EVERY, forget_ended_log_ins)),
    ("mails", lambda now: mail_notices(now=now, calendar=ports().calendar())),
    ("the search index", lambda now: index_cases()),
)
"""What is done in every round, in this order."""


def sweep() -> None:
    """One round; a chore that fails keeps no other from being done. Raises OperationalError without a database."""
    now = timezone.now()
    for name, chore in CHORES:
        _attempt(name, partial(chore, now))


def _attempt(name: str, work: Callable[[], object]) -> None:
    try:
        work()
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # the outer edge: the next round tries again
        logger.exception("%s could not be seen to; the next round tries again", name)


class Command(BaseCommand):
    """Runs until it is ended by a signal."""

    help = "Fires due timers, hands over kept messages and wakes the workers, once a second, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            began = time.monotonic()
            try:
                sweep()
            except Exception:  # the outer edge: a database that is gone for a moment
                logger.exception("this round failed; the next one is in a second")
                connection.close()
            close_old_connections()
            time.sleep(max(0.0, EVERY - (time.monotonic() - began)))
