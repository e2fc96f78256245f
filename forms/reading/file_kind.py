"""The kinds of files that are taken at all, and whether a content is of a kind. Nothing is expanded or decoded."""

import struct
import unicodedata
import zipfile
from io import BytesIO

from msgspec import Struct

MOST_ENTRIES = 1_000
MOST_EXPANSION = 100
"""How many times larger a packed file may become when somebody opens it."""

_PACKAGE = b"PK\x03\x04"
_JSON = "application/json"


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of file that is taken at all."""

    extensions: tuple[str, ...]
    type: str
    opens_with: bytes = b""
    holds: str = ""
    """For packed office files: the folder that only this kind has."""


KINDS = (
    Kind(extensions=("pdf",), type="application/pdf", opens_with=b"%PDF-"),
    Kind(extensions=("jpg", "jpeg"), type="image/jpeg", opens_with=b"\xff\xd8\xff"),
    Kind(extensions=("png",), type="image/png", opens_with=b"\x89PNG\r\n\x1a\n"),
    Kind(
        extensions=("docx",),
        type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        opens_with=_PACKAGE,
        holds="word/",
    ),
    Kind(
        extensions=("xlsx",),
        type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        opens_with=_PACKAGE,
        holds="xl/",
    ),
    Kind(
        extensions=("pptx",),
        type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        opens_with=_PACKAGE,
        holds="ppt/",
    ),
    Kind(extensions=("zip",), type="application/zip", opens_with=_PACKAGE),
    Kind(extensions=("txt",), type="text/plain"),
    Kind(extensions=("csv",), type="text/csv"),
    Kind(extensions=("json",), type=_JSON),
)


def kind_of(name: str) -> Kind | None:
    """The kind that the end of the name says."""
    return next((kind for kind in KINDS if extension_of(name) in kind.extensions), None)


def extension_of(name: str) -> str:
    return unicodedata.normalize("NFKC", name.rpartition(".")[2][-20:]).lower() if "." in name else ""


def looks_like(kind: Kind, content: bytes) -> bool:
    """Whether the content begins, and is built, as files of the kind are."""
    if not content.startswith(kind.opens_with):
        return False
    if kind.type.startswith("text/") or kind.type == _JSON:
        return _is_text(content)
    return kind.opens_with != _PACKAGE or _is_harmless_package(content, kind.holds)


def _is_text(content: bytes) -> bool:
    """UTF-8 or CP932, without the control characters that only programs use."""
    for codec in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        return not any(ord(character) < 32 and character not in "\t\n\r\f\x1a" for character in text)
    return False


def _is_harmless_package(content: bytes, holds: str) -> bool:
    """Only the list of contents is read: few entries, no bomb, no macros, no way out of the folder."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, UnicodeDecodeError):
        return False
    names = [entry.filename for entry in entries]
    return (
        0 < len(entries) <= MOST_ENTRIES
        and sum(entry.file_size for entry in entries) <= MOST_EXPANSION * len(content)
        and not any(_is_dangerous(name) for name in names)
        and (not holds or ("[Content_Types].xml" in names and any(name.startswith(holds) for name in names)))
    )


def _is_dangerous(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name or name.lower().endswith("vbaproject.bin")
