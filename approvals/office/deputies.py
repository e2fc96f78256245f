"""Reads deputies.yaml: who decides for an absent head, which unit does general affairs, how long a look may be owed."""

from collections.abc import Mapping

from approvals.office.posts import unit_code
from approvals.routing.establishment import Deputies
from forms.source.written import Heading, Written

_HEADINGS = [
    Heading("depth", "段数"),
    Heading("named", "指定"),
    Heading("general", "庶務"),
    Heading("remind_after", "後閲の催促"),
    Heading("tell_after", "後閲の報告"),
]
_NAMED = [Heading("unit", "所属", True), Heading("deputies", "代決", True)]
_GENERAL = [Heading("unit", "所属", True), Heading("below", "下", True)]


def read_deputies(written: Written, units: Mapping[str, str]) -> Deputies:
    """The order of deputies; `units` maps names to codes. Problems go to `written`."""
    values = written.top(_HEADINGS)
    named: dict[str, tuple[str, ...]] = {}
    for node in written.items(values.get("named")):
        parts = written.parts(node, _NAMED)
        unit = unit_code(written, parts.get("unit"), units)
        named[unit] = tuple(unit_code(written, item, units) for item in written.items(parts.get("deputies")))
        if unit and unit in _deputies_of(unit, named):
            name = written.text(parts.get("unit"))
            written.say(
                "E013",
                node.position,
                f"「{name}」の代決の順が輪になります。たどると「{name}」に戻ります。",
                f"The deputies of “{name}” form a ring: they lead back to it.",
            )
    general: dict[str, str] = {}
    for node in written.items(values.get("general")):
        parts = written.parts(node, _GENERAL)
        general[unit_code(written, parts.get("unit"), units)] = unit_code(written, parts.get("below"), units)
    return Deputies(
        named=named,
        general=general,
        depth=written.number(values.get("depth"), default=2),
        remind_after=written.number(values.get("remind_after"), default=3),
        tell_after=written.number(values.get("tell_after"), default=5),
    )


def _deputies_of(unit: str, named: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everybody who may come to decide for a unit, by one deputy or several."""
    found: set[str] = set()
    waiting = [*named.get(unit, ())]
    while waiting:
        deputy = waiting.pop()
        if deputy not in found:
            found.add(deputy)
            waiting += named.get(deputy, ())
    return found
