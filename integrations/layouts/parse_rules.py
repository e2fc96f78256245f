"""Reads what a layout file says beyond its records: checks, totals, comparisons, staff, versions."""

from collections.abc import Mapping

from forms.errors import ExpressionInvalid
from forms.expressions.expression import Expression, compile_expression
from forms.expressions.scope import Scope
from forms.expressions.types import BOOLEAN, DATE, INTEGER, NUMBER, TEXT, YEN, ChoiceType, ListType, Name, Type
from forms.source.nodes import Node, ScalarNode
from forms.source.problem import Problem
from forms.source.written import Written
from forms.spec import Choice, Text
from integrations.layouts import words
from integrations.layouts.layout import (
    Calculation,
    Change,
    Check,
    Consequence,
    Item,
    ItemType,
    Record,
    Resend,
    StaffCheck,
    Total,
)
from integrations.layouts.parse_records import text_of
from workflow.definition.suggestions import likely_or_all

_TYPES: dict[ItemType, Type] = {
    ItemType.INTEGER: INTEGER,
    ItemType.YEN: YEN,
    ItemType.DECIMAL: NUMBER,
    ItemType.MONTH: DATE,
    ItemType.DATE: DATE,
}
SUMMED = frozenset({ItemType.INTEGER, ItemType.YEN, ItemType.DIGITS})
"""Types of items that a total may add up."""
_BIGGEST_PERCENT = 1000


def scope_of(detail: Record) -> Scope:
    """The names a check may use: every item, and every section of amounts as the list of them."""
    names = {}
    for item in detail.items:
        name = Name(item.id, _type_of(item))
        names[item.name.ja] = name
        if item.name.en:
            names[item.name.en] = name
    for section in detail.sections:
        items = [item for item in detail.items if item.section == section.id]
        if items and all(item.type is ItemType.YEN for item in items):
            name = Name(section_key(section.id), ListType(YEN))
            names[section.name.ja] = name
            if section.name.en:
                names[section.name.en] = name
    return Scope(names)


def section_key(id_: str) -> str:
    """Where an expression finds the amounts of a section; no item has such an id."""
    return f"[{id_}]"


def _type_of(item: Item) -> Type:
    if item.type is ItemType.CHOICE:
        return ChoiceType(tuple(Choice(id=value, name=name.ja) for value, name in item.choices.items()))
    return _TYPES.get(item.type, TEXT)


def parse_checks(written: Written, node: Node | None, scope: Scope) -> tuple[Check, ...]:
    """The checks under 検査."""
    found = []
    for part in written.items(node):
        parts = dict(written.parts(part, words.CHECK))
        consequence = written.one_of(parts.get("consequence"), words.CONSEQUENCES, "reject")
        expression = _expression(written, parts.get("expression"), scope)
        if expression is not None:
            id_, name = written.text(parts.get("id")), text_of(written, parts, "check")
            found.append(Check(id=id_, name=name, expression=expression, consequence=Consequence(consequence)))
    return tuple(found)


def _expression(written: Written, node: Node | None, scope: Scope) -> Expression | None:
    text = written.text(node)
    if not isinstance(node, ScalarNode) or not text:
        return None
    try:
        return compile_expression(node.text, scope, BOOLEAN)
    except ExpressionInvalid as invalid:
        for problem in invalid.problems:
            position = node.position_of(problem.column)
            code, length = problem.code, problem.length
            written.problems.append(
                Problem(id=code, position=position, message=problem.message, hint=problem.hint, length=length)
            )
        return None


def reference(written: Written, node: Node | None, items: tuple[Item, ...]) -> str:
    """The id of the item that is named here, by name or id; empty, with a problem, for an unknown one."""
    spelled = {spelling: item.id for item in items for spelling in (item.id, item.name.en, item.name.ja) if spelling}
    return _known(written, node, spelled, [item.name.ja for item in items])


def _known(written: Written, node: Node | None, spelled: Mapping[str, str], names: list[str]) -> str:
    text = written.text(node)
    if node is None or not text or text in spelled:
        return spelled.get(text, "")
    message = Text(f"「{text}」はここにはありません。", f"There is no “{text}” here.")
    hint = likely_or_all(text, names)
    written.problems.append(Problem(id="E100", position=node.position, message=message, hint=hint, length=len(text)))
    return ""


def parse_totals(written: Written, node: Node | None, detail: Record, trailer: Record | None) -> tuple[Total, ...]:
    """The control totals under 合計."""
    found = []
    summed = tuple(item for item in detail.items if item.type in SUMMED)
    for part in written.items(node):
        parts = dict(written.parts(part, words.TOTAL))
        calculation = Calculation(written.one_of(parts.get("calculation"), words.CALCULATIONS, "count"))
        if calculation is Calculation.SUM and "item" not in parts:
            written.say("E024", part.position, "「項目」がありません。", "The heading “item” is missing.")
        if calculation is not Calculation.SUM and "item" in parts:
            position = parts["item"].position
            written.say("E023", position, "「項目」は計算が合計のときだけ書けます。", "“item” goes with a sum only.")
        found.append(
            Total(
                id=written.text(parts.get("id")),
                name=text_of(written, parts, "total"),
                calculation=calculation,
                item=reference(written, parts.get("item"), summed) or None,
                trailer=reference(written, parts.get("trailer"), trailer.items if trailer else ()) or None,
                control=written.text(parts.get("control")) or None,
            )
        )
    return tuple(found)


def parse_changes(written: Written, node: Node | None, totals: tuple[Total, ...]) -> tuple[Change, ...]:
    """The comparisons with the previous file under 前回比."""
    compared = [total for total in totals if total.calculation in {Calculation.COUNT, Calculation.SUM}]
    spelled = {spelling: total.id for total in compared for spelling in (total.id, total.name.en, total.name.ja)}
    found = []
    for part in written.items(node):
        parts = written.parts(part, words.CHANGE)
        found.append(
            Change(
                total=_known(written, parts.get("total"), spelled, [total.name.ja for total in compared]),
                percent=_percent(written, parts.get("range")),
                except_months=frozenset(_month(written, month) for month in written.items(parts.get("except_months"))),
                consequence=Consequence(written.one_of(parts.get("consequence"), words.CONSEQUENCES, "hold")),
            )
        )
    return tuple(found)


def _percent(written: Written, node: Node | None) -> int:
    text = written.text(node).removesuffix("%").removesuffix("％").strip()
    if node is None or (text.isascii() and text.isdigit() and int(text) <= _BIGGEST_PERCENT):
        return int(text or 0)
    written.say("E013", node.position, "幅は「5%」のように書きます。", "Write a range like 5%.")
    return 0


def _month(written: Written, node: Node) -> int:
    month = written.number(node)
    if not 1 <= month <= 12:
        written.say("E013", node.position, "月は 1 から 12 です。", "Months are 1 to 12.")
    return month


def parse_staff(written: Written, node: Node | None, detail: Record) -> StaffCheck | None:
    """What 職員照合 says."""
    if node is None:
        return None
    parts = written.parts(node, words.STAFF)
    named = {
        key: reference(written, parts.get(key), detail.items) for key in ("number", "name", "kana", "unit", "kind")
    }

    def consequence(key: str, default: str) -> Consequence:
        return Consequence(written.one_of(parts.get(key), words.CONSEQUENCES, default))

    return StaffCheck(
        list=written.text(parts.get("list")),
        number=named["number"],
        name=named["name"] or None,
        kana=named["kana"] or None,
        unit=named["unit"] or None,
        kind=named["kind"] or None,
        unknown=consequence("unknown", "hold"),
        left=consequence("left", "hold"),
        missing=consequence("missing", "warn"),
    )


def parse_resend(written: Written, node: Node | None, header: Record | None) -> Resend | None:
    """What 再送 says."""
    if node is None:
        return None
    parts = written.parts(node, words.RESEND)
    items = header.items if header else ()
    group = tuple(reference(written, part, items) for part in written.items(parts.get("group")))
    return Resend(group=group, version=reference(written, parts.get("version"), items))
