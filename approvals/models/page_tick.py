"""Which pages of a case's files a person has seen, bookmarked and noted something on. Nobody else can read it."""

from django.db import models


class PageTick(models.Model):
    """One page, one person. The same content attached twice to a case is one file."""

    person = models.UUIDField()
    case = models.ForeignKey("workflow.Case", on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    page = models.IntegerField()
    """From 1."""
    seen = models.BooleanField(default=True)
    bookmarked = models.BooleanField(default=False)
    note = models.TextField(default="")

    class Meta:
        db_table = "approvals_page_tick"
        constraints = [
            models.UniqueConstraint(fields=["person", "case", "sha256", "page"], name="page_tick_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:8]} {self.page}"
