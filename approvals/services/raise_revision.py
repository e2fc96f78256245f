"""Tells every process that the organisation in force has changed."""

from django.db.models import F

from approvals.models import GenerationStatus, OrganisationGeneration


def raise_revision() -> None:
    """Inside the transaction that changes it."""
    OrganisationGeneration.objects.filter(status=GenerationStatus.IN_FORCE).update(revision=F("revision") + 1)
