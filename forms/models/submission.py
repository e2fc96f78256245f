"""The answers of a case as they were at one moment."""

import pgtrigger
from django.db import models

from forms.models.append_only import AppendOnlyModel


class Submission(AppendOnlyModel):
    """One revision of a case's answers. Written by the case's own statement, never changed, never deleted."""

    case = models.UUIDField()
    revision = models.IntegerField()
    """Of the case; numbers without a change of answers are missing."""
    answers = models.JSONField()
    """Every item by key, as its field type stores it."""
    written_by = models.UUIDField(null=True)
    """The person; null when a system or a timer changed the answers."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "revision"], name="submission_once_per_revision")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.case} {self.revision}"
