"""Reads units.csv: every department, section and subsection with its code, and the title of its head."""

import csv
import io
from dataclasses import dataclass

from approvals.routing.establishment import Unit, UnitKind
from forms.source.position import Position
from forms.source.written import Written

COLUMNS = ["code", "name", "kind", "parent", "head", "english"]
NO_HEAD = "-"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as written, with the title of its head: empty for the usual one, `-` for none."""

    unit: Unit
    head: str
    line: int


def read_units(written: Written) -> tuple[UnitLine, ...]:
    """The units of the file, upper ones before those under them; problems go to `written`."""
    rows = csv.reader(io.StringIO(written.source.text.lstrip("﻿")), strict=True)
    try:
        lines = list(rows)
    except csv.Error:
        written.say(
            "E001",
            Position(rows.line_num or 1, 1),
            "この行は、コンマで区切った表として読めません。",
            "This line cannot be read as a comma-separated table.",
        )
        return ()
    if not lines or lines[0] != COLUMNS:
        written.say(
            "E001",
            Position(1, 1),
            f"1行目は {','.join(COLUMNS)} です。",
            f"The first line must be {','.join(COLUMNS)}.",
        )
        return ()
    found: dict[str, UnitLine] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if line := _line(written, number, cells, found):
            found[line.unit.code] = line
    _check_parents(written, found)
    return tuple(found.values())


def _line(written: Written, number: int, cells: list[str], found: dict[str, UnitLine]) -> UnitLine | None:
    place = Position(number, 1)
    if len(cells) != len(COLUMNS):
        written.say("E041", place, f"{len(COLUMNS)}列ではありません。", f"There are not {len(COLUMNS)} columns.")
        return None
    code, name, kind, parent, head, en = cells
    if not (code and name):
        written.say("E013", place, "符号と名前は必ず書きます。", "A code and a name are required.")
        return None
    if code in found:
        first = found[code].line
        written.say("E014", place, f"符号 {code} は{first}行目にもあります。", f"Code {code} is on line {first} too.")
        return None
    if kind not in list(UnitKind):
        words = "・".join(UnitKind)
        written.say("E013", place, f"「{kind}」という種類はありません。", f"There is no kind “{kind}”.", f"→ {words}")
        return None
    return UnitLine(Unit(code=code, name=name, kind=UnitKind(kind), parent=parent or None, en=en), head, number)


def _check_parents(written: Written, found: dict[str, UnitLine]) -> None:
    levels = list(UnitKind)
    for line in found.values():
        unit, upper = line.unit, found.get(line.unit.parent or "")
        place = Position(line.line, 1)
        if unit.parent and upper is None:
            written.say(
                "E100", place, f"上の所属 {unit.parent} がありません。", f"There is no unit {unit.parent} above."
            )
        elif unit.parent is None and unit.kind is not UnitKind.OFFICE:
            written.say(
                "E024", place, f"「{unit.name}」の上の所属がありません。", f"“{unit.name}” has no unit above it."
            )
        elif upper and levels.index(upper.unit.kind) >= levels.index(unit.kind):
            written.say(
                "E013",
                place,
                f"「{unit.name}」は「{upper.unit.name}」の下に置けません。",
                f"“{unit.name}” cannot stand under “{upper.unit.name}”.",
            )
