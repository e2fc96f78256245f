"""What the process that lays out archived documents is told, and what it answers."""

from datetime import datetime

from msgspec import Struct


class Attached(Struct, frozen=True, kw_only=True):
    """A file inside a PDF."""

    name: str
    """With an extension that tells its type: record.json."""
    content: bytes
    description: str
    relationship: str = "Data"
    """AFRelationship: Data for what the pages were made from, Supplement for what goes beyond them."""


class Order(Struct, frozen=True, kw_only=True):
    """One document to make."""

    html: str
    attached: tuple[Attached, ...]
    memory: dict[str, tuple[bytes, str]]
    made_at: datetime
    """The only instant in the file."""


class Answer(Struct, frozen=True, kw_only=True):
    """The document, or what kept it from being made."""

    pdf: bytes = b""
    refused_address: str = ""
    unavailable: str = ""
