"""What was looked at in a spot check, before there were documents."""

import pgtrigger
from django.db import models

from forms.models.append_only import AppendOnlyModel


class SampledRow(AppendOnlyModel):
    """Somebody opened the row of a person who had been drawn, or said how it agrees with the ledger."""

    class Result(models.TextChoices):
        OPENED = "opened", "開いた"
        AGREES = "agrees", "一致"
        DIFFERS = "differs", "相違"

    row_set = models.UUIDField()
    """The rows as they were taken in; the entry stays when they are thrown away."""
    staff_number = models.CharField(max_length=40)
    viewer = models.UUIDField()
    at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=Result.choices)
    note = models.CharField(max_length=500, blank=True)
    """What differs."""

    class Meta:
        indexes = [models.Index(fields=["row_set", "staff_number"], name="sampled_rows")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.row_set} {self.staff_number} {self.result}"
