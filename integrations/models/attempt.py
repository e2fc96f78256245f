"""One try to deliver one effect: every one is kept, so that the case shows what was tried and what came back."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Attempt(models.Model):
    """A try. It is written before anything is sent, so a worker that is killed leaves a try without an end."""

    effect = models.ForeignKey("workflow.Effect", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    system = models.CharField(max_length=60, blank=True, db_default="")
    """Id of the file under definitions/systems by which it was carried; empty where none described it."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """Null: running, or nobody knows how it ended."""
    status = models.PositiveSmallIntegerField(null=True)
    """HTTP status, if there was an answer."""
    trouble = models.CharField(max_length=20, blank=True)
    """A `integrations.reply.Trouble`; empty when the receiver did it."""
    detail = models.CharField(max_length=300, blank=True)
    """The receiver's or the transport's own words."""
    excerpt = models.CharField(max_length=500, blank=True)
    """The beginning of the answer's body."""
    next_at = models.DateTimeField(null=True)
    """When it is tried again; null after a success and after the last try."""

    class Meta:
        indexes = [BrinIndex(fields=["started_at"], name="attempt_by_start")]  # how many lately: rows lie in order
        constraints = [
            models.UniqueConstraint(fields=["effect", "number"], name="attempt_number_once_per_effect"),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=False) | models.Q(status=None, trouble="", next_at=None),
                name="attempt_without_end_knows_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effect_id}/{self.number}"
