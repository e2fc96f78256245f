"""How far the proof of the routes of a version is, and what it found."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class RouteProof(models.Model):
    """The one proof of a version; begun anew when what it is proved against changes."""

    version = models.OneToOneField("workflow.DefinitionVersion", on_delete=models.PROTECT, related_name="+")
    against = models.TextField()
    """The day, and the generations of the organisation that are known on it."""
    days = models.PositiveIntegerField()
    """How many days it is proved for; the next fields say which of them is under way, and how far."""
    days_done = models.PositiveIntegerField(default=0)
    groups_done = models.PositiveIntegerField(default=0)
    groups = models.PositiveIntegerField(default=0)
    """Groups of people with the same routes; 0 before the day's first piece."""
    routes = models.PositiveBigIntegerField(default=0)
    faults = ArrayField(models.TextField(), default=list)
    """In words, for whoever publishes."""
    in_full = ArrayField(models.TextField(), default=list)
    """The same with the posts of the organisation to come, for the personnel section."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(finished_at=None), name="proofs_under_way"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.against}"
