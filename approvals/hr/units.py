"""Reads the file of units (組織): the tree of 庁, 部, 課 and 係, and the post that leads each."""

import re
from collections.abc import Mapping

from approvals.hr.findings import Findings
from approvals.hr.table import Row, period
from approvals.office.posts import Posts
from approvals.routing.establishment import Post, Unit, UnitKind

HEADINGS = ("所属コード", "所属名", "種別", "上位所属コード", "長の職名", "適用開始日", "適用終了日")
NO_HEAD = "-"
_CODE = re.compile(r"[0-9A-Za-z-]{1,20}")
KINDS = {
    "庁": UnitKind.OFFICE,
    "部": UnitKind.DEPARTMENT,
    "課": UnitKind.SECTION,
    "係": UnitKind.SUBSECTION,
}


def read_units(rows: list[Row], english: Mapping[str, str], findings: Findings) -> dict[str, tuple[Unit, Row]]:
    """The units by code, each with its row; `english` knows the English names that personnel does not keep."""
    units: dict[str, tuple[Unit, Row]] = {}
    for row in rows:
        code, days = row["所属コード"], period(row, "適用開始日", "適用終了日", findings)
        kind = KINDS.get(row["種別"])
        if not code or not row["所属名"]:
            findings.refuse(row, "所属コードと所属名は必ず書きます。", "Code and name are required.")
        elif not _CODE.fullmatch(code):
            ja = f"所属コード「{code}」は、20字以内の半角英数字とハイフンではありません。"
            findings.refuse(row, ja, "A code has at most 20 letters, digits and hyphens.")
        elif code in units:
            first = units[code][1].number
            findings.refuse(row, f"所属コード{code}は{first}行目にもあります。", f"{code} is in row {first} too.")
        elif kind is None:
            findings.refuse(
                row, f"種別「{row['種別']}」は、庁・部・課・係のどれでもありません。", "Unknown kind of unit."
            )
        elif days is not None:
            parent = row["上位所属コード"] or None
            name, en = row["所属名"], english.get(code, "")
            unit = Unit(code=code, name=name, kind=kind, parent=parent, en=en, since=days[0], until=days[1])
            units[code] = (unit, row)
    written = {row["所属コード"] for row in rows}
    for unit, row in units.values():
        if unit.parent in units or unit.parent not in written:
            _check_place(unit, row, units, findings)
    return units


def heads_of(units: Mapping[str, tuple[Unit, Row]], posts: Posts, findings: Findings) -> list[Post]:
    """The post that leads each unit, then the posts beside them that definitions/organisation/posts.yaml adds."""
    heads = []
    for unit, row in units.values():
        title = row["長の職名"]
        if title == NO_HEAD:
            continue
        kind = posts.kind_of(title) if title else posts.head_of(unit.kind)
        if kind is None or kind.leads is not unit.kind:
            ja = f"「{title}」は、{row['種別']}の長になる職ではありません。長がいない所属には「{NO_HEAD}」と書きます。"
            findings.refuse(row, ja, f"“{title}” leads no such unit. Write “{NO_HEAD}” where there is no head.")
            continue
        heads.append(Post(key=f"{unit.code}:{kind.id}", unit=unit.code, kind=kind.id, title=title or kind.name))
    for number, extra in enumerate(posts.extra, start=1):
        kind = posts.kind_of(extra.title)
        if kind:
            key = f"{extra.unit}:{kind.id}:{number}"
            heads.append(Post(key=key, unit=extra.unit, kind=kind.id, title=extra.title, covers=extra.covers))
    return heads


def _check_place(unit: Unit, row: Row, units: Mapping[str, tuple[Unit, Row]], findings: Findings) -> None:
    """Where the unit stands in the tree. Kinds fall from level to level, so that no ring passes."""
    levels = list(UnitKind)
    upper = units.get(unit.parent or "")
    if unit.parent is None:
        if unit.kind is not UnitKind.OFFICE:
            findings.refuse(row, "上位所属コードがありません。", "The unit above is missing.")
    elif upper is None:
        ja = f"上位所属コード{unit.parent}の所属がありません。"
        findings.refuse(row, ja, f"There is no unit {unit.parent}.")
    elif levels.index(upper[0].kind) >= levels.index(unit.kind):
        ja = f"{row['種別']}は「{upper[0].name}」({upper[1]['種別']})の下に置けません。"
        findings.refuse(row, ja, f"Such a unit cannot stand under “{upper[0].name}”.")
    elif not (upper[0].since <= unit.since and unit.until <= upper[0].until):
        ja = f"上位所属「{upper[0].name}」の適用期間の外にあります。"
        findings.refuse(row, ja, f"It is valid on days on which “{upper[0].name}” is not.")
