"""The ledger of consents to electronic delivery."""

import pgtrigger
from django.db import models

from forms.issuance.consent import Act
from forms.models.append_only import AppendOnlyModel


class Channel(models.TextChoices):
    """How an answer came."""

    SCREEN = "screen", "画面"
    PAPER = "paper", "紙"


class Consent(AppendOnlyModel):
    """One entry: a notice or an answer. What holds is computed from all of a person's entries, never stored."""

    person = models.UUIDField()
    consent = models.CharField(max_length=200)
    act = models.CharField(max_length=10, choices=[(act.value, act.value) for act in Act])
    at = models.DateTimeField()
    text_version = models.IntegerField()
    deadline = models.DateTimeField(null=True)
    """Of a notice."""
    channel = models.CharField(max_length=10, choices=Channel)
    recorded_by = models.UUIDField()
    """The person; a clerk for what came on paper or went out as a notice."""
    note = models.CharField(max_length=500, blank=True)
    """Where the paper is kept."""

    class Meta:
        indexes = [models.Index(fields=["consent", "person", "id"], name="consent_of_person")]  # where somebody stands
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.person} {self.consent} {self.act}"
