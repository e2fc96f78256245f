"""The person (職員): one row for everybody the personnel file names, also without a PC and after leaving."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class Language(models.TextChoices):
    """The language a person reads the screens in."""

    JAPANESE = "ja", "日本語"
    ENGLISH = "en", "English"


class TextSize(models.TextChoices):
    """How large a person reads the screens."""

    SMALL = "small", "小"
    MEDIUM = "medium", "中"
    LARGE = "large", "大"


class PersonIsNeverDeletedError(Exception):
    """Somebody tried to delete a person; the journal outlives accounts, so only `is_active` may be taken away."""

    def __str__(self) -> str:
        return "A person is never deleted: set is_active to False instead."


class PersonQuerySet(models.QuerySet["User"]):
    """Persons; they may be filtered and updated, never deleted."""

    def delete(self) -> NoReturn:
        raise PersonIsNeverDeletedError


class PersonManager(BaseUserManager["User"]):
    """Makes persons; without a password nobody can log in with one."""

    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def create_user(self, *, staff_number: str, name: str, password: str | None = None, **fields: Any) -> "User":
        """Store one person. Raises IntegrityError when the staff number is taken."""
        person = self.model(staff_number=staff_number, name=name, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


def unusable_password() -> str:
    """A stored password that matches nothing: the default of everybody the personnel file brings."""
    return "!"


class User(AbstractBaseUser, PermissionsMixin):
    """One person. The uuid is the actor everywhere; name, post and unit over time are dated rows in approvals."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff_number = models.CharField("職員番号", max_length=20, unique=True)
    name = models.CharField("氏名", max_length=100)
    kana = models.CharField("カナ氏名", max_length=100, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    password = models.CharField(max_length=128, default=unusable_password)
    is_active = models.BooleanField("有効", default=True)
    language = models.CharField("表示言語", max_length=2, choices=Language, default=Language.JAPANESE)
    text_size = models.CharField("文字の大きさ", max_length=6, choices=TextSize, default=TextSize.SMALL)
    single_keys = models.BooleanField("1文字のショートカットキー", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "staff_number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "職員"
        verbose_name_plural = "職員"
        permissions = [("see_coming_organisation", "Can see who comes and goes before the day, and what breaks by it")]
        indexes = [
            models.Index(fields=["kana", "staff_number"], name="person_by_kana"),  # lists of people are read by reading
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.staff_number}）"

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise PersonIsNeverDeletedError
