"""A place whose files cannot be taken over at the moment: one row until it works again."""

from django.db import models


class FailingPickup(models.Model):
    """One kind of file."""

    message = models.CharField(max_length=200, unique=True)
    """As procedures name it: 人事給与.給与明細."""
    since = models.DateTimeField()
    trouble = models.CharField(max_length=20)
    """A `integrations.errors.Trouble`."""
    detail = models.CharField(max_length=300, blank=True)
    """The other side's or the machine's own words."""

    def __str__(self) -> str:
        return self.message
