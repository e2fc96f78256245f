"""What somebody has typed into a form and not yet sent."""

from django.db import models


class Draft(models.Model):
    """The one draft of a person for a procedure. Nobody else reads it; it exists before there is a case."""

    person = models.UUIDField()
    procedure = models.CharField(max_length=100)
    """Key of the procedure, so that a draft outlives a new version of it."""
    values = models.JSONField()
    """As typed: text or a list of texts by the item's key. Items that are hidden now keep what was typed."""
    saved_at = models.DateTimeField()
    left_on = models.DateField(null=True)
    """The day on which the person was first seen to be off the staff; null for everybody else."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "procedure"], name="draft_once_per_procedure")]

    def __str__(self) -> str:
        return f"{self.person} {self.procedure}"
