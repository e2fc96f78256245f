"""Encrypts stored content with AES-256-GCM: attached files, rows of imported files, personal documents.

    MGF1 | length of the key's name | name of the key | nonce, 12 bytes | ciphertext and tag

The name of the key and what the content belongs to (the hash of a file, the id of a record) are authenticated too, so
that one stored content can't be put in the place of another.
"""

import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = b"MGF1"
_NONCE = 12


class NotDecryptable(Exception):
    """The bytes are nothing encrypted, belong to something else, were changed, or their key is not among the keys."""


def encrypt(content: bytes, belongs_to: str, keys: Mapping[str, bytes]) -> bytes:
    """The content encrypted with the first key. Raises LookupError when there is none."""
    if not keys:
        raise LookupError("ATTACHMENT_KEYS is empty: set MEGURO_ATTACHMENT_KEYS")
    name, key = next(iter(keys.items()))
    head = _FORMAT + bytes([len(name)]) + name.encode("ascii")
    nonce = os.urandom(_NONCE)
    return head + nonce + AESGCM(key).encrypt(nonce, content, head + belongs_to.encode("ascii"))


def decrypt(stored: bytes, belongs_to: str, keys: Mapping[str, bytes]) -> bytes:
    """The content again. Raises NotDecryptable."""
    if len(stored) < 6 or not stored.startswith(_FORMAT):
        raise NotDecryptable("no encrypted file")
    end = 5 + stored[4]
    key = keys.get(stored[5:end].decode("ascii", errors="replace"))
    if key is None:
        raise NotDecryptable("unknown key")
    try:
        nonce, body = stored[end : end + _NONCE], stored[end + _NONCE :]
        return AESGCM(key).decrypt(nonce, body, stored[:end] + belongs_to.encode("ascii"))
    except (InvalidTag, ValueError):
        raise NotDecryptable("changed or cut") from None
