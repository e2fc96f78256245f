"""What is proposed to be sent instead of a payload that a system refused; a second person confirms it."""

from django.db import models


class Correction(models.Model):
    """One proposal. Whoever made it never confirms it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "確認待ち"
        CONFIRMED = "confirmed", "確認済み"
        REFUSED = "refused", "取りやめ"

    effect = models.ForeignKey("workflow.Effect", on_delete=models.PROTECT, related_name="+")
    payload = models.JSONField()
    reason = models.TextField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["effect"], name="one_open_correction_per_effect", condition=models.Q(status="proposed")
            ),
            models.CheckConstraint(
                name="correction_needs_two_people",
                condition=~models.Q(status="confirmed")
                | models.Q(settled_by__isnull=False) & ~models.Q(settled_by=models.F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effect_id} {self.status}"
