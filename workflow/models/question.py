"""Questions to connected systems while somebody fills in a form (照会): they take places among the calls under way."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Question(models.Model):
    """One question; nothing of what was asked or told is kept. The oldest are thrown away in time."""

    target = models.CharField(max_length=100)
    """Name of the connected system."""
    operation = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    """When its place is free again, whatever became of whoever asked."""
    sent_at = models.DateTimeField(null=True)
    """Null: there was no place for it in time, so it was not sent."""
    ended_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    """HTTP status, if there was an answer."""
    trouble = models.CharField(max_length=20, blank=True)
    """As integrations names it; empty when the system answered."""
    detail = models.CharField(max_length=300, blank=True)
    """The system's or the transport's own words."""

    class Meta:
        indexes = [
            models.Index(
                fields=["target", "id"], name="question_under_way", condition=models.Q(ended_at=None)
            ),  # claims count them
            models.Index(fields=["target", "-id"], name="question_by_target"),
            BrinIndex(fields=["asked_at"], name="question_by_instant"),  # how many lately: rows lie in order
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.asked_at}"
