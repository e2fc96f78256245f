"""A batch of personal documents (交付)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, transition

from forms.issuance.batch import BatchStatus


class IssueBatch(models.Model):
    """One 交付 of one case. The case's own statement writes the row; everything after is done here.

    Its documents are readable when `readable_from` has come, and not a moment before: publication is this one row.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    """`<case>:<step>:<round>`."""
    case = models.UUIDField()
    title = models.CharField(max_length=300, blank=True)
    template = models.CharField(max_length=200)
    consent = models.CharField(max_length=200, blank=True)
    ask = models.JSONField()
    """`forms.issuance.ask.IssueAsk` without its rows."""
    rows_sealed = models.BinaryField(null=True)
    """Rows that came with the ask, encrypted; null when they are a row set."""
    row_set = models.UUIDField(null=True)
    publish_at = models.DateTimeField(null=True)
    corrects = models.CharField(max_length=200, blank=True)
    """Key of the batch whose documents get a new version."""
    status = FSMField(default=BatchStatus.RECEIVED.value, protected=True)
    received_at = models.DateTimeField()

    kind = models.ForeignKey("forms.DocumentKind", null=True, on_delete=models.PROTECT, related_name="+")
    """Known once the batch was opened."""
    columns = models.JSONField(default=list)
    template_sha256 = models.CharField(max_length=64, blank=True)
    """The text of the template when the batch was opened; empty when it can't be used."""
    opened_at = models.DateTimeField(null=True)
    """The rows were counted and cut into chunks."""
    checked_at = models.DateTimeField(null=True)
    operator = models.UUIDField(null=True)
    """Who stands for the documents first, and who second; never the same."""
    operator_at = models.DateTimeField(null=True)
    approver = models.UUIDField(null=True)
    approver_at = models.DateTimeField(null=True)
    readable_from = models.DateTimeField(null=True)
    """The publication. Null until two persons have released the batch."""
    published_at = models.DateTimeField(null=True)
    """When the rows and notices followed; people could read from `readable_from`."""
    keep_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    """When those who can release it were last told that it waits for them."""
    alarmed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    """What the case was told."""
    closed_at = models.DateTimeField(null=True)
    called_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batch_released_by_two", condition=Q(readable_from=None) | ~Q(operator=F("approver"))
            ),
            models.CheckConstraint(
                name="batch_readable_only_when_released",
                condition=Q(readable_from=None) | Q(operator__isnull=False, approver__isnull=False),
            ),
            models.CheckConstraint(
                name="batch_not_called_back_after_publication",
                condition=Q(called_back_at=None) | Q(readable_from=None) | Q(called_back_at__lt=F("readable_from")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="batch_to_look_after",  # the sweep
                condition=Q(closed_at=None, called_back_at=None),
            ),
            models.Index(fields=["case"], name="batch_of_case"),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    @transition(field=status, source=BatchStatus.RECEIVED, target=BatchStatus.CHECKED)
    def check_off(self) -> None:
        """Every document was made, goes on paper or is held."""

    @transition(field=status, source=BatchStatus.CHECKED, target=BatchStatus.RELEASED)
    def release(self) -> None:
        """Two persons stand for it."""

    @transition(field=status, source=BatchStatus.RELEASED, target=BatchStatus.CHECKED)
    def take_back_release(self) -> None:
        """Before publication only."""

    @transition(field=status, source=BatchStatus.RELEASED, target=BatchStatus.PUBLISHED)
    def publish(self) -> None:
        """Its instant has come."""

    @transition(field=status, source=[BatchStatus.RELEASED, BatchStatus.PUBLISHED], target=BatchStatus.CLOSED)
    def close(self) -> None:
        """Nothing waits any more; before publication when there is nothing to publish."""

    @transition(field=status, source=BatchStatus.CLOSED, target=BatchStatus.CORRECTED)
    def mark_corrected(self) -> None:
        """Some of its documents have a newer version."""
