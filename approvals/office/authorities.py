"""Reads authorities.yaml: who appoints people, where, and what each of them calls things."""

from collections.abc import Mapping

from approvals.office.posts import unit_code
from approvals.routing.authority import Authority
from forms.source.nodes import MappingNode, Node
from forms.source.written import Heading, Written

_AUTHORITY = [
    Heading("authority", "任命権者", True),
    Heading("id", "id", True),
    Heading("english", "英語"),
    Heading("unit", "所属", True),
    Heading("words", "呼び方"),
]


def read_authorities(written: Written, units: Mapping[str, str]) -> tuple[Authority, ...]:
    """The authorities of the file; `units` maps names to codes. Problems go to `written`."""
    found: list[Authority] = []
    for node in written.items(written.top([Heading("authorities", "任命権者", True)]).get("authorities")):
        parts = written.parts(node, _AUTHORITY)
        name, key = written.text(parts.get("authority")), written.text(parts.get("id"))
        unit = unit_code(written, parts.get("unit"), units)
        if any(name == other.name or key == other.id for other in found):
            written.say(
                "E014", node.position, f"「{name}」か id は二度あります。", f"“{name}” or its id is there twice."
            )
        elif any(unit and unit == other.unit for other in found):
            ja = f"「{name}」の所属には、もうほかの任命権者がいます。"
            written.say("E014", node.position, ja, f"The unit of “{name}” has another authority already.")
        elif name and key and unit:
            words = _words(written, parts.get("words"))
            found.append(Authority(id=key, name=name, en=written.text(parts.get("english")), unit=unit, words=words))
    return tuple(found)


def _words(written: Written, node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        written.say("E013", node.position, "「言葉: 呼び方」の形で書いてください。", "Write “word: label” here.")
        return {}
    return {entry.key.text: written.text(entry.value) for entry in node.entries}
