"""What a file is, judged by its content, and whether an item takes it. Nothing is expanded or decoded."""

import struct
import unicodedata
import zipfile
from io import BytesIO

from msgspec import Struct

from forms.field_type import invalid
from forms.plain_text import length, unseen, unstorable
from forms.spec import ItemSpec

LONGEST_NAME = 120
MOST_PIXELS = 100_000_000
MOST_ENTRIES = 1_000
MOST_EXPANSION = 100
"""How many times larger a packed file may become when somebody opens it."""


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
        opens_with=b"PK\x03\x04",
        holds="word/",
    ),
    Kind(
        extensions=("xlsx",),
        type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        opens_with=b"PK\x03\x04",
        holds="xl/",
    ),
    Kind(
        extensions=("pptx",),
        type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        opens_with=b"PK\x03\x04",
        holds="ppt/",
    ),
    Kind(extensions=("zip",), type="application/zip", opens_with=b"PK\x03\x04"),
    Kind(extensions=("txt",), type="text/plain"),
    Kind(extensions=("csv",), type="text/csv"),
)


def check_file(name: str, content: bytes, item: ItemSpec) -> Kind:
    """The kind of a file that somebody wants to attach to the item. Raises AnswerInvalid."""
    check_name_and_size(name, len(content), item)
    kind = kind_of(name)
    if kind is None or not _looks_like(kind, content):
        raise invalid(
            item,
            f"の「{name}」の中身は、名前の終わり（.{extension_of(name)}）が示す種類ではありません。元のソフトで保存しなおしてください。",
            f"“{name}” does not contain what its ending .{extension_of(name)} says. Save it again in its own program.",
        )
    if pixels := _pixels(kind, content):
        if pixels > MOST_PIXELS:
            raise invalid(
                item,
                "の画像が大きすぎます（1億画素まで）。縮めてから添付してください。",
                "has an image of more than 100 million pixels. Make it smaller.",
            )
    elif kind.type.startswith("image/"):
        raise invalid(item, f"の「{name}」は画像として読めません。", f"“{name}” cannot be read as an image.")
    return kind


def check_name_and_size(name: str, size: int, item: ItemSpec) -> None:
    """What can be judged without the content. Raises AnswerInvalid."""
    taken = tuple(ending.lower().lstrip(".") for ending in item.extensions) or tuple(
        ending for kind in KINDS for ending in kind.extensions
    )
    kind = kind_of(name)
    if kind is None or not set(kind.extensions) & set(taken):
        raise invalid(
            item,
            f"に「{name}」は添付できません。{'、'.join(taken)} のどれかにしてください。",
            f"does not take “{name}”. Attach one of: {', '.join(taken)}.",
        )
    if size == 0:
        raise invalid(item, f"の「{name}」は空のファイルです。", f"“{name}” is an empty file.")
    if size > item.max_size:
        raise invalid(
            item,
            f"の「{name}」は{_megabytes(size)}です。{_megabytes(item.max_size)}までにしてください。",
            f"“{name}” has {_megabytes(size)}; at most {_megabytes(item.max_size)} are taken.",
        )


def clean_name(sent: str, item: ItemSpec) -> str:
    """The name of the file without folders. Raises AnswerInvalid for a name that would mislead its reader."""
    name = sent[-2_000:].replace("\\", "/").rpartition("/")[2].strip().strip(".")
    if not name or unstorable(name) or unseen(name) or "\n" in name or "\t" in name or length(name) > LONGEST_NAME:
        raise invalid(
            item,
            f"のファイル名を使えません。見えない文字のない{LONGEST_NAME}文字までの名前に変えてから添付してください。",
            f"has a file whose name cannot be used. Rename it: at most {LONGEST_NAME} characters, none invisible.",
        )
    return name


def kind_of(name: str) -> Kind | None:
    """The kind that the end of the name says."""
    return next((kind for kind in KINDS if extension_of(name) in kind.extensions), None)


def extension_of(name: str) -> str:
    return unicodedata.normalize("NFKC", name.rpartition(".")[2][-20:]).lower() if "." in name else ""


def _looks_like(kind: Kind, content: bytes) -> bool:
    if not content.startswith(kind.opens_with):
        return False
    if kind.type.startswith("text/"):
        return _is_text(content)
    return kind.opens_with != b"PK\x03\x04" or _is_harmless_package(content, kind.holds)


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


def _pixels(kind: Kind, content: bytes) -> int | None:
    """Width × height as the header says; None when it is no image or can't be read."""
    match kind.type:
        case "image/png":
            return _product(content[16:24], ">II")
        case "image/jpeg":
            return _jpeg_pixels(content)
        case _:
            return None


def _jpeg_pixels(content: bytes) -> int | None:
    """Walks from segment to segment to the frame header."""
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD9 or marker == 0x01:
            position += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return _product(content[position + 5 : position + 9], ">HH")
        position += 2 + max(2, int.from_bytes(content[position + 2 : position + 4], "big"))
    return None


def _product(sizes: bytes, layout: str) -> int | None:
    if len(sizes) < struct.calcsize(layout):
        return None
    first, second = struct.unpack(layout, sizes)
    return int(first) * int(second) or None


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}MB".replace(".0MB", "MB") if size >= 100_000 else f"{max(1, size // 1_000)}kB"
