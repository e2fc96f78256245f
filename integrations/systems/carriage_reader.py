"""Reads how an operation is carried: the message in the system's words, by kind of connector."""

import re
from collections.abc import Mapping

from forms.expressions.scope import Scope
from forms.source.nodes import MappingNode, Node
from forms.source.written import Written
from integrations.systems.system import (
    Carriage,
    Envelope,
    FileDrop,
    FileImport,
    HttpCall,
    Kind,
    Leaf,
    Mail,
    Slots,
    Statement,
)
from integrations.systems.templates import is_file, read_leaf, read_slots, read_template
from integrations.systems.words import DOES, ENCODINGS, METHODS, SHAPES

_PARAMETER = re.compile(r"(?<![:\w]):([^\W\d]\w*)")
_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")
_OURS = frozenset({
    "authorization", "connection", "content-length", "content-type", "cookie", "host", "transfer-encoding",
    "webhook-id", "webhook-signature", "webhook-timestamp",
})  # fmt: skip
"""Headers that the connector writes."""


def read_carriage(
    written: Written, parts: Mapping[str, Node], kind: Kind, scope: Scope, inputs: frozenset[str]
) -> Carriage:
    """What the headings of one operation say; something usable also when they are wrong."""
    match kind:
        case Kind.HTTP:
            return _http(written, parts, scope)
        case Kind.SQL:
            return _statement(written, parts, scope)
        case Kind.MAIL:
            return _mail(written, parts, scope)
        case Kind.IMPORT:
            return _import(written, parts, inputs)
        case _:
            return _file(written, parts, scope)


def _http(written: Written, parts: Mapping[str, Node], scope: Scope) -> Carriage:
    if not {"method", "path", "headers", "body", "shape"} & set(parts):
        return Envelope()
    path = read_slots(written, parts.get("path"), scope)
    if path is None:
        _needed(written, parts, "場所", "path")
    elif not path.text.startswith("/") or "//" in path.text or "?" in path.text or "#" in path.text:
        written.say(
            "E013",
            parts["path"].position,
            "場所は「/」で始まる道だけを書きます。",
            "A path begins with / and has no ?.",
            "→ /commitments/{番号}",
        )
    method = written.one_of(parts.get("method"), METHODS, "POST")
    body = read_template(written, parts.get("body"), scope)
    shape = written.one_of(parts.get("shape"), SHAPES, "json")
    if body is not None and shape != "json" and not _is_flat(body):
        written.say(
            "E013",
            parts["body"].position,
            "この形の本文は「名: 式」を並べるだけです。",
            "This body is a flat list of values.",
        )
    return HttpCall(
        method=method,  # type: ignore[arg-type]
        path=path or Slots(text="/", leaves=("/",)),
        headers=_headers(written, parts.get("headers"), scope),
        body=body,
        shape=shape,  # type: ignore[arg-type]
    )


def _is_flat(body: object) -> bool:
    return isinstance(body, Mapping) and all(isinstance(part, Leaf) for part in body.values())


def _headers(written: Written, node: Node | None, scope: Scope) -> dict[str, Leaf]:
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        written.say("E013", node.position, "「見出し: 式」の形で書いてください。", "Write “header: expression”.")
        return {}
    found = {}
    for entry in node.entries:
        name = entry.key.text.strip()
        if not _HEADER.fullmatch(name) or name.lower() in _OURS:
            written.say(
                "E013", entry.key.position, f"見出し「{name}」は使えません。", f"The header “{name}” cannot be set."
            )
        elif leaf := read_leaf(written, entry.value, scope):
            found[name] = leaf
    return found


def _file(written: Written, parts: Mapping[str, Node], scope: Scope) -> Carriage:
    name = read_slots(written, parts.get("file_name"), scope)
    if name is None:
        _needed(written, parts, "ファイル名", "file_name")
    folder = written.text(parts.get("folder"), ".")
    if folder.startswith("/") or ".." in folder.split("/"):
        written.say(
            "E013",
            parts["folder"].position,
            "フォルダーは、接続先からの道で書きます。",
            "A folder is a path inside the connection.",
            "→ inbox/2026",
        )
    return FileDrop(
        folder=folder,
        name=name or Slots(text="", leaves=()),
        content=read_template(written, parts.get("body"), scope),
        encoding=written.one_of(parts.get("encoding"), ENCODINGS, "utf-8"),
        done=written.text(parts.get("done_file")),
        archive=written.text(parts.get("archive")),
    )


def _statement(written: Written, parts: Mapping[str, Node], scope: Scope) -> Carriage:
    sql = written.text(parts.get("sql"))
    if not sql:
        _needed(written, parts, "文", "sql")
        return Statement(sql="", parameters={})
    node = parts.get("parameters")
    entries = node.entries if isinstance(node, MappingNode) else ()
    parameters = {
        entry.key.text.strip(): leaf
        for entry in entries
        if (leaf := read_leaf(written, entry.value, scope)) is not None
    }
    named = set(_PARAMETER.findall(sql))
    if ";" in sql.rstrip().rstrip(";"):
        written.say("E013", parts["sql"].position, "文は一つだけです。", "One statement only.")
    for missing in sorted(named - set(parameters)):
        written.say(
            "E201", parts["sql"].position, f"「:{missing}」の値がありません。", f"There is no value for :{missing}."
        )
    for entry in entries:
        if entry.key.text.strip() not in named:
            written.say(
                "E201",
                entry.key.position,
                f"文に「:{entry.key.text}」がありません。",
                f"The statement has no :{entry.key.text}.",
            )
    escaped = sql.rstrip().rstrip(";").replace("%", "%%")
    return Statement(sql=_PARAMETER.sub(r"%(\1)s", escaped), parameters=parameters)


def _mail(written: Written, parts: Mapping[str, Node], scope: Scope) -> Carriage:
    leaves = {}
    for ja, en in (("宛先", "to"), ("件名", "subject"), ("本文", "body")):
        if en not in parts:
            _needed(written, parts, ja, en)
        leaves[en] = read_leaf(written, parts.get(en), scope)
        if is_file(leaves[en]):
            written.say("E058", parts[en].position, "メールにファイルは付けられません。", "Mails carry no files.")
    to, subject, text = leaves["to"], leaves["subject"], leaves["body"]
    return Mail(to=to, subject=subject, text=text) if to and subject and text else Envelope()


def _import(written: Written, parts: Mapping[str, Node], send: frozenset[str]) -> Carriage:
    does, layout = written.one_of(parts.get("does"), DOES, "take_in"), written.text(parts.get("layout"))
    if does == "throw_away":
        return FileImport(does="throw_away", layout="")
    if not layout:
        _needed(written, parts, "レイアウト", "layout")
    if does == "correct":
        for ja, en in (("受信", "files"), ("対象者", "people"), ("訂正の行", "corrected")):
            _needed(written, parts, ja, en)
    named = [(node, written.text(node)) for key in ("control_file", "people") if (node := parts.get(key))]
    named += [(node, written.text(node)) for node in _values(parts.get("entered"))]
    for node, name in named:
        if name not in send:
            written.say("E201", node.position, f"送る値に「{name}」はありません。", f"No input is called “{name}”.")
    return FileImport(
        does="correct" if does == "correct" else "take_in",
        layout=layout,
        control=written.text(parts.get("control_file")),
        entered=_texts(written, parts.get("entered")),
        files=written.text(parts.get("files")),
        people=written.text(parts.get("people")),
        corrected=_texts(written, parts.get("corrected")),
        unchanged=_texts(written, parts.get("unchanged")),
    )


def _values(node: Node | None) -> list[Node]:
    return [entry.value for entry in node.entries] if isinstance(node, MappingNode) else []


def _texts(written: Written, node: Node | None) -> dict[str, str]:
    if node is not None and not isinstance(node, MappingNode):
        written.say("E013", node.position, "「名: 値」の形で書いてください。", "Write “name: value” here.")
        return {}
    return {entry.key.text.strip(): written.text(entry.value) for entry in node.entries} if node else {}


def _needed(written: Written, parts: Mapping[str, Node], ja: str, en: str) -> None:
    if en not in parts:
        written.say("E024", parts["operation"].position, f"「{ja}」がありません。", f"The heading “{en}” is missing.")
