"""A case (案件), the open work in it, and what wakes it. Rows are written by dispatch only."""

from django.db import models


class Case(models.Model):
    """One application on its way. The state is the truth; the other columns repeat what lists ask for."""

    uuid = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=20, unique=True)
    procedure = models.ForeignKey("Procedure", to_field="key", on_delete=models.PROTECT, related_name="+")
    program_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10)
    """open · ended"""
    outcome = models.CharField(max_length=100, blank=True)
    outcome_kind = models.CharField(max_length=20, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    applicant = models.UUIDField()
    typist = models.UUIDField(null=True)
    unit = models.CharField(max_length=20)
    """Key of the unit the applicant applies in."""
    revision = models.IntegerField()
    """Raised by every command that changed the case; what a page was shown and an act must name."""
    content_revision = models.IntegerField()
    """The revision at which answers last changed: an act that was shown less is stale."""
    state = models.JSONField()
    state_hash = models.CharField(max_length=64)
    steps = models.JSONField(default=list)
    """Names of the steps where it waits now, for lists."""
    journal_seq = models.IntegerField()
    journal_head = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", ended_at=None, outcome="")
                | models.Q(status="ended", ended_at__isnull=False) & ~models.Q(outcome=""),
                name="case_ends_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-started_at"], name="case_of_applicant"),  # my cases
            models.Index(fields=["procedure", "-started_at"], name="case_of_procedure"),  # auditor's search
            models.Index(fields=["-started_at"], name="case_by_start"),
        ]
        permissions = [("audit_cases", "Can read every record; each reading is itself recorded")]

    def __str__(self) -> str:
        return self.number


class UserTask(models.Model):
    """Work for people, open or closed."""

    uuid = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    node = models.CharField(max_length=100)
    step = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    round = models.IntegerField()
    status = models.CharField(max_length=12)
    """open · completed · skipped · sent_back · withdrawn · overdue"""
    verdict = models.CharField(max_length=100, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", closed_at=None)
                | models.Q(
                    status__in=["completed", "skipped", "sent_back", "withdrawn", "overdue"], closed_at__isnull=False
                ),
                name="task_is_open_or_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "opened_at"], name="task_of_case"),
        ]

    def __str__(self) -> str:
        return self.step


class Timer(models.Model):
    """An instant at which a case must be woken."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    timer = models.CharField(max_length=40)
    """Id within the case."""
    kind = models.CharField(max_length=12)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "timer"], name="timer_once_per_case")]
        indexes = [models.Index(fields=["due_at"], name="timer_by_due")]  # the sweep

    def __str__(self) -> str:
        return f"{self.case_id} {self.timer}"


class Subscription(models.Model):
    """A message a case waits for."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    subscription = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "subscription"], name="subscription_once_per_case")]
        indexes = [models.Index(fields=["name", "key"], name="subscription_by_message")]  # correlation

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class Incident(models.Model):
    """Something in a case that only an administrator can settle (要対応)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    incident = models.CharField(max_length=40)
    node = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    detail = models.TextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "incident"], name="incident_once_per_case")]
        indexes = [
            models.Index(fields=["opened_at"], name="incident_open", condition=models.Q(closed_at=None)),
        ]
        permissions = [("settle_incidents", "Can try again, skip or stop what is stuck")]

    def __str__(self) -> str:
        return self.detail


class NumberSeries(models.Model):
    """The last number drawn from a gapless series in a fiscal year."""

    series = models.CharField(max_length=100)
    fiscal_year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "fiscal_year"], name="one_counter_per_series_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.fiscal_year}"
