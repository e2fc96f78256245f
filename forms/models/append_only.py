"""Rows that are written once: Django refuses to change them, and so does the database."""

from typing import Any, NoReturn, TypeVar

from django.db import models

from forms.errors import AppendOnly

Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Rows; they may be read and added."""

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnly(self.model.__name__)

    def delete(self) -> NoReturn:
        raise AppendOnly(self.model.__name__)


class AppendOnlyModel(models.Model):
    """A row that is never changed after it was stored. Each table also has a trigger that refuses."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new row. Raises AppendOnly for one that is stored already."""
        if not self._state.adding:
            raise AppendOnly(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(type(self).__name__)
