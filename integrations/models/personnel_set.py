"""The three files of the personnel system for one day, judged together."""

import uuid

from django.db import models


class PersonnelSet(models.Model):
    """Taken over whole, or refused with every reason. What was found is encrypted: it names people."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    system = models.CharField(max_length=100)
    stem = models.CharField(max_length=100)
    """What the names of the three files have in common: the day, as it was written."""
    on = models.DateField(null=True)
    """From which day it holds; null when the names hold no day."""
    units = models.ForeignKey("integrations.ArrivedFile", on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey("integrations.ArrivedFile", on_delete=models.PROTECT, related_name="+")
    postings = models.ForeignKey("integrations.ArrivedFile", on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField()
    confirmable = models.BooleanField(default=False)
    """Refused only because far more or fewer rows came than are in force; somebody may say that this is right."""
    counts = models.JSONField(default=dict)
    sealed = models.BinaryField()
    judged_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-judged_at"], name="personnel_sets_newest")]
        constraints = [
            models.CheckConstraint(
                name="confirmed_with_a_reason",
                condition=models.Q(confirmed_by=None) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.stem}"
