"""What the outside world still has to be told, and what it told us: the ledger both ways."""

from django.db import models


class Effect(models.Model):
    """One call to a connected system, until it is done or given up. The only ledger of outbound work."""

    class Status(models.TextChoices):
        WAITING = "waiting", "待ち"
        LEASED = "leased", "送信中"
        DONE = "done", "済み"
        DEAD = "dead", "停止"

    key = models.CharField(max_length=200, unique=True)
    """Idempotency key: `<case uuid>:<call key>`."""
    case = models.ForeignKey("Case", null=True, on_delete=models.PROTECT, related_name="+")
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
    order_group = models.CharField(max_length=60)
    """Effects of a group are delivered one after another, in order of id."""
    next_at = models.DateTimeField()
    """Not before this instant."""
    leased_until = models.DateTimeField(null=True)
    fence = models.IntegerField(default=0)
    """Raised by every lease; whoever holds an older one may no longer write."""
    leased_by = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"], name="effect_open", condition=models.Q(status__in=["waiting", "leased"])
            ),  # claim and sweep
            models.Index(
                fields=["order_group", "id"],
                name="effect_open_of_group",
                condition=models.Q(status__in=["waiting", "leased"]),
            ),
            models.Index(fields=["case"], name="effect_of_case"),
        ]

    def __str__(self) -> str:
        return self.key


class InboundMessage(models.Model):
    """A message a connected system sent; kept while nobody waits for it."""

    class Status(models.TextChoices):
        KEPT = "kept", "保管"
        TAKEN = "taken", "受理"
        UNMATCHED = "unmatched", "宛先なし"

    sender = models.CharField(max_length=100)
    message = models.CharField(max_length=200)
    """Id the sender gave it."""
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status.choices)
    case = models.ForeignKey("Case", null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "message"], name="message_once_per_sender")]
        indexes = [
            models.Index(fields=["name", "key"], name="message_kept", condition=models.Q(status="kept")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
