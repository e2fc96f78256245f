"""The document of a decided case on its way to a system: kept encrypted until the system has it."""

from django.db import models


class CaseDocument(models.Model):
    """What goes with one call. The same bytes go with every try; once it was done only their hash stays."""

    effect = models.OneToOneField("workflow.Effect", primary_key=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    attached = models.IntegerField(null=True)
    """How many files that people attached are inside; null where nobody counted them yet."""
    made_at = models.DateTimeField()
    content = models.BinaryField(null=True)
    """Encrypted, as `forms.services.file_cipher` writes it; none once the call is done."""

    class Meta:
        indexes = [
            models.Index(
                fields=["effect"], name="case_document_kept", condition=models.Q(content__isnull=False)
            ),  # to forget what was sent
        ]

    def __str__(self) -> str:
        return f"{self.effect_id} {self.sha256}"
