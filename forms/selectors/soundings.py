"""Drafts that people showed each other (根回し): one's own to others, and those of others to oneself."""

from uuid import UUID

from django.db.models import Q, QuerySet

from forms.models import Sounding


def shown_by(person: UUID, procedure: str) -> "QuerySet[Sounding]":
    """To whom a person shows the draft for a procedure, with what they wrote."""
    mine = Sounding.objects.filter(draft__person=person, draft__procedure=procedure)
    return mine.select_related("draft").prefetch_related("remarks").order_by("shown_at", "id")


def shown_to(person: UUID) -> "QuerySet[Sounding]":
    """The drafts of others that a person is shown, the newest first."""
    return Sounding.objects.filter(person=person).select_related("draft").order_by("-shown_at", "-id")


def sounding_between(sounding: int, person: UUID) -> Sounding | None:
    """The sounding, if the person is one of its two."""
    either = Q(person=person) | Q(draft__person=person)
    return Sounding.objects.filter(either, pk=sounding).select_related("draft").first()
