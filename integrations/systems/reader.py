"""Reads a file under definitions/systems: the whole of it, every problem with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from forms.source.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from forms.source.problem import Problem
from forms.source.reader import read
from forms.source.source import Source
from forms.source.written import Written
from integrations.systems.operation_reader import read_operation
from integrations.systems.schedule import Schedule, read_schedule
from integrations.systems.system import Announcement, ConnectedSystem, Delivery, Kind, Operation
from integrations.systems.values import read_values
from integrations.systems.words import (
    FILES,
    FILES_INTO,
    INTO,
    INTO_VALUES,
    KINDS,
    MESSAGE,
    PERSONAL_DATA,
    TOP,
    TYPES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSystem:
    """What a text turned out to be."""

    system: ConnectedSystem | None
    """None when the text has problems."""
    problems: tuple[Problem, ...]


def load(source: Source) -> LoadedSystem:
    """Read one file. Any text at all may be given: this never raises."""
    written = Written(source)
    system = _system(written, written.top(TOP))
    _look_for_secrets(written)
    problems = tuple(sorted(written.problems, key=lambda problem: (problem.position, problem.id)))
    return LoadedSystem(system=None if problems else system, problems=problems)


def _system(written: Written, values: Mapping[str, Node]) -> ConnectedSystem | None:
    name, id_ = written.text(values.get("system")), written.text(values.get("id"))
    kind = written.one_of(values.get("via"), KINDS)
    if not (name and id_ and kind):
        return None
    if "." in name:
        written.say("E013", values["system"].position, "名に「.」は使えません。", "A name has no dot.")
    if id_ != PurePath(written.source.path).stem:
        written.say(
            "E013",
            values["id"].position,
            f"ファイルの名前はidと同じです({id_}.yaml)。",
            f"The file is named after its id ({id_}.yaml).",
        )
    read = (read_operation(written, node, Kind(kind)) for node in written.items(values.get("operations")))
    operations = [operation for operation in read if operation is not None]
    found = (_message(written, node) for node in written.items(values.get("messages")))
    messages = [message for message in found if message is not None]
    left = (_delivery(written, node) for node in written.items(values.get("files")))
    files = [delivery for delivery in left if delivery is not None]
    _check_twice(written, values)
    _check_personnel(written, values.get("files"), files)
    if files and Kind(kind) not in (Kind.SFTP, Kind.FOLDER):
        written.say(
            "E203",
            values["files"].position,
            "受信は、SFTP かフォルダーのつなぎ方だけで使えます。",
            "Files are received over SFTP or a folder only.",
        )
    return ConnectedSystem(
        id=id_,
        name=name,
        en=written.text(values.get("english")),
        kind=Kind(kind),
        personal_data=_personal_data(written, values.get("personal_data")),
        operations=_joined(written, operations, {each.name for each in messages}),
        announcements={each.name: each for each in messages},
        deliveries={each.name: each for each in files},
    )


def _personal_data(written: Written, node: Node | None) -> Literal["none", "yes", "sensitive"]:
    match written.one_of(node, PERSONAL_DATA, "none"):
        case "yes_personal":
            return "yes"
        case "sensitive":
            return "sensitive"
    return "none"


def _joined(
    written: Written, read: list[tuple[Operation, str, ScalarNode | None]], messages: set[str]
) -> dict[str, Operation]:
    """Operations by name, each with the operation that asks for it; what an operation names must be in the file."""
    known = {operation.name: operation for operation, _, _ in read}
    for operation, asks, node in read:
        if node is not None and operation.later and operation.later not in messages:
            _unknown(written, node, operation.later, "知らせ", "message", messages)
        if not asks or node is None:
            continue
        asked = known.get(asks)
        if asked is None:
            _unknown(written, node, asks, "操作", "operation", set(known))
            continue
        needed = {value.name for value in operation.receive} - {value.name for value in asked.receive}
        inputs = {value.name for value in asked.send if value.required} - {value.name for value in operation.send}
        for names, ja, en in (
            (needed, "を返しません", "does not return"),
            (inputs, "を要しますが、もとの操作にありません", "needs what the operation has not:"),
        ):
            if names:
                listed = "」「".join(sorted(names))
                written.say("E202", node.position, f"「{asks}」は「{listed}」{ja}。", f"“{asks}” {en} {listed}.")
        known[operation.name] = replace(operation, asked_by=asked)
    return known


def _unknown(written: Written, node: ScalarNode, name: str, ja: str, en: str, known: set[str]) -> None:
    written.say(
        "E201",
        node.position,
        f"「{name}」という{ja}は、このファイルにありません。",
        f"This file has no {en} “{name}”.",
        f"→ {'・'.join(sorted(known))}" if known else "",
    )


def _message(written: Written, node: Node) -> Announcement | None:
    parts = written.parts(node, MESSAGE)
    name = written.text(parts.get("message"))
    payload = read_values(written, parts.get("payload"))
    key = written.text(parts.get("match"))
    if key and key not in {value.name for value in payload}:
        written.say(
            "E201",
            parts["match"].position,
            f"「{key}」は、受ける値の中にありません。",
            f"“{key}” is no received value.",
        )
    into = written.one_of(parts.get("into"), INTO)
    told = {value.name: value.item.type for value in payload if value.required}
    if lacking := [value for value, type_ in INTO_VALUES.get(into, {}).items() if told.get(value) != type_]:
        needed = "、".join(f"{value}: {_JAPANESE[INTO_VALUES[into][value]]}" for value in lacking)
        written.say(
            "E202",
            parts["into"].position,
            f"渡すには、受ける値に「{needed}」が要ります。",
            f"To take it, {needed} is needed.",
        )
    en = written.text(parts.get("english"))
    return Announcement(name=name, en=en, payload=payload, key=key, into=into) if name else None


_JAPANESE = {en: ja for ja, en in TYPES.items()}


def _delivery(written: Written, node: Node) -> Delivery | None:
    parts = written.parts(node, FILES)
    name, folder, file = (written.text(parts.get(each)) for each in ("files", "folder", "file_name"))
    if not (name and folder and file):
        return None
    return Delivery(
        name=name,
        folder=folder,
        file=file,
        control=written.text(parts.get("control_file")),
        done=written.text(parts.get("done_file")),
        archive=written.text(parts.get("archive")),
        stable_for=written.number(parts.get("stable_seconds"), 30),
        expected=_expected(written, parts.get("expected")),
        layout=written.text(parts.get("layout")),
        into=written.one_of(parts.get("into"), FILES_INTO),
    )


def _expected(written: Written, node: Node | None) -> Schedule | None:
    text = written.text(node)
    schedule = read_schedule(text) if node is not None else None
    if node is not None and schedule is None:
        written.say(
            "E013",
            node.position,
            f"「{text}」は届く予定として読めません。",
            f"“{text}” does not say by when a file is there.",
            "→ 毎日 22:40、開庁日 09:30、毎月10日 19:00",
        )
    return schedule


def _check_personnel(written: Written, node: Node | None, files: list[Delivery]) -> None:
    """The three come together, for the day that stands in their names."""
    parts = sorted(each.into for each in files if each.into)
    if node is None or not parts:
        return
    if parts != sorted(FILES_INTO.values()):
        written.say(
            "E202",
            node.position,
            "渡す先の「組織」「職員」「発令」は、三つを一つずつ書きます。",
            "Units, staff and postings are taken over together: each of the three stands once.",
        )
    for each in files:
        if each.into and (each.file.count("*") != 1 or "?" in each.file or each.control or each.layout):
            written.say(
                "E203",
                node.position,
                f"「{each.name}」のファイル名には、日付が入る「*」を一つ書きます。統制ファイルとレイアウトは書けません。",
                f"“{each.name}” has one * in its file name, which stands for the day, and no control file or layout.",
            )


def _check_twice(written: Written, values: Mapping[str, Node]) -> None:
    """A name stands once: definitions write operations and messages alike, 系.名, and files have names of their own."""
    for group in (
        (("operations", "操作", "operation"), ("messages", "知らせ", "message")),
        (("files", "受信", "files"),),
    ):
        seen: set[str] = set()
        for heading, ja, en in group:
            for node in written.items(values.get(heading)):
                key = (node.get(ja) or node.get(en)) if isinstance(node, MappingNode) else None
                if not isinstance(key, ScalarNode):
                    continue
                if key.text.strip() in seen:
                    written.say(
                        "E014", key.position, f"「{key.text}」は二度あります。", f"“{key.text}” is written twice."
                    )
                seen.add(key.text.strip())


def _look_for_secrets(written: Written) -> None:
    """Addresses and keys are the administrator's and stand in the settings, so that anybody may see a file."""
    root, _ = read(written.source)
    for scalar in _scalars(root):
        text = scalar.text.lower()
        if "://" in text or "whsec_" in text or "-----begin" in text:
            written.say(
                "E200",
                scalar.position,
                "宛先や鍵は、ここに書けません。",
                "No addresses or secrets here.",
                "→ 管理者が設定 MEGURO_CONNECTED_SYSTEMS に書きます",
            )


def _scalars(node: Node | Entry | None) -> list[ScalarNode]:
    match node:
        case ScalarNode():
            return [node]
        case SequenceNode():
            return [scalar for item in node.items for scalar in _scalars(item)]
        case MappingNode():
            return [scalar for entry in node.entries for scalar in (entry.key, *_scalars(entry.value))]
        case _:
            return []
