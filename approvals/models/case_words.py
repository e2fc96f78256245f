"""The words under which a case is found. Made again from the case whenever its answers change."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class CaseWords(models.Model):
    """One case as it is searched."""

    case = models.OneToOneField("workflow.Case", primary_key=True, on_delete=models.CASCADE, related_name="+")
    submission = models.BigIntegerField()
    """The newest revision of its answers that is in here."""
    text = models.TextField()
    """Folded; decides whether a word really stands there."""
    terms = ArrayField(models.CharField(max_length=2))
    """Pairs of characters; finds the candidates."""

    class Meta:
        db_table = "approvals_case_words"
        indexes = [
            GinIndex(fields=["terms"], name="case_words_by_pair"),
            models.Index(fields=["-submission"], name="case_words_newest"),  # where the next round begins
        ]

    def __str__(self) -> str:
        return str(self.case_id)
