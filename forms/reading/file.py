"""Whether an item takes a file, judged by its name, content and size."""

from forms.field_type import invalid
from forms.plain_text import length, unseen, unstorable
from forms.reading.file_kind import KINDS, Kind, extension_of, kind_of, looks_like
from forms.reading.image_size import pixels
from forms.spec import ItemSpec

LONGEST_NAME = 120
MOST_PIXELS = 100_000_000


def check_file(name: str, content: bytes, item: ItemSpec) -> Kind:
    """The kind of a file that somebody wants to attach to the item. Raises AnswerInvalid."""
    check_name_and_size(name, len(content), item)
    kind = kind_of(name)
    if kind is None or not looks_like(kind, content):
        raise invalid(
            item,
            f"の「{name}」の中身は、名前の終わり（.{extension_of(name)}）が示す種類ではありません。元のソフトで保存しなおしてください。",
            f"“{name}” does not contain what its ending .{extension_of(name)} says. Save it again in its own program.",
        )
    if size := pixels(kind.type, content):
        if size > MOST_PIXELS:
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
            f"の「{name}」は{megabytes(size)}です。{megabytes(item.max_size)}までにしてください。",
            f"“{name}” has {megabytes(size)}; at most {megabytes(item.max_size)} are taken.",
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


def megabytes(size: int) -> str:
    """The size of a file as definitions write it (最大: 10MB): a million bytes are 1MB."""
    return f"{size / 1_000_000:.1f}MB".replace(".0MB", "MB") if size >= 100_000 else f"{max(1, size // 1_000)}kB"
