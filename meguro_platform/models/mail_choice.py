"""How a person wants to hear of new work and notices by mail, and up to where he has heard."""

from django.db import models


class MailHow(models.TextChoices):
    """At once, or once on each working day."""

    AT_ONCE = "at_once", "すぐに"
    DIGEST = "digest", "1日1回"


class MailChoice(models.Model):
    """One row for whoever wants mails; nobody else gets any."""

    person = models.UUIDField(unique=True)
    how = models.CharField(max_length=8, choices=MailHow)
    last_entry = models.BigIntegerField(default=0)
    """Newest entry of the inbox he was told of."""
    last_notice = models.BigIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    """Not before: whoever sends takes the row by moving this on."""

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="mail_choices_due")]  # the sweep, every second

    def __str__(self) -> str:
        return f"{self.person} {self.how}"
