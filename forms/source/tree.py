"""Builds nodes from YAML's events one by one, so that a hostile text is refused before it is held in memory."""

import re

import yaml
from msgspec import Struct, field

from forms.source.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, Style
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.scanner import tight_colon
from forms.source.source import Source
from forms.spec import Text

MAX_DEPTH = 32
_TIGHT_COLON = re.compile(r"([^:]+):([^:\s/].*)\Z", re.DOTALL)
_BRACKETS = str.maketrans({"（": "(", "）": ")"})


class TreeRefused(Exception):
    """The text must not be read further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message.ja)
        self.problem = problem


class _Open(Struct):
    """A collection whose end has not been seen."""

    position: Position
    is_mapping: bool
    in_flow: bool
    children: list[Node] = field(default_factory=list)
    """Items, or keys and values in turn."""
    lines: dict[str, int] = field(default_factory=dict)
    """For each heading the line it was first written in."""


class Tree:
    """The tree as far as it has been read, and what was wrong on the way."""

    def __init__(self, source: Source) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._lines = source.lines
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Add one event. Raises TreeRefused for nesting that is too deep and for a second document."""
        position = _position(event)
        match event:
            case yaml.ScalarEvent():
                self._refuse_property(event, position)
                self._add(self._scalar(event, position))
            case yaml.AliasEvent():
                self._refuse_reference("*", position)
                self._add(ScalarNode("", position))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_property(event, position)
                self._start(event, position)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case yaml.DocumentStartEvent() if self.root is not None:
                raise TreeRefused(_more_documents(position))

    def _start(self, event: yaml.CollectionStartEvent, position: Position) -> None:
        if len(self._open) == MAX_DEPTH:
            raise TreeRefused(_too_deep(position))
        self._open.append(_Open(position, isinstance(event, yaml.MappingStartEvent), bool(event.flow_style)))

    def _end(self) -> None:
        done = self._open.pop()
        if done.in_flow:
            self._check_commas(done)
        self._add(self._mapping(done) if done.is_mapping else SequenceNode(tuple(done.children), done.position))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        self._open[-1].children.append(node)

    def _scalar(self, event: yaml.ScalarEvent, position: Position) -> ScalarNode:
        text: str = event.value
        if event.style in {"|", ">"}:
            return ScalarNode(text, position, Style.BLOCK, self._block_content(position, text))
        if event.style in {"'", '"'}:
            return ScalarNode(text, position, Style.QUOTED, Position(position.line, position.column + 1))
        return ScalarNode(text, position)

    def _block_content(self, position: Position, text: str) -> Position:
        blank = len(text) - len(text.lstrip("\n"))
        first = text[blank:].partition("\n")[0]
        index = position.line + blank
        line = self._lines[index] if index < len(self._lines) else ""
        return Position(position.line + 1, max(line.find(first), 0) + 1)

    def _mapping(self, done: _Open) -> MappingNode:
        entries, twice = [], []
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            if not isinstance(key, ScalarNode):
                self.problems.append(_no_heading(key.position))
            elif problem := _heading_problem(key, value):
                self.problems.append(problem)
            elif key.text in done.lines:
                self.problems.append(_duplicate(key, done.lines[key.text]))
                twice.append(Entry(key, value))
            else:
                done.lines[key.text] = key.position.line
                entries.append(Entry(key, value))
        return MappingNode(tuple(entries), done.position, tuple(twice))

    def _check_commas(self, done: _Open) -> None:
        """A comma inside brackets ends a value, although its writer may have meant an expression or a text."""
        for node in done.children:
            if isinstance(node, ScalarNode) and node.style is Style.PLAIN and _is_cut(node.text):
                self.problems.append(_comma(node))
                return

    def _refuse_property(self, event: yaml.NodeEvent, position: Position) -> None:
        if event.anchor is not None:
            self._refuse_reference("&", position)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse_reference("!", position)

    def _refuse_reference(self, sign: str, position: Position) -> None:
        name_ja, name_en = {
            "*": ("別名(*…)", "aliases (*…)"),
            "&": ("目印(&…)", "anchors (&…)"),
            "!": ("型の印(!…)", "tags (!…)"),
        }[sign]
        self.problems.append(
            Problem(
                id="E006",
                position=position,
                message=Text(f"{name_ja}は使えません。", f"YAML's {name_en} are not allowed."),
                hint=Text(
                    f"「{sign}」で始まる文なら、文の前に | を置き、次の行から書いてください",
                    f"For a text starting with “{sign}”, put | before it and start on the next line",
                ),
            )
        )


def _position(event: yaml.Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


def _is_cut(text: str) -> bool:
    text = text.translate(_BRACKETS)
    return text.count("(") > text.count(")") or text.count("「") > text.count("」")


def _heading_problem(key: ScalarNode, value: Node) -> Problem | None:
    if key.style is not Style.PLAIN:
        return None
    if key.text == "<<":
        return Problem(
            id="E006",
            position=key.position,
            message=Text("取り込み(<<)は使えません。", "YAML's merge key (<<) is not allowed."),
            hint=Text("必要な行をここに書いてください", "Write the lines out here"),
        )
    if not key.text:
        return _no_heading(key.position)
    if not isinstance(value, ScalarNode) or value.text or value.style is not Style.PLAIN:
        return None
    return _colon_problem(key)


def _colon_problem(key: ScalarNode) -> Problem | None:
    """A heading without a value that holds its value in itself, because the colon was not one for YAML."""
    before, colon, after = key.text.partition("：")
    if colon:
        return Problem(
            id="E002",
            position=Position(key.position.line, key.position.column + len(before)),
            message=Text(f"「{before}」の後のコロンが全角です。", f"The colon after “{before}” is full-width."),
            hint=Text(
                f"「{before}: {after}」と半角で書いてください", f"Write “{before}: {after}” with an ordinary colon"
            ),
        )
    before, colon, after = key.text.partition(":　")
    if colon:
        return Problem(
            id="E007",
            position=Position(key.position.line, key.position.column + len(before) + 1),
            message=Text("「:」の後に全角の空白があります。", "There is a full-width space after the colon."),
            hint=Text("半角の空白に置き換えてください", "Use an ordinary space"),
        )
    if (found := _TIGHT_COLON.match(key.text)) and not (found[1][-1].isdigit() and found[2][0].isdigit()):
        return tight_colon(Position(key.position.line, key.position.column + len(found[1])), found[1], found[2])
    return None


def _no_heading(position: Position) -> Problem:
    return Problem(
        id="E001",
        position=position,
        message=Text("「:」の前に見出しの語がありません。", "There is no heading before the colon."),
        hint=Text("「見出し: 値」と書いてください", "Write “heading: value”"),
    )


def _duplicate(key: ScalarNode, line: int) -> Problem:
    return Problem(
        id="E003",
        position=key.position,
        message=Text(f"「{key.text}」は {line} 行目にもあります。", f"“{key.text}” is also written in line {line}."),
        hint=Text("どちらかを消してください", "Remove one of them"),
        length=len(key.text),
    )


def _comma(node: ScalarNode) -> Problem:
    return Problem(
        id="E001",
        position=Position(node.position.line, node.position.column + len(node.text)),
        message=Text("[ ] や { } の中のコンマは、値の区切りになります。", "Between brackets a comma ends the value."),
        hint=Text("コンマを含む式や文は、行を分けて書いてください", "Write a value with a comma on a line of its own"),
    )


def _too_deep(position: Position) -> Problem:
    return Problem(
        id="E001",
        position=position,
        message=Text(
            f"入れ子が深すぎます({MAX_DEPTH} 段まで)。", f"The nesting is too deep ({MAX_DEPTH} levels at most)."
        ),
    )


def _more_documents(position: Position) -> Problem:
    return Problem(
        id="E001",
        position=position,
        message=Text("1 つのファイルには 1 つの手続だけを書けます。", "A file holds one document only."),
        hint=Text("「---」から後を別のファイルに移してください", "Move what follows “---” to a file of its own"),
    )
