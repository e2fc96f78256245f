"""The values of a payload: read from the file, and held against what is really sent or received."""

import re
from collections.abc import Iterable, Mapping
from typing import cast

from forms.errors import AnswerInvalid
from forms.field_catalogue import field_of
from forms.field_type import Json
from forms.fields.attachment import attached_files
from forms.source.nodes import MappingNode, Node, ScalarNode
from forms.source.written import Written
from forms.spec import ItemSpec, Text
from integrations.systems.system import Path, Value
from integrations.systems.words import CASE_RECORD, FIELD_TYPES, LETTER, TYPES, VALUE, YES_NO

_LENGTH = re.compile(r"(\d{1,6})\s*(?:[〜~]\s*(\d{1,6}))?")
_RANGE = re.compile(r"(-?\d{1,15})\s*[〜~]\s*(-?\d{1,15})")
_PATH = re.compile(r"[^.\s\[\]{}]+(?:\.[^.\s\[\]{}]+)*")


def read_values(written: Written, node: Node | None, *, sent: bool = False) -> tuple[Value, ...]:
    """`名: 型` or `名: {型: …, 必須: …}`, in the order of the file; a 決裁記録 is only ever `sent`."""
    if node is None:
        return ()
    if not isinstance(node, MappingNode):
        written.say("E013", node.position, "「名: 型」の形で並べてください。", "List them as “name: type”.")
        return ()
    values = [(entry, _value(written, entry.key.text.strip(), entry.value)) for entry in node.entries]
    for entry, value in values:
        if value is not None and value.is_document and not sent:
            written.say(
                "E013",
                entry.value.position,
                "決裁記録と施行文書は「送る」でだけ使えます。",
                "The document of a case is sent, never received.",
            )
    return tuple(value for _, value in values if value is not None)


def _value(written: Written, name: str, node: Node) -> Value | None:
    parts: Mapping[str, Node] = {"type": node} if isinstance(node, ScalarNode) else written.parts(node, VALUE)
    type_ = written.one_of(parts.get("type"), TYPES)
    if not type_:
        return None
    item = ItemSpec(
        key=name,
        name=name,
        en=written.text(parts.get("english")),
        type=FIELD_TYPES.get(type_, type_),
        length=_length(written, parts.get("length")),
        bounds=_bounds(written, parts.get("range")),
    )
    return Value(
        item=item,
        required=written.one_of(parts.get("required"), YES_NO, "yes") == "yes",
        path=read_path(written, parts["from"]) if "from" in parts else (name,),
        codes=read_codes(written, parts.get("codes")),
        is_record=type_ == CASE_RECORD,
        is_letter=type_ == LETTER,
        counts=written.text(parts.get("counts")),
        digest_of=written.text(parts.get("digest_of")),
    )


def read_path(written: Written, node: Node | None) -> Path:
    """`error.code`, `items.0.id`: a number is a place in a list."""
    text = written.text(node)
    if node is not None and text and not _PATH.fullmatch(text):
        written.say(
            "E013",
            node.position,
            f"「{text}」は答えの中の場所として読めません。",
            f"“{text}” is no place in an answer.",
            "→ error.code、items.0.id",
        )
        return ()
    return tuple(text.split(".")) if text else ()


def read_codes(written: Written, node: Node | None) -> dict[str, str]:
    """Their code and our name for it."""
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        written.say("E013", node.position, "「相手の値: こちらの語」の形で書いてください。", "Write “theirs: ours”.")
        return {}
    return {entry.key.text.strip(): written.text(entry.value) for entry in node.entries}


def _length(written: Written, node: Node | None) -> tuple[int | None, int | None]:
    text = written.text(node)
    if node is None or not text:
        return None, None
    if found := _LENGTH.fullmatch(text):
        return int(found[1]), int(found[2] or found[1])
    written.say("E013", node.position, f"「{text}」は文字数として読めません。", "Write a length like 1〜40.", "→ 1〜40")
    return None, None


def _bounds(written: Written, node: Node | None) -> tuple[str | None, str | None]:
    text = written.text(node)
    if node is None or not text:
        return None, None
    if found := _RANGE.fullmatch(text):
        return found[1], found[2]
    written.say("E013", node.position, f"「{text}」は範囲として読めません。", "Write a range like 0〜100.", "→ 0〜100")
    return None, None


def unfit(values: Iterable[Value], payload: Mapping[str, object]) -> tuple[Text, ...]:
    """What is wrong with a payload, a sentence for each value; empty when it keeps to what the file says."""
    values = [value for value in values if not value.is_filled_in]
    found = []
    for value in values:
        given = cast(Json, payload.get(value.name))
        if given in (None, "", []):
            if value.required:
                found.append(Text(f"{value.name}がありません。", f"{value.item.en or value.name} is missing."))
        elif complaint := _complaint(value, given):
            found.append(complaint)
    known = {value.name for value in values}
    found += [
        Text(f"「{name}」は決められていない値です。", f"“{name}” is not part of the contract.")
        for name in payload
        if name not in known
    ]
    return tuple(found)


def _complaint(value: Value, given: Json) -> Text | None:
    if value.item.type == "attachment":
        files = attached_files(given)
        return None if files else Text(f"{value.name}がファイルではありません。", f"{value.name} is no file.")
    try:
        field_of(value.item).parse(given, value.item)
    except AnswerInvalid as invalid:
        return invalid.message
    return None


def taken(values: Iterable[Value], content: object) -> tuple[dict[str, Json], tuple[str, ...], tuple[Text, ...]]:
    """The values in a system's answer under our names, the required ones that are missing, and what is wrong."""
    found: dict[str, Json] = {}
    missing, wrong = [], []
    for value in values:
        given = at(content, value.path)
        if given is None or given == "":
            missing += [value.name] if value.required else []
            continue
        given = _ours(value, given)
        single = isinstance(given, bool | int | str) or value.item.type == "table"
        complaint = _complaint(value, given) if single else _no_single_value(value)
        if complaint:
            wrong.append(complaint)
        else:
            found[value.name] = field_of(value.item).parse(given, value.item)
    return found, tuple(missing), tuple(wrong)


def at(content: object, path: Path) -> object:
    """The value at a place of an answer; None where there is none."""
    for step in path:
        match content:
            case Mapping():
                content = content.get(step)
            case list() if step.isdecimal() and len(step) <= 4 and int(step) < len(content):
                content = content[int(step)]
            case _:
                return None
    return content


def _ours(value: Value, given: object) -> Json:
    """Renamed codes; a number where text is promised is taken as it is written."""
    if isinstance(given, str | int) and not isinstance(given, bool):
        renamed = value.codes.get(str(given))
        if renamed is not None:
            return renamed
        if value.item.type in {"text", "long_text", "kana"}:
            return str(given)
    return cast(Json, given)


def _no_single_value(value: Value) -> Text:
    return Text(f"{value.name}が一つの値ではありません。", f"{value.name} is no single value.")
