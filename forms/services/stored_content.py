"""Keeps the content of files in the file storage, encrypted, under the hash of the content."""

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from forms.errors import ContentNotKept
from forms.services.file_cipher import NotDecryptable, decrypt, encrypt

_CONTENT = 0x6D66
"""The kind of thing that is locked, among all advisory locks."""


def keep_content(content: bytes) -> str:
    """Stores the content unless it is there already, and returns its SHA-256 in hexadecimal.

    A file that a killed process left half-written is replaced. Of two writers at once, both leave the same content.
    Inside the transaction that writes the row which needs it, so that nobody forgets the content in between.
    Raises ContentNotKept when the storage does not take it; then nothing of it stays.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    hold_content(sha256)
    place = _place(sha256)
    if default_storage.exists(place):
        try:
            read_content(sha256)
            return sha256
        except NotDecryptable:
            default_storage.delete(place)
    try:
        written = default_storage.save(place, ContentFile(encrypt(content, sha256, settings.ATTACHMENT_KEYS)))
    except OSError as full:
        _remove_half(sha256)
        raise ContentNotKept(str(full)) from full
    if written != place:
        default_storage.delete(written)
    return sha256


def hold_content(sha256: str) -> None:
    """Until the end of the transaction nobody else keeps or forgets this content."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CONTENT, int(sha256[:7], 16)])


def forget_content(sha256: str) -> None:
    """Removes content that nothing needs any more; whoever calls holds it, and has looked."""
    default_storage.delete(_place(sha256))


def _remove_half(sha256: str) -> None:
    """What a write that failed has left, unless somebody else has kept the content meanwhile."""
    try:
        read_content(sha256)
    except NotDecryptable:
        default_storage.delete(_place(sha256))


def read_content(sha256: str) -> bytes:
    """The content with this hash. Raises NotDecryptable, also when it is missing."""
    try:
        with default_storage.open(_place(sha256)) as file:
            content = decrypt(file.read(), sha256, settings.ATTACHMENT_KEYS)
    except FileNotFoundError:
        raise NotDecryptable("missing") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NotDecryptable("another content")
    return content


def _place(sha256: str) -> str:
    return f"attachments/{sha256[:2]}/{sha256}"
