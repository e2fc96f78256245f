"""The ways out: whether calls to a system may be taken from the ledger now, the same for every worker."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Channel(models.Model):
    """One target of calls, with its breaker. Made when the first call to it is taken."""

    class Breaker(models.TextChoices):
        CLOSED = "closed", "通常"
        OPEN = "open", "遮断中"
        HALF_OPEN = "half_open", "試し送り"

    target = models.CharField(max_length=100, primary_key=True)
    breaker = models.CharField(max_length=10, choices=Breaker.choices, default=Breaker.CLOSED)
    failures = models.IntegerField(default=0)
    """Failures of the system in a row, whichever calls they were."""
    trips = models.IntegerField(default=0)
    """How often the breaker opened in a row: each time it stays open longer."""
    changed_at = models.DateTimeField()
    """When the breaker last opened, was tried or closed."""
    not_before = models.DateTimeField()
    """Nothing is taken before: the breaker is open, or the system asked for patience."""
    rate_at = models.DateTimeField()
    """Up to which instant the permitted calls per second are used up."""
    on_the_way = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    """Ids of the calls that were taken and may still be held by a worker; their rows say whether they are."""
    paused_at = models.DateTimeField(null=True)
    paused_by = models.UUIDField(null=True)
    pause_reason = models.TextField(blank=True)
    succeeded_at = models.DateTimeField(null=True)
    """Of the last success, to within some seconds."""
    failed_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)
    """What the last failure was, as integrations names it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="channel_breaker_known", condition=models.Q(breaker__in=["closed", "open", "half_open"])
            ),
        ]

    def __str__(self) -> str:
        return self.target


class LedgerState(models.Model):
    """The one row that knows which database this ledger is in, and whether outbound work is held after a restore."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    fingerprint = models.CharField(max_length=100)
    """Cluster, database and timeline that the ledger was last released in."""
    watermark = models.BigIntegerField(default=0)
    """Only rises; hosts remember the highest they saw, so an older database is recognised."""
    held_since = models.DateTimeField(null=True)
    held_because = models.CharField(max_length=20, blank=True)
    """copied · older"""

    class Meta:
        constraints = [models.CheckConstraint(name="ledger_state_is_one_row", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return self.fingerprint
