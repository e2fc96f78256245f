"""Reads one operation of a system's file."""

import re
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Literal

from msgspec.structs import replace

from forms.source.nodes import MappingNode, Node, ScalarNode
from forms.source.written import Written
from integrations.systems.carriage_reader import read_carriage
from integrations.systems.hours import ALWAYS, Hours
from integrations.systems.system import Answers, Kind, Operation, Value
from integrations.systems.templates import scope_of
from integrations.systems.values import read_codes, read_path, read_values
from integrations.systems.words import (
    ALWAYS_OPEN,
    ASK,
    AT_ONCE,
    CARRIAGE,
    LATER,
    OFFICE_DAYS,
    OPERATION,
    ORDERS,
    REFUSAL,
    SAFE,
    STATUS,
    SUCCESS,
    YES_NO,
)
from workflow.definition.compiler.registration import TOLD

_HOURS = re.compile(r"(?:(\S+)\s+)?(\d{1,2}:\d{2})\s*[〜~]\s*(\d{1,2}:\d{2})")
_SELF_ASKING = (Kind.SFTP, Kind.FOLDER)
"""Kinds of which the connector can look whether the file is there."""


def read_operation(written: Written, node: Node, kind: Kind) -> tuple[Operation, str, ScalarNode | None] | None:
    """The operation, the name of the one that asks for it, and where that or the message is named."""
    own = CARRIAGE[Kind.SFTP if kind is Kind.FOLDER else kind]
    foreign = _headings_of_others(node, kind)
    for name, place in foreign:
        written.say(
            "E203",
            place.position,
            f"「{name}」は、このつなぎ方では使えません。",
            f"“{name}” belongs to another connector.",
        )
    parts = written.parts(_without(node, {name for name, _ in foreign}), (*OPERATION, *own))
    name = written.text(parts.get("operation"))
    if not name:
        return None
    send = read_values(written, parts.get("send"), sent=True)
    receive = read_values(written, parts.get("receive"))
    _check_digests(written, parts.get("receive"), send, receive)
    _check_counts(written, parts.get("send"), send)
    scope = scope_of(send)
    later, later_node = _answer(written, parts.get("answer"))
    asks, repeat, ask_node = _repeat(written, parts.get("repeat"), kind)
    operation = Operation(
        name=name,
        en=written.text(parts.get("english")),
        kind=kind,
        send=send,
        receive=receive,
        scope=scope,
        carriage=read_carriage(written, parts, kind, scope, frozenset(value.name for value in send)),
        answers=_answers(written, parts),
        later=later,
        reads=_reads(written, parts.get("only_reads"), later),
        repeat="ask" if repeat == "ask" else "safe",
        order=_order(written, parts.get("order")),
        hours=_hours(written, parts.get("hours")),
        every_decision=_every_decision(written, parts.get("every_decision"), send),
    )
    return operation, asks, ask_node or later_node


def _headings_of_others(node: Node, kind: Kind) -> list[tuple[str, ScalarNode]]:
    """Headings that only another kind of connector knows."""
    if not isinstance(node, MappingNode):
        return []
    mine = {name for each in (*OPERATION, *CARRIAGE[Kind.SFTP if kind is Kind.FOLDER else kind])
            for name in (each.ja, each.en)}  # fmt: skip
    others = {name for group in CARRIAGE.values() for each in group for name in (each.ja, each.en)} - mine
    return [(entry.key.text, entry.key) for entry in node.entries if entry.key.text in others]


def _without(node: Node, names: set[str]) -> Node:
    if not isinstance(node, MappingNode):
        return node
    return replace(node, entries=tuple(entry for entry in node.entries if entry.key.text not in names))


def _check_digests(written: Written, node: Node | None, send: tuple[Value, ...], receive: tuple[Value, ...]) -> None:
    """A digest is that of a file that is sent."""
    files = {value.name for value in send if value.is_document or value.item.type == "attachment"}
    for value in receive:
        if node is not None and value.digest_of and value.digest_of not in files:
            written.say(
                "E013",
                node.position,
                f"「{value.digest_of}」というファイルは送りません。",
                f"No file “{value.digest_of}” is sent.",
                f"→ {'、'.join(sorted(files))}" if files else "",
            )


def _check_counts(written: Written, node: Node | None, send: tuple[Value, ...]) -> None:
    """Only the document of a case holds other files."""
    records = {value.name for value in send if value.is_record}
    for value in send:
        if node is not None and value.counts and (value.counts not in records or value.item.type != "integer"):
            written.say(
                "E013",
                node.position,
                f"「{value.name}」は、決裁記録に入る添付ファイルの数です。",
                f"“{value.name}” is the number of files attached to the document of the case.",
                f"→ {value.name}: {{型: 整数, 数える: {next(iter(records), '文書')}}}",
            )


def _answer(written: Written, node: Node | None) -> tuple[str, ScalarNode | None]:
    """すぐ, or あとで and the message that brings it."""
    word, _, message = written.text(node, AT_ONCE[0]).partition(" ")
    if word in LATER and message.strip() and isinstance(node, ScalarNode):
        return message.strip(), node
    if node is not None and word not in AT_ONCE:
        written.say(
            "E013",
            node.position,
            "答えは「すぐ」か「あとで 知らせの名」です。",
            "Write “at_once”, or “later” and the name of the message.",
        )
    return "", None


def _reads(written: Written, node: Node | None, later: str) -> bool:
    """Whether it changes nothing; then its answer is what it is called for, and comes at once."""
    if node is None or written.one_of(node, YES_NO, "no") != "yes":
        return False
    if later:
        written.say(
            "E202",
            node.position,
            "読むだけの操作は、すぐに答えます。「答え: あとで」とは一緒に書けません。",
            "An operation that only reads answers at once.",
        )
    return True


def _repeat(written: Written, node: Node | None, kind: Kind) -> tuple[str, str, ScalarNode | None]:
    """安全, or 確かめる and the operation that asks."""
    word, _, asks = written.text(node, SAFE[0]).partition(" ")
    if node is None or word in SAFE:
        return "", "safe", None
    if word not in ASK:
        written.say(
            "E013",
            node.position,
            "くり返しは「安全」か「確かめる 操作の名」です。",
            "Write “safe”, or “ask” and the name of the operation that asks.",
        )
    elif kind is Kind.MAIL:
        written.say(
            "E202", node.position, "メールが届いたかは確かめられません。", "Nobody can ask for a mail.", "→ 安全"
        )
    elif not asks.strip() and kind not in _SELF_ASKING:
        written.say(
            "E202",
            node.position,
            "どの操作で確かめるかが書かれていません。",
            "Say which operation asks.",
            "→ 確かめる 登録の照会",
        )
    return asks.strip(), "ask", node if isinstance(node, ScalarNode) else None


def _order(written: Written, node: Node | None) -> Literal["none", "case", "system"]:
    match written.one_of(node, ORDERS, "none"):
        case "case":
            return "case"
        case "system":
            return "system"
        case _:
            return "none"


def _hours(written: Written, node: Node | None) -> Hours:
    text = written.text(node, ALWAYS_OPEN[0])
    if node is None or text in ALWAYS_OPEN:
        return ALWAYS
    found = _HOURS.fullmatch(text)
    try:
        if found and (found[1] is None or found[1] in OFFICE_DAYS):
            opens, closes = (time.fromisoformat(clock.zfill(5)) for clock in (found[2], found[3]))
            return Hours(opens=opens, closes=closes, business_days=found[1] is not None)
    except ValueError:
        pass
    written.say(
        "E013",
        node.position,
        f"「{text}」は受付の時間として読めません。",
        f"“{text}” is no opening hours.",
        "→ いつでも、08:00〜20:00、開庁日 08:30〜17:15",
    )
    return ALWAYS


def _every_decision(written: Written, node: Node | None, send: Iterable[Value]) -> bool:
    """Whether it registers every decided case; of those it can ask no more than what every case can tell."""
    if node is None or written.one_of(node, YES_NO, "no") != "yes":
        return False
    if not any(value.is_record for value in send):
        written.say(
            "E202",
            node.position,
            "「決定した案件をすべて送る」操作は、決裁記録を送ります。",
            "What sends every decided case sends its record.",
            "→ 送る: {文書: 決裁記録}",
        )
    told = {*TOLD, *TOLD.values()}
    for value in send:
        if value.required and not value.is_filled_in and value.name not in told:
            written.say(
                "E202",
                node.position,
                f"「{value.name}」は、どの案件にもある値ではありません。",
                f"Not every case can tell “{value.name}”.",
                f"→ 必須: いいえ とするか、次のどれかにします: {'・'.join(TOLD.values())}",
            )
    return True


def _answers(written: Written, parts: Mapping[str, Node]) -> Answers:
    plain = Answers()
    success = written.parts(parts["success"], SUCCESS) if "success" in parts else {}
    refusal = written.parts(parts["refusal"], REFUSAL) if "refusal" in parts else {}
    again = written.parts(parts["try_again"], STATUS) if "try_again" in parts else {}
    gone = written.parts(parts["not_there"], STATUS) if "not_there" in parts else {}
    return Answers(
        success=_statuses(written, success.get("status")),
        flag=read_path(written, success.get("flag")) if "flag" in success else (),
        flag_values=frozenset(written.texts(success.get("values"))),
        refused=_statuses(written, refusal.get("status")),
        code=read_path(written, refusal.get("code")) if "code" in refusal else plain.code,
        said=read_path(written, refusal.get("said")) if "said" in refusal else plain.said,
        codes=read_codes(written, refusal.get("codes")),
        retry=_statuses(written, again.get("status")),
        unknown=_statuses(written, gone.get("status")) or plain.unknown,
    )


def _statuses(written: Written, node: Node | None) -> frozenset[int]:
    found = set()
    for item in written.items(node):
        status = written.number(item)
        if not 100 <= status <= 599:
            written.say("E013", item.position, "状態は 100 から 599 までの数です。", "A status is 100 to 599.")
        found.add(status)
    return frozenset(found)
