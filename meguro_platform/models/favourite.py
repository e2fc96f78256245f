"""A procedure that somebody marked in the catalogue to find it again."""

from django.db import models


class Favourite(models.Model):
    """One procedure of one person. What is no longer open to the person is kept and not shown."""

    person = models.UUIDField()
    procedure = models.CharField(max_length=100)
    """Its key; favourites outlive versions."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "procedure"], name="favourite_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.procedure}"
