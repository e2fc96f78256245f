"""A list of the inbox that a person has given a name."""

from django.db import models


class SavedView(models.Model):
    """Private: nobody else sees it."""

    person = models.UUIDField()
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=300)
    """The part of the address after the question mark, as the list writes it."""

    class Meta:
        db_table = "approvals_saved_view"
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_view_name_once_per_person")]

    def __str__(self) -> str:
        return self.name
