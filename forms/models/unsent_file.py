"""What somebody attached and has not sent."""

import pgtrigger
from django.db import models


class UnsentFile(models.Model):
    """One attached file that no case has yet: gone when it is sent, or with the file when nobody sends it."""

    uuid = models.UUIDField(primary_key=True)
    """Of the attachment."""
    owner = models.UUIDField()
    size = models.BigIntegerField()
    """Bytes."""
    wanted_at = models.DateTimeField()
    """When it was attached, or last found in a draft."""

    class Meta:
        indexes = [
            models.Index(fields=["owner"], name="unsent_file_of_person"),  # how much he may still attach
            models.Index(fields=["wanted_at"], name="unsent_file_by_age"),  # what is thrown away
        ]
        triggers = [
            pgtrigger.Trigger(  # else a file that was sent could be declared unsent, and deleted
                name="is_there_first",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.uuid IS DISTINCT FROM OLD.uuid
                        AND EXISTS (SELECT FROM forms_attachment WHERE uuid = NEW.uuid) THEN
                        RAISE EXCEPTION 'forms_unsentfile: a file is unsent from the beginning or never';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
