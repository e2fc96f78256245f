"""The rows of an imported file: everything about a person stays encrypted."""

import uuid

from django.db import models


class RowSet(models.Model):
    """Rows of one file that was taken in whole. Deleted when the import is thrown away."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    origin = models.CharField(max_length=200, blank=True)
    """What it was taken in for, so that whoever asked can throw it away: `<case uuid>:<month>`."""
    columns = models.JSONField(default=list)
    """What the columns are called, as `forms.issuance.columns.Column`; nothing about a person."""
    count = models.IntegerField()
    totals_sealed = models.BinaryField(default=bytes)
    """`forms.issuance.totals.Totals`, encrypted: of a correction for one person a sum is the salary."""
    file_name = models.CharField(max_length=500, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["origin"], name="row_set_of_origin", condition=~models.Q(origin=""))]

    def __str__(self) -> str:
        return str(self.uuid)


class RowSetChunk(models.Model):
    """Some consecutive rows, encrypted as one piece."""

    row_set = models.ForeignKey(RowSet, on_delete=models.CASCADE, related_name="chunks")
    number = models.IntegerField()
    first = models.IntegerField()
    """Place of its first row in the set, from 0."""
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row_set", "number"], name="row_set_chunk_once")]

    def __str__(self) -> str:
        return f"{self.row_set_id} {self.number}"
