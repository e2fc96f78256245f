"""The journal: append-only streams, each with its own hash chain. Format: docs/reference/journal.md."""

import pgtrigger
from django.db import models

NO_TRUNCATE = pgtrigger.Trigger(
    name="no_truncate",
    operation=pgtrigger.Truncate,
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    func="RAISE EXCEPTION 'the journal is never emptied';",
)
"""Rights already forbid it to everybody but the owner of the tables."""


class JournalStream(models.Model):
    """The last entry of a stream that is not a case; a case keeps its own in its row."""

    kind = models.CharField(max_length=20)
    stream = models.CharField(max_length=100)
    seq = models.IntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "stream"], name="journal_stream_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.stream}"


class JournalEntry(models.Model):
    """One thing that happened. Hash and chain are over `header`; the other columns only find it."""

    kind = models.CharField(max_length=20)
    """Kind of the stream: case procedure organisation grants document delivery person."""
    stream = models.CharField(max_length=100)
    seq = models.IntegerField()
    event = models.CharField(max_length=40)
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    header = models.BinaryField()
    """Canonical bytes as hashed."""
    hash = models.CharField(max_length=64)
    command_key = models.CharField(max_length=200, null=True, unique=True)
    command_digest = models.CharField(max_length=64, blank=True)
    """Who asked for what under that key; the same key with another digest is refused."""
    result = models.JSONField(null=True)
    """The answer that was given, for a repeated command."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "stream", "seq"], name="journal_entry_once_per_seq"),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="journal_of_person")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete), NO_TRUNCATE]

    def __str__(self) -> str:
        return f"{self.kind} {self.stream} {self.seq}"


class JournalPayload(models.Model):
    """What happened in detail. Lawful disposal may delete it; the header's salted digest stays."""

    entry = models.OneToOneField(JournalEntry, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    salt = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="payload_append_only", operation=pgtrigger.Update),
            NO_TRUNCATE,
            pgtrigger.Trigger(
                name="payload_deleted_with_tombstone",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=(
                    "IF NOT EXISTS (SELECT FROM workflow_journaltombstone t WHERE t.entry_id = OLD.entry_id) THEN"
                    " RAISE EXCEPTION 'a journal payload is deleted only by disposal, which leaves a tombstone';"
                    " END IF; RETURN OLD;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.entry_id)


class JournalTombstone(models.Model):
    """Why and when a payload was destroyed by law."""

    entry = models.OneToOneField(JournalEntry, primary_key=True, on_delete=models.PROTECT, related_name="tombstone")
    reason = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="tombstone_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            NO_TRUNCATE,
        ]

    def __str__(self) -> str:
        return str(self.entry_id)


class JournalUnsealed(models.Model):
    """Entries the sealer has not yet put into its log; the sealer removes what it has sealed."""

    entry = models.OneToOneField(JournalEntry, primary_key=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "workflow_journal_unsealed"

    def __str__(self) -> str:
        return str(self.entry_id)
