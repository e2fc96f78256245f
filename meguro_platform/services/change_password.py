"""A person gives himself another password."""

from datetime import datetime

from django.db import transaction

from approvals.services.record import record_person
from meguro_platform.models import User


@transaction.atomic
def change_password(*, person: User, password: str, now: datetime) -> None:
    """Keeps a password that the rules allow. Sessions and other computers that were logged in with the old one end."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record_person(person=person.uuid, event="changed_password", now=now, body={})
