"""Who audits is audited: what they look at is recorded first, and from then on the database accepts no change."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from approvals.services.record import record_person


@contextmanager
def recorded(*, person: UUID, event: str, now: datetime, body: dict[str, Any]) -> Iterator[None]:
    """Record in the person's own stream, then read only. Nothing is shown when it can't be recorded."""
    with transaction.atomic():
        record_person(person=person, event=event, now=now, body=body)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield
