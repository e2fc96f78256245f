"""A month whose case the calendar could not start, and why: the clerk's page tells it."""

from django.db import models


class MissedMonth(models.Model):
    """It stands here until the case was started; each try writes the newest reason."""

    procedure = models.ForeignKey("Procedure", to_field="key", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    """Its first day."""
    reason = models.TextField()
    """What the start was refused with, in Japanese."""
    reason_en = models.TextField()
    tried_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "month"], name="one_reason_per_missed_month")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.month:%Y-%m}"
