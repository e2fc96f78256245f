"""添付: files that go with the form."""

import msgspec

from forms.errors import AnswerInvalid
from forms.expressions.values import Value
from forms.feel.types import FILE, ListType, Type
from forms.field_type import NO_FILES, NOTHING, Attached, FieldType, Files, Json, invalid, quoted
from forms.reading.file import check_name_and_size
from forms.spec import ItemSpec


class AttachmentField(FieldType):
    """References to files taken in before, stored as a list of {uuid, sha256, name, size, type}.

    What is sent is a uuid or a list of them; everything else about a file is taken from `files`, never from the sender.
    Extension, content and size were checked when the file was taken in; here again, because the item may be another.
    """

    name = "attachment"
    widget = "attachment"

    def expression_type(self, item: ItemSpec) -> Type:
        return ListType(FILE)

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        sent = raw if isinstance(raw, list) else [raw]
        if len(sent) > 10 * item.max_files + 10:
            raise _too_many(item)
        names = dict.fromkeys(_uuid(part) for part in sent if not _is_blank(part))
        if len(names) > item.max_files:
            raise _too_many(item)
        attached = [_known(name, item, files) for name in names]
        return [msgspec.to_builtins(file) for file in attached] or None

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return tuple(file.name for file in attached_files(stored)) or None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        return ("、" if language == "ja" else ", ").join(file.name for file in attached_files(stored)) or NOTHING


def attached_files(stored: Json) -> tuple[Attached, ...]:
    """The references of a stored answer; empty for anything else."""
    if not isinstance(stored, list):
        return ()
    try:
        return msgspec.convert(stored, tuple[Attached, ...])
    except (msgspec.ValidationError, UnicodeEncodeError):
        return ()


def _is_blank(part: Json) -> bool:
    return part is None or (isinstance(part, str) and not part[:200].strip())


def _uuid(part: Json) -> str:
    """The uuid of what was sent; a stored reference may be sent again."""
    if isinstance(part, dict):
        part = part.get("uuid")
    return part[:200] if isinstance(part, str) else ""


def _known(uuid: str, item: ItemSpec, files: Files) -> Attached:
    file = files.get(uuid)
    if not isinstance(file, Attached):
        raise invalid(
            item,
            f"の{quoted(uuid)}というファイルはありません。もう一度添付してください。",
            f"has no file {quoted(uuid)}. Attach it again.",
        )
    check_name_and_size(file.name, file.size, item)
    return file


def _too_many(item: ItemSpec) -> AnswerInvalid:
    return invalid(
        item,
        f"に添付できるのは{item.max_files}個までです。要らないものを外してください。",
        f"takes at most {item.max_files} files. Remove some.",
    )
