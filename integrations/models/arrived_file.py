"""A file that a system left for us (受信), from the moment it is safe here."""

import uuid

from django.db import models


class ArrivedFile(models.Model):
    """One delivery. Its content lies encrypted in the file storage under its hash."""

    class Status(models.TextChoices):
        WAITING = "waiting", "登録待ち"
        AGAIN = "again", "再送(同じ内容)"
        REFUSED = "refused", "使えません"
        INCOMPLETE = "incomplete", "そろっていません"
        SET_ASIDE = "set_aside", "使わないことにしました"
        SETTLED = "settled", "そろいました"
        TAKEN = "taken", "組織に取り込みました"
        REPLACED = "replaced", "新しいものに替わりました"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    message = models.CharField(max_length=200)
    """`system.files`, as procedures name it."""
    name = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64, blank=True)
    """Empty for one that was never complete."""
    size = models.BigIntegerField()
    control_name = models.CharField(max_length=500, blank=True)
    control_sha256 = models.CharField(max_length=64, blank=True)
    control_size = models.BigIntegerField(default=0)
    status = models.CharField(max_length=12, choices=Status.choices)
    judgement = models.ForeignKey("integrations.FileJudgement", null=True, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True)
    """When it was taken from where it lay; null: that comes after, and finding it there again is no second delivery."""
    claimed_by = models.UUIDField(null=True)
    """Who fills in the application with it."""
    claimed_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "name", "sha256"],
                name="one_arrival_at_a_time",
                condition=models.Q(put_away_at=None),
            ),
            models.CheckConstraint(
                name="set_aside_with_a_reason",
                condition=~models.Q(status="set_aside") | models.Q(settled_by__isnull=False) & ~models.Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["message", "-arrived_at"], name="arrivals_of_delivery")]

    def __str__(self) -> str:
        return f"{self.message} {self.name}"


UNUSABLE = (ArrivedFile.Status.REFUSED, ArrivedFile.Status.INCOMPLETE)
"""Nothing can be done with it."""
