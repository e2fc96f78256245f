"""The text a clerk is writing and has not proposed yet."""

from django.db import models


class WorkingText(models.Model):
    """The one unfinished text of a person for a procedure; nobody else reads it."""

    person = models.UUIDField()
    procedure = models.CharField(max_length=100, blank=True)
    """Key of the procedure; empty for one that does not exist yet."""
    text = models.TextField()
    saved_at = models.DateTimeField()
    begun_from = models.IntegerField(null=True)
    """The version that was in force when it was begun; None for a procedure that had none."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "procedure"], name="working_text_once_per_procedure")]

    def __str__(self) -> str:
        return f"{self.person} {self.procedure}"
