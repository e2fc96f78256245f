"""Who may act now, who may read, who must look later. Rows are written inside dispatch's transaction."""

import pgtrigger
from django.db import models


class InboxEntry(models.Model):
    """One person may act on one task now. Gone with the act, whoever did it."""

    person = models.UUIDField()
    task = models.ForeignKey("workflow.UserTask", on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey("workflow.Case", on_delete=models.CASCADE, related_name="+")
    procedure = models.CharField(max_length=100)
    node = models.CharField(max_length=100, default="", db_default="")
    step = models.CharField(max_length=200, default="", db_default="")
    """As the task says; a migration (移行) writes both."""
    arrived_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=20)
    """Kind of the step: decide, verify, input …"""
    capacity = models.CharField(max_length=16)
    unit = models.CharField(max_length=20, default="", db_default="")
    post = models.CharField(max_length=60, default="", db_default="")
    """As whom he may act: when he is there no more, whose work it is is asked again."""
    principal = models.UUIDField(null=True)
    """The person it would be done for (代決, 代理)."""
    held_by = models.UUIDField(null=True)
    """Who put it on hold (保留); only he may act."""

    class Meta:
        db_table = "approvals_inbox_entry"
        constraints = [models.UniqueConstraint(fields=["task", "person"], name="inbox_entry_once_per_person")]
        indexes = [
            models.Index(fields=["person", "-arrived_at", "-id"], name="inbox_newest_first"),
            models.Index(fields=["person", "due_at", "id"], name="inbox_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.kind}"


class CaseReader(models.Model):
    """Somebody who may read a case: a person (uuid) or everybody of a unit (`unit:<code>`)."""

    case = models.ForeignKey("workflow.Case", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=60)
    started_at = models.DateTimeField(editable=False)
    """When the case started. The database copies it, so whoever lets somebody read need not know."""

    class Meta:
        db_table = "approvals_case_reader"
        constraints = [models.UniqueConstraint(fields=["case", "subject"], name="case_reader_once")]
        indexes = [
            # lists of cases start here, a search with the newest
            models.Index(fields=["subject", "-started_at", "case"], name="newest_of_subject"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="start_of_case",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="NEW.started_at := (SELECT started_at FROM workflow_case WHERE uuid = NEW.case_id); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class LaterView(models.Model):
    """後閲, 供覧: a person shall look at a case that goes on without him."""

    case = models.ForeignKey("workflow.Case", on_delete=models.CASCADE, related_name="+")
    person = models.UUIDField()
    step = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    post = models.CharField(max_length=60)
    reason = models.CharField(max_length=20)
    """absent: passed over · deputy: decided by a deputy · pulled_up: somebody above took it (引上げ) ·
    enough: others have consented (協議の残り) ·
    shown: put before him for information (供覧)"""
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    comment = models.TextField(default="", db_default="")
    objects_to_it = models.BooleanField(default=False, db_default=False)
    """Whether the comment is an objection (異議). The case goes its way all the same."""
    told = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How far it was said that it is owed for long: 1 to him, 2 to whoever is above him too."""

    class Meta:
        db_table = "approvals_later_view"
        constraints = [
            # the same step may pass over him again after a send-back: one open obligation is enough
            models.UniqueConstraint(
                fields=["case", "person", "step"], condition=models.Q(seen_at=None), name="one_open_later_view"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "created_at"], condition=models.Q(seen_at=None), name="later_views_to_do"),
            models.Index(fields=["case"], name="later_views_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.post}"
