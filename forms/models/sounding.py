"""A draft that was shown to somebody before it is handed in (根回し); gone with the draft, without a trace."""

from django.db import models

from forms.models.draft import Draft


class Sounding(models.Model):
    """One person reads the draft of another as it stands, and may remark on it. No act, no case, no right to decide."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="soundings")
    person = models.UUIDField()
    asked = models.TextField()
    """What the drafter wants to hear."""
    shown_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "person"], name="sounding_once_per_person")]
        indexes = [models.Index(fields=["person"], name="soundings_of_person")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.person}"


class SoundingRemark(models.Model):
    """What one of the two wrote to the other."""

    sounding = models.ForeignKey(Sounding, on_delete=models.CASCADE, related_name="remarks")
    person = models.UUIDField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sounding", "at"], name="remarks_of_sounding")]

    def __str__(self) -> str:
        return f"{self.person} {self.at}"
