"""The organisation as dated rows. A generation (発令) replaces all of it; inside one, single rows begin and end."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django_fsm import FSMField, transition


class GenerationStatus(models.TextChoices):
    """Life of a generation: prepared ahead, in force, past."""

    PREPARED = "prepared", "予約"
    IN_FORCE = "in_force", "有効"
    PAST = "past", "過去"


class OrganisationGeneration(models.Model):
    """All units, posts and people as of one day of appointments. At most one is in force."""

    name = models.CharField("名前", max_length=100)
    effective_on = models.DateField("発令日")
    status = FSMField("状態", default=GenerationStatus.PREPARED, choices=GenerationStatus, protected=True)
    revision = models.PositiveIntegerField(default=1)
    """Raised by every change inside the generation, also of absences: what snapshots in memory are compared with."""
    rules = models.JSONField(default=dict)
    """Kinds of posts, duties and the order of deputies, as the files said when it was loaded."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=models.Q(status="in_force"), name="one_generation_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.effective_on}）"

    @transition(field=status, source=GenerationStatus.PREPARED, target=GenerationStatus.IN_FORCE)
    def put_in_force(self) -> None:
        """From now on work is given out by it; the one before must be past already."""

    @transition(field=status, source=GenerationStatus.IN_FORCE, target=GenerationStatus.PAST)
    def retire(self) -> None:
        """Another one takes over; it stays readable for what was decided under it."""


class _OfGeneration(models.Model):
    """A row of one generation, valid from a day until a day; no end means it goes on."""

    generation = models.ForeignKey(OrganisationGeneration, on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        abstract = True


class Unit(_OfGeneration):
    """A department, section or subsection."""

    code = models.CharField("符号", max_length=20)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField(max_length=20)
    """office · department · section · subsection"""
    parent = models.CharField("上の所属", max_length=20, null=True)
    en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["generation", "code"], name="unit_code_is_unique")]

    def __str__(self) -> str:
        return self.name


class Post(_OfGeneration):
    """A post that somebody holds or that is vacant."""

    key = models.CharField(max_length=60)
    unit = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    title = models.CharField("職名", max_length=60)
    covers = ArrayField(models.CharField(max_length=20), default=list)
    """Codes of units whose heads stand below it, when it leads no unit itself."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["generation", "key"], name="post_key_is_unique")]

    def __str__(self) -> str:
        return self.key


class StaffRecord(_OfGeneration):
    """What the staff register says of a person for a time: name, reading, card."""

    person = models.UUIDField()
    staff_number = models.CharField("職員番号", max_length=20)
    name = models.CharField("氏名", max_length=100)
    kana = models.CharField("カナ氏名", max_length=100, blank=True)
    card_number = models.CharField("職員証番号", max_length=40, blank=True)
    employment = models.CharField("職員区分", max_length=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["generation", "person", "since"], name="staff_record_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.staff_number}）"


class Posting(_OfGeneration):
    """A person in a unit: 本務, 兼務, 事務取扱 or 職務代理; in a post or as a member."""

    person = models.UUIDField()
    unit = models.CharField(max_length=20)
    post = models.CharField(max_length=60, null=True)
    """Key of the post held; null for members."""
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    holding = models.CharField(max_length=12)
    """main · concurrent · acting · proxy"""

    class Meta:
        indexes = [models.Index(fields=["generation", "person"], name="posting_of_person")]  # a person's page

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class SectionRole(_OfGeneration):
    """A duty in a section (庶務担当, 文書主任) and who has it."""

    person = models.UUIDField()
    unit = models.CharField(max_length=20)
    role = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.unit} {self.role}"


class Absence(models.Model):
    """Days on which a person is away; it belongs to the person and outlives generations."""

    person = models.UUIDField()
    since = models.DateField("から")
    until = models.DateField("まで", null=True)
    """The first day back; null while nobody knows."""
    reason = models.CharField("理由", max_length=100, blank=True)
    told_by = models.CharField(max_length=100, blank=True, db_default="")
    """The connected system that told it, which alone may change it; empty when a person registered it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="absence_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["person", "since"], name="absence_of_person")]  # is somebody away on a day

    def __str__(self) -> str:
        return f"{self.since} {self.reason}"

    @property
    def last(self) -> date | None:
        """The last day away."""
        return self.until - timedelta(days=1) if self.until else None
