"""What became of each case under way when a version of its procedure came into force that reaches it (移行)."""

from django.db import models


class CaseMigration(models.Model):
    """One case, seen to once for one version: moved, or left with its own. The journal has the move itself."""

    version = models.ForeignKey("DefinitionVersion", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=10)
    """moved · stays · failed"""
    reason = models.TextField(blank=True)
    """Why it stays, in Japanese."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "case"], name="case_migrated_once_per_version")]
        indexes = [models.Index(fields=["version", "result", "id"], name="migrations_by_result")]  # the version's page

    def __str__(self) -> str:
        return f"{self.case_id} {self.result}"
