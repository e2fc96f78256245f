"""The kinds of personal documents in force, their templates, and the texts people agree to."""

import pgtrigger
from django.db import models

from forms.models.append_only import AppendOnlyModel
from forms.spec import Text


class DocumentKind(models.Model):
    """One kind, as its file in definitions/documents said when it was loaded. Rights are given on this row."""

    key = models.CharField(max_length=100, unique=True)
    template = models.CharField(max_length=200, unique=True)
    consent = models.CharField(max_length=200, blank=True)
    """Name of the consent its documents need to be given electronically."""
    office = models.CharField(max_length=20, blank=True)
    """Code of the unit that prepares it."""
    spec = models.JSONField()
    """`forms.issuance.kind.DocumentKind`."""

    class Meta:
        permissions = [
            ("handle_documentkind", "Prepares, hands over and may look into documents of this kind, giving a reason"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def named(self) -> Text:
        """What people call it."""
        return Text(**self.spec["name"])


class TemplateText(AppendOnlyModel):
    """A template with its style as some batch used it: enough to print its documents as they were."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:12]}"


class ConsentText(AppendOnlyModel):
    """One version of what people are told before they agree. Changing a word takes a new version."""

    consent = models.CharField(max_length=200)
    version = models.IntegerField()
    ja = models.TextField()
    en = models.TextField(blank=True)
    deemed = models.BooleanField()
    """Whether silence after the deadline counts as consent under this text."""
    days = models.IntegerField()
    """How long people have to answer."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consent", "version"], name="consent_text_once_per_version")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.consent} {self.version}"
