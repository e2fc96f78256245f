"""One recipient in a batch, and the pieces of a batch that workers take."""

from django.db import models
from django.db.models import Q

from forms.issuance.rows import RowState


class IssueRow(models.Model):
    """Where the document of one row stands."""

    batch = models.ForeignKey("forms.IssueBatch", on_delete=models.CASCADE, related_name="rows")
    number = models.IntegerField()
    """Place in the file, from 0."""
    staff_number = models.CharField(max_length=40)
    person = models.UUIDField(null=True)
    unit = models.CharField(max_length=300, blank=True)
    """Of the person when the batch was opened; mail order is by unit code, then staff number."""
    unit_code = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20, default=RowState.MAKING.value)
    problem = models.CharField(max_length=20, blank=True)
    """Why it is held."""
    detail = models.CharField(max_length=500, blank=True)
    """Which field, and what is wrong with it; never a value."""
    document = models.OneToOneField("forms.IssuedDocument", null=True, on_delete=models.PROTECT, related_name="row")
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    on_paper = models.BooleanField(default=False)
    """Somebody decided that it goes on paper."""
    reason = models.CharField(max_length=500, blank=True)
    """Why somebody decided so about a held row."""
    settled_at = models.DateTimeField(null=True)
    """When it was read, found unread, or handed over."""
    settled_by = models.UUIDField(null=True)
    """Who handed the paper over."""
    printed_at = models.DateTimeField(null=True)
    reminded = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="issue_row_once"),
            models.CheckConstraint(
                name="issue_row_known_state", condition=Q(state__in=[state.value for state in RowState])
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "state"], name="issue_row_by_state"),  # counts, lists of exceptions and paper
            models.Index(fields=["person"], name="issue_row_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"


class IssueChunk(models.Model):
    """Consecutive rows that one worker makes in one transaction; unfinished ones are taken by whoever looks next."""

    batch = models.ForeignKey("forms.IssueBatch", on_delete=models.CASCADE, related_name="chunks")
    first = models.IntegerField()
    behind = models.IntegerField()
    """Number of the row behind its last one."""
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "first"], name="issue_chunk_once")]
        indexes = [
            models.Index(fields=["id"], name="issue_chunk_open", condition=Q(done_at=None)),  # what is left to make
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.first}"
