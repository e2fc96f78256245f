"""Values of record as encrypted bytes: compressed JSON, bound to the record they belong to."""

import hashlib
import secrets
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from msgspec import json

from forms.field_type import Json
from forms.services.file_cipher import decrypt, encrypt

Row = Mapping[str, Json]


def seal(value: Any, belongs_to: str) -> bytes:
    """Encrypts a value; only `opened` with the same `belongs_to` gives it back."""
    return encrypt(zlib.compress(json.encode(value), 1), belongs_to, settings.ATTACHMENT_KEYS)


def opened(sealed: bytes | memoryview, belongs_to: str) -> Any:
    """The value again. Raises NotDecryptable, also for something that was sealed for another record."""
    return json.decode(zlib.decompress(decrypt(bytes(sealed), belongs_to, settings.ATTACHMENT_KEYS)))


def seal_document(row: Row, document: str) -> tuple[bytes, str]:
    """The values of one document, encrypted, and their digest.

    The digest is salted and the salt is sealed with the values: who has only the digest can't try out salaries.
    """
    salt = secrets.token_hex(16)
    digest = hashlib.sha256(salt.encode() + json.encode(row, order="sorted")).hexdigest()
    return seal({"salt": salt, "row": row}, f"document/{document}"), digest


def open_document(sealed: bytes | memoryview, document: str, sha256: str) -> Row:
    """The values of one document. Raises NotDecryptable, and ValueError when they are not what was recorded."""
    found = opened(sealed, f"document/{document}")
    digest = hashlib.sha256(found["salt"].encode() + json.encode(found["row"], order="sorted")).hexdigest()
    if digest != sha256:
        raise ValueError(f"document {document} is not what was recorded")
    row: Row = found["row"]
    return row


def seal_rows(rows: Sequence[Row], belongs_to: str) -> bytes:
    """Some rows, encrypted as one piece."""
    return seal(list(rows), belongs_to)


def open_rows(sealed: bytes | memoryview, belongs_to: str) -> list[Row]:
    """The rows again. Raises NotDecryptable."""
    rows: list[Row] = opened(sealed, belongs_to)
    return rows
