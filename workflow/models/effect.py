"""What the outside world still has to be told: the ledger of calls, until each is done or given up."""

from django.db import models


class Effect(models.Model):
    """One call to a connected system, until it is done or given up. The only ledger of outbound work."""

    class Status(models.TextChoices):
        WAITING = "waiting", "待ち"
        DONE = "done", "済み"
        DEAD = "dead", "停止"
        UNKNOWN = "unknown", "結果不明"
        """Whether the system did it cannot be found out by asking it; a person has to say."""

    key = models.CharField(max_length=200)
    """Idempotency key: `<case uuid>:<call key>`."""
    case = models.ForeignKey("Case", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    call = models.CharField(max_length=160)
    """Key of the call within the case."""
    node = models.CharField(max_length=100)
    target = models.CharField(max_length=100)
    """Name of the connected system."""
    operation = models.CharField(max_length=200)
    payload = models.JSONField()
    receive = models.JSONField(default=list)
    retry = models.JSONField()
    """How often and how far apart, as the definition says."""
    timeout_seconds = models.IntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.IntegerField(default=0)
    """How often it was leased."""
    replayed_after = models.IntegerField(default=0, db_default=0)
    """Attempts made before an operator had it sent again; they use up none of the tries it has now."""
    losses = models.IntegerField(default=0, db_default=0)
    """How often a worker lost it by dying or falling silent: a call that kills its workers is not sent for ever."""
    in_doubt = models.BooleanField(default=False, db_default=False)
    """It may have been done already, without our having heard of it."""
    order_group = models.CharField(max_length=60, blank=True)
    """Calls of a group are delivered one after another, in order of id; without a group in any order."""
    next_at = models.DateTimeField()
    """Not before this instant."""
    leased_until = models.DateTimeField(null=True)
    """Set while a worker has it; a lease is no status, because a changed status is written to every index."""
    fence = models.IntegerField(default=0)
    """Raised by every lease; whoever holds an older one may no longer write."""
    leased_by = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    trouble = models.CharField(max_length=20, blank=True, db_default="")
    """Which kind of failure the last one was, as integrations names it."""
    code = models.CharField(max_length=60, blank=True, db_default="")
    """What the system itself calls the last failure, if it does."""
    handled_at = models.DateTimeField(null=True)
    """When an operator closed a call that was given up: nothing more will be done about it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="effect_key_once"),
            models.CheckConstraint(
                name="effect_status_known",
                condition=models.Q(status__in=["waiting", "done", "dead", "unknown"]),
            ),
            models.CheckConstraint(
                name="effect_leased_while_waiting",
                condition=models.Q(leased_until=None) | models.Q(status="waiting"),
            ),
        ]
        # A claim touches no column of these indexes: PostgreSQL then writes only the row (HOT), on its own page.
        indexes = [
            models.Index(
                fields=["target", "next_at", "id"],
                name="effect_open_of_target",
                condition=models.Q(status="waiting"),
            ),  # claim and sweep
            models.Index(
                fields=["order_group", "id"],
                name="effect_before_in_group",
                condition=models.Q(status__in=["waiting", "unknown"]) & ~models.Q(order_group=""),
            ),
            models.Index(
                fields=["-settled_at", "-id"],
                name="effect_for_operators",
                condition=models.Q(status__in=["dead", "unknown"], handled_at=None),
            ),
            models.Index(fields=["case"], name="effect_of_case"),
            models.Index(fields=["target", "-id"], name="effect_by_target"),  # the list of one system
        ]

    @property
    def stands(self) -> str:
        """Its status as people are told it: `sending` while a worker has it."""
        return "sending" if self.leased_until is not None else self.status

    def __str__(self) -> str:
        return self.key
