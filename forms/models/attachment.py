"""A file that somebody attached."""

import uuid

import pgtrigger
from django.db import models

from forms.models.append_only import AppendOnlyModel


class Attachment(AppendOnlyModel):
    """What is known about one attached file; its content lies encrypted in the file storage under the hash.

    Two people may attach the same content: two rows, one stored file. Never changed; deleted only while nobody has
    sent it (`UnsentFile`), because from then on a case's journal names the hash.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    """Of the content as sent, in hexadecimal; also where it is stored."""
    name = models.CharField(max_length=500)
    """As the person called it, without folders."""
    size = models.BigIntegerField()
    """Bytes."""
    type = models.CharField(max_length=100)
    """By content, never by name."""
    owner = models.UUIDField()
    """Who attached it; until it is part of a case, nobody else may refer to it."""
    attached_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="attachment_by_content")]  # who else has this content
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="sent_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    IF NOT EXISTS (SELECT FROM forms_unsentfile WHERE uuid = OLD.uuid) THEN
                        RAISE EXCEPTION 'forms_attachment: a file that was sent stays';
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
