"""People of the generated ward by what they do for the platform."""

from django.test import Client

from approvals.selectors.organisation import organisation_in_force
from meguro_platform.models import User
from meguro_platform.web.audit_purpose import SESSION_KEY
from tests.support.ward import MONDAY

PURPOSE = "定期監査 令和8年度 第3回"

PERSONNEL, AUDIT, OPERATIONS, STRANGERS = "04020000", "14030000", "03010300", "07030100"


def clerk(place: int = 0) -> User:
    """A member of the personnel section, which owns the procedures."""
    return member_of(PERSONNEL, place)


def auditor() -> User:
    return member_of(AUDIT)


def audits(client: Client) -> Client:
    """The auditor is logged in and has said what for."""
    client.force_login(auditor())
    return says_why(client)


def says_why(client: Client) -> Client:
    """Whoever is logged in has said what they audit for; it lasts as long as the session."""
    session = client.session
    session[SESSION_KEY] = PURPOSE
    session.save()
    return client


def operator() -> User:
    return member_of(OPERATIONS)


def stranger() -> User:
    """Somebody of an office that owns no procedure."""
    return member_of(STRANGERS, 1)


def member_of(unit: str, place: int = 0) -> User:
    """An ordinary member of a unit or the units below it."""
    day = MONDAY.date()
    seats = organisation_in_force().members(unit, day)
    ordinary = sorted(seat.person for seat in seats if seat.post is None)
    return User.objects.get(uuid=ordinary[place])
