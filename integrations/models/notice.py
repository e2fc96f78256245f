"""A notice (通知) before one person: what the portal shows under お知らせ."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One notice for one person. Written with the case's own step, once per case, key and person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, to_field="uuid", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("workflow.Case", null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    """What it is about, within the case: a step and how often it came there."""
    subject = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key", "person"], name="notice_once_per_case_key_and_person"),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="notice_of_person"),  # the portal
            models.Index(fields=["person"], name="notice_unread", condition=models.Q(read_at=None)),  # the count
        ]

    def __str__(self) -> str:
        return self.subject
