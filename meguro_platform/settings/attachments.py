"""Where attached files lie, and the keys that encrypt them."""

import base64
import binascii

from meguro_platform.embedded.folder import data_folder
from meguro_platform.settings import environment

MEDIA_ROOT = environment.text("MEGURO_MEDIA_ROOT", str(data_folder() / "media"))
"""With several hosts: a folder they share, or another storage in STORAGES. Nothing in it is served as a file."""


def _keys(written: list[str]) -> dict[str, bytes]:
    """`name:key` words; a key is 32 bytes in base64."""
    keys = {}
    for word in written:
        name, _, encoded = word.partition(":")
        try:
            keys[name] = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            keys[name] = b""
        if not name or len(name) > 40 or not name.isascii() or len(keys[name]) != 32:
            raise environment.EnvironmentInvalidError(
                "MEGURO_ATTACHMENT_KEYS must look like name:key,name:key where each key is 32 bytes in base64"
            )
    return keys


ATTACHMENT_KEYS = _keys(environment.words("MEGURO_ATTACHMENT_KEYS"))
"""By name. The first encrypts new files, all decrypt; a file whose key is lost is lost."""

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 30_000_000
"""Uploads stay in memory until they are encrypted; Django's other handler leaves them readable in a temporary folder.

A request with more bytes than this arrives without its files.
"""
