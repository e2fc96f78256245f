"""A token with which a program acts as a person."""

from django.conf import settings
from django.db import models


class AccessToken(models.Model):
    """Only the digest is kept; the token itself is shown once, to whoever issued it."""

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, to_field="uuid", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} until {self.expires_at:%Y-%m-%d}"
