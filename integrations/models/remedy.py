"""What is done at once about calls that stopped for one cause: sent again as they are, or with one value corrected."""

from django.db import models
from django.db.models import F, Q


class Remedy(models.Model):
    """One act with one reason. Where it corrects a value, whoever proposed it never confirms it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "確認待ち"
        CONFIRMED = "confirmed", "実行"
        REFUSED = "refused", "取りやめ"

    target = models.CharField(max_length=100)
    operation = models.CharField(max_length=200)
    trouble = models.CharField(max_length=20, blank=True, db_default="")
    """The kind of the cause, as integrations names it; empty for acts of before it was kept."""
    code = models.CharField(max_length=60, blank=True, db_default="")
    """What the system itself calls the cause, if it does."""
    error = models.TextField()
    """The cause in words: those that stood at every one of the calls, or what its kind is called."""
    item = models.CharField(max_length=200, blank=True)
    """Name of the value that is corrected; empty: they go out as they are."""
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=500)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="corrected_together_by_two_people",
                condition=~Q(status="confirmed")
                | Q(settled_by__isnull=False) & (Q(item="") | ~Q(settled_by=F("proposed_by"))),
            ),
        ]
        indexes = [
            models.Index(fields=["target"], name="remedies_to_confirm", condition=Q(status="proposed")),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.status}"


class RemediedCall(models.Model):
    """One of the calls, and what became of it in this act."""

    class Result(models.TextChoices):
        OPEN = "open", "まだ"
        SENT = "sent", "送り直した"
        PASSED_OVER = "passed_over", "ほかの人が片付けていた"

    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="calls")
    effect = models.ForeignKey("workflow.Effect", on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=11, choices=Result.choices, default=Result.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["remedy", "effect"], name="remedied_once_by_an_act"),
        ]
        indexes = [
            models.Index(fields=["id"], name="remedied_calls_to_send", condition=Q(result="open")),
        ]

    def __str__(self) -> str:
        return f"{self.remedy_id}/{self.effect_id} {self.result}"
