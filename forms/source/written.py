"""Reads the small YAML files under definitions: headings in Japanese or English, all problems with their place."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import Text


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a file, in both languages."""

    en: str
    ja: str
    required: bool = False


@dataclass(slots=True)
class Written:
    """One file while it is read. Every question about a value notes what is wrong with it and goes on."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    def top(self, headings: Iterable[Heading]) -> Mapping[str, Node]:
        """The values of the whole file by English heading; the first heading must be 書式: 1."""
        root, problems = read(self.source)
        self.problems.extend(problems)
        if root is None:
            return {}
        values = self.parts(root, [Heading("format", "書式", True), *headings], top=True)
        version = values.get("format")
        if version is not None and self.text(version) != "1":
            self.say("E016", version.position, "書式は 1 だけが使えます。", "The format must be 1.")
        return values

    def parts(self, node: Node, headings: Iterable[Heading], *, top: bool = False) -> Mapping[str, Node]:
        """The values under a mapping by English heading; unknown, doubled and missing ones are noted."""
        if not isinstance(node, MappingNode):
            self.say("E013", node.position, "「見出し: 値」の形で書いてください。", "Write “heading: value” here.")
            return {}
        known = list(headings)
        by_name = {name: heading for heading in known for name in (heading.ja, heading.en)}
        values: dict[str, Node] = {}
        for entry in node.entries:
            heading = by_name.get(entry.key.text)
            if heading is None:
                self._unknown(entry.key, list(by_name), "E010" if top else "E023")
            else:
                values[heading.en] = entry.value
        for heading in known:
            if heading.required and heading.en not in values:
                self.say(
                    "E011" if top else "E024",
                    node.position,
                    f"「{heading.ja}」がありません。",
                    f"The heading “{heading.en}” is missing.",
                )
        return values

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """The items of a list; one value counts as a list of one, nothing as an empty one."""
        if node is None or node == ScalarNode("", node.position):
            return ()
        return node.items if isinstance(node, SequenceNode) else (node,)

    def text(self, node: Node | None, default: str = "") -> str:
        """A text."""
        if node is None:
            return default
        if not isinstance(node, ScalarNode) or not node.text.strip():
            self.say("E013", node.position, "ここには文字を書いてください。", "Write a text here.")
            return default
        return node.text.strip()

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(text for item in self.items(node) if (text := self.text(item)))

    def number(self, node: Node | None, default: int = 0) -> int:
        """A whole number of at most four ASCII digits."""
        if node is None:
            return default
        text = self.text(node)
        if text.isascii() and text.isdigit() and len(text) <= 4:
            return int(text)
        self.say("E013", node.position, f"「{text}」は数として読めません。", f"“{text}” is not a number.")
        return default

    def one_of(self, node: Node | None, choices: Mapping[str, str], default: str = "") -> str:
        """One of the words (Japanese or English); gives its English spelling."""
        if node is None:
            return default
        text = self.text(node)
        if text in choices.values():
            return text
        if text in choices:
            return choices[text]
        words = "・".join(choices)
        self.say("E013", node.position, f"「{text}」は書けません。", f"“{text}” is not allowed here.", f"→ {words}")
        return default

    def say(self, code: str, position: Position, ja: str, en: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(
            Problem(id=code, position=position, message=Text(ja, en), hint=Text(hint, hint) if hint else None)
        )

    def _unknown(self, key: ScalarNode, names: list[str], code: str) -> None:
        near = difflib.get_close_matches(key.text, names, n=1, cutoff=0.5)
        self.say(
            code,
            key.position,
            f"「{key.text}」という見出しはありません。",
            f"There is no heading “{key.text}”.",
            f"「{near[0]}」の書き間違いではありませんか" if near else "",
        )
