"""A document that was made for one person: what it is, apart from what it says."""

import uuid

import pgtrigger
from django.db import models

from forms.models.append_only import AppendOnlyModel


class IssuedDocument(AppendOnlyModel):
    """One version of one person's document. Never changed; its content can be destroyed when its time is over."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey("forms.IssueBatch", on_delete=models.PROTECT, related_name="documents")
    root = models.CharField(max_length=200)
    """Key of the first batch of its line of versions."""
    person = models.UUIDField()
    kind = models.CharField(max_length=100)
    period = models.DateField(null=True)
    """First day of the month it is for."""
    variety = models.CharField(max_length=40, blank=True)
    paid_on = models.CharField(max_length=20, blank=True)
    version = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    """Of the values of record, with a salt that is destroyed with them."""
    template_sha256 = models.CharField(max_length=64, blank=True)
    basis = models.CharField(max_length=20)
    """What lets its person read it: a standing of the consent ledger, `not_needed`, or `paper` for nothing."""
    basis_entry = models.ForeignKey("forms.Consent", null=True, on_delete=models.PROTECT, related_name="+")
    basis_at = models.DateTimeField()
    """The instant the ledger was asked about."""
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "person"], name="document_once_per_batch")]
        indexes = [
            models.Index(fields=["person", "kind", "-period"], name="document_of_person"),  # the reader's months
            models.Index(fields=["root", "person", "version"], name="document_versions"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.uuid)


class IssuedContent(models.Model):
    """The values of record, encrypted. Written once; deleted by a call-back or by lawful disposal, never changed."""

    document = models.OneToOneField(IssuedDocument, on_delete=models.PROTECT, related_name="content")
    sealed = models.BinaryField()

    class Meta:
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return str(self.document_id)


class DocumentLook(AppendOnlyModel):
    """Somebody opened, printed or took a document: what its person may ask about. The journal holds it too."""

    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="looks")
    viewer = models.UUIDField()
    at = models.DateTimeField()
    how = models.CharField(max_length=20)
    """view · pdf · print · paper_run · api"""
    reason = models.CharField(max_length=500, blank=True)
    """Why somebody else than its person did."""

    class Meta:
        indexes = [
            models.Index(fields=["document", "at"], name="looks_at_document"),
            models.Index(fields=["viewer", "at"], name="looks_of_viewer"),  # many in a short time
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.document_id} {self.viewer}"


class PaperRequest(models.Model):
    """A person wants one document on paper too; the consent stays as it is."""

    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="paper_requests")
    asked_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    handed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(handed_at=None), name="paper_request_once_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.asked_at}"
