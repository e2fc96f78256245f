"""Whom the demo ward offers to be: a few telling people by role, and anybody by name or number."""

from dataclasses import dataclass

from django.db.models import Q

from meguro_platform.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One person to choose."""

    staff_number: str
    name: str
    post: str
    sentence: str
    """What this person does in the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGroup:
    """People with the same kind of work."""

    title: str
    people: tuple[DemoPerson, ...]


def demo_groups() -> tuple[DemoGroup, ...]:
    """The telling people, applicants first."""
    return ()


def people_found(wanted: str, limit: int = 20) -> list[User]:
    """Active persons whose name, reading or number contains the words; none without words."""
    words = wanted.replace("\0", "").split()[:3]
    if not words:
        return []
    people = User.objects.filter(is_active=True)
    for word in words:
        people = people.filter(Q(name__contains=word) | Q(kana__contains=word) | Q(staff_number__startswith=word))
    return list(people.order_by("kana", "staff_number")[:limit])
