"""代理: somebody lets others act for him, within a period and limits."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class DelegationKind(models.TextChoices):
    """The three kinds."""

    ABSENCE = "absence", "不在代理"
    PROCEDURES = "procedures", "特定業務代理"
    AUTHORITY = "authority", "権限代理"


class Delegation(models.Model):
    """Given by a person himself; never passed on."""

    principal = models.UUIDField()
    kind = models.CharField(max_length=12, choices=DelegationKind)
    to = models.CharField(max_length=80)
    """person:<uuid> · unit:<code> · post:<key> · duty:<code of a unit>/<id of the duty>"""
    procedures = ArrayField(models.CharField(max_length=100), default=list)
    """Keys; empty: all."""
    unit = models.CharField(max_length=20, blank=True)
    """Only for what the principal has in this unit and below; empty: in all his posts."""
    since = models.DateField()
    until = models.DateField()
    """The first day on which it no longer holds."""
    reason = models.CharField(max_length=100, blank=True)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When it was taken back before its time."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="delegation_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["principal", "since"], name="delegations_of_person")]  # the person's own page

    def __str__(self) -> str:
        return f"{self.kind} {self.to}"
