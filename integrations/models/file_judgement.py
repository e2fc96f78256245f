"""What was found when a file was judged, and what of it was taken in."""

import uuid

from django.db import models


class FileJudgement(models.Model):
    """One look at one file, when it came or when a case took it in. What was found is encrypted: it names amounts."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    layout = models.CharField(max_length=100)
    case = models.UUIDField(null=True)
    """The case that took it in, or tried to; null when it was judged on arrival."""
    verdict = models.CharField(max_length=10)
    """accepted · held · rejected"""
    month = models.DateField(null=True)
    version = models.IntegerField(null=True)
    name = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    row_set = models.UUIDField(null=True)
    """The rows that were kept. Once they are thrown away the file counts as never taken in."""
    corrects = models.BooleanField(default=False)
    """Some rows of it replace earlier ones; it is no month of its own."""
    sealed = models.BinaryField()
    judged_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "-judged_at"], name="judgement_of_case", condition=~models.Q(case=None)),
            models.Index(
                fields=["layout", "-month"], name="files_taken_in", condition=~models.Q(row_set=None)
            ),  # history and the file before
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.verdict}"
