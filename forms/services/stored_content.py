"""Keeps the content of files in the file storage, encrypted, under the hash of the content."""

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from forms.errors import ContentNotKept
from forms.services.file_cipher import NotDecryptable, decrypt, encrypt


def keep_content(content: bytes) -> str:
    """Stores the content unless it is there already, and returns its SHA-256 in hexadecimal.

    A file that a killed process left half-written is replaced. Of two writers at once, both leave the same content.
    Raises ContentNotKept when the storage does not take it; then nothing of it stays.
    """
    sha256 = hashlib.sha256(content).hexdigest()
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
