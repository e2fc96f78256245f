"""What Celery may ask of integrations: to look. What there is to do stands in PostgreSQL."""

import os
import socket
import threading
from functools import cache

from celery import shared_task
from django.utils import timezone

from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from integrations.services.file_imports import FileImports
from integrations.services.lanes import Lane
from integrations.services.personnel_sets import take_personnel_sets
from integrations.services.pick_up import pick_up_files
from integrations.services.remember_ledger import guard

DELIVER_DUE_EFFECTS = "integrations.tasks.deliver_due_effects"
DELIVER_WITH_DOCUMENTS = "integrations.tasks.deliver_with_documents"
PICK_UP_FILES = "integrations.tasks.pick_up_files"


@shared_task(name=DELIVER_DUE_EFFECTS, queue="now")
def deliver_due_effects() -> int:
    """Deliver what is due; the number of tries made. The database is looked at first, in case it was put back."""
    guard()
    return deliver_due(worker=_worker(), connector=_connector(), clock=timezone.now)


@shared_task(name=DELIVER_WITH_DOCUMENTS, queue="slow")
def deliver_with_documents() -> int:
    """The same for calls that a document has to be made for."""
    guard()
    return deliver_due(worker=_worker(), connector=_connector(), clock=timezone.now, lane=Lane.DOCUMENTS)


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


@shared_task(name=PICK_UP_FILES, queue="slow")
def pick_up() -> int:
    """Take over the files that systems have left for us, and the organisation in them; the number of files."""
    kept = pick_up_files(now=timezone.now())
    take_personnel_sets(now=timezone.now())
    return kept


@cache
def _connector() -> Connectors:
    """One pool of connections per process, made after the fork: making it costs 40 ms."""
    return Connectors(FileImports())
