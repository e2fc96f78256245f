"""What connected systems told us."""

from django.db import models


class InboundMessage(models.Model):
    """A message a connected system sent; kept while nobody waits for it."""

    class Status(models.TextChoices):
        KEPT = "kept", "保管"
        TAKEN = "taken", "受理"
        UNMATCHED = "unmatched", "宛先なし"

    sender = models.CharField(max_length=100)
    message = models.CharField(max_length=200)
    """Id the sender gave it."""
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status.choices)
    case = models.ForeignKey("Case", null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "message"], name="message_once_per_sender")]
        indexes = [
            models.Index(fields=["name", "key"], name="message_kept", condition=models.Q(status="kept")),
            models.Index(fields=["name", "-received_at"], name="message_last_of_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
