"""A procedure (手続) and the versions of its definition."""

import pgtrigger
from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition


class Procedure(models.Model):
    """What people apply for; its rules are in its versions."""

    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=20)
    """Key of the unit that owns it; its people edit and publish the definition."""
    in_force = models.ForeignKey("DefinitionVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The version that new cases are pinned to."""

    class Meta:
        permissions = [
            ("edit_definition", "Can write a definition and propose it"),
            ("publish_definition", "Can put a proposed version in force"),
        ]
        """Given on single procedures, to the group of the office that owns them."""

    def __str__(self) -> str:
        return self.name


_DECIDED = ~pgtrigger.Q(old__status="proposed")
_REPLANNED = pgtrigger.Q(old__reach__df=pgtrigger.F("new__reach")) | pgtrigger.Q(
    old__moves__df=pgtrigger.F("new__moves")
)


class DefinitionVersion(models.Model):
    """One text of a definition and the program compiled from it. Text and program never change."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "公開待ち"
        SCHEDULED = "scheduled", "施行待ち"
        IN_FORCE = "in_force", "施行中"
        REPLACED = "replaced", "旧版"
        REJECTED = "rejected", "取下げ"

    class Reach(models.TextChoices):
        """Which cases under way are moved to it when it comes into force (施行)."""

        NEW_ONLY = "new_only", "新規のみ"
        UNTOUCHED = "untouched", "未着手のみ"
        ALL = "all", "全件"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    source = models.TextField()
    program_hash = models.CharField(max_length=64)
    program = models.BinaryField()
    """Canonical bytes of the program."""
    status = FSMField(default=Status.PROPOSED, choices=Status.choices, protected=True)
    note = models.TextField(blank=True)
    """What changed and why, in the clerk's words."""
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, to_field="uuid", on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, to_field="uuid", on_delete=models.PROTECT, related_name="+"
    )
    """The second person, who decided that it comes into force."""
    approved_at = models.DateTimeField(null=True, blank=True)
    """When the second person decided so."""
    in_force_on = models.DateField(null=True, blank=True)
    """施行日, when that day had not come by then."""
    published_at = models.DateTimeField(null=True, blank=True)
    """When it came into force."""
    reach = models.CharField(max_length=10, choices=Reach, default=Reach.NEW_ONLY)
    moves = models.JSONField(default=dict)
    """By hand: node id of a step that cases wait at, to that of the step of this version they are taken to."""
    moved_at = models.DateTimeField(null=True, blank=True)
    """When every case that it reaches had been seen to."""

    class Meta:
        constraints = [
            # the same program may be proposed again after it was rejected or replaced, but is in force only once
            models.UniqueConstraint(
                fields=["procedure"], condition=models.Q(status="in_force"), name="one_version_in_force"
            ),
        ]
        indexes = [
            models.Index(fields=["program_hash"], name="version_by_program_hash"),
            models.Index(  # the sweep, each second
                fields=["in_force_on"], condition=models.Q(status="scheduled"), name="versions_that_wait_for_a_day"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_versions", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_plan_of_migration",
                operation=pgtrigger.Update,
                condition=_DECIDED & _REPLANNED,
            ),
            pgtrigger.Protect(
                name="keep_definition_text",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("source", "program", "program_hash", "procedure"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.program_hash[:12]}"

    @transition(field=status, source=Status.PROPOSED, target=Status.SCHEDULED)
    def schedule(self) -> None:
        """New cases use it from its 施行日 on."""

    @transition(field=status, source=[Status.PROPOSED, Status.SCHEDULED], target=Status.IN_FORCE)
    def publish(self) -> None:
        """New cases use it from now on."""

    @transition(field=status, source=[Status.PROPOSED, Status.SCHEDULED], target=Status.REJECTED)
    def reject(self) -> None:
        """It is not going to be published."""

    @transition(field=status, source=Status.IN_FORCE, target=Status.REPLACED)
    def replace(self) -> None:
        """A newer version took its place; running cases stay with it, or are moved, as the newer one says."""
