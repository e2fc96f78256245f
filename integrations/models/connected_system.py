"""A connected system as something people have rights on; what it can do is in its file, where it is in the settings."""

from django.db import models


class ConnectedSystem(models.Model):
    """One row per system that was ever described, so that an office may be let operate that system alone."""

    name = models.CharField(max_length=100, unique=True)
    """As definitions call it."""
    sealed = models.BinaryField(null=True, editable=False)
    """What was written about it at the last start, encrypted; none: it is not described any more."""

    class Meta:
        permissions = [
            ("operate_systems", "Can look after calls: look, send again, correct, pause"),
            ("administer_systems", "Can release a ledger that is held after a restore"),
        ]

    def __str__(self) -> str:
        return self.name
