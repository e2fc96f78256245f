"""What a definition is made of, flat: every step, item, table and contract with its own headings."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.source.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from workflow.definition.vocabulary.entries import Heading, ValueType
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

Key = tuple[str, ...]
Element = tuple[str, str]
"""One element of a list or of a mapping of names: its name, and what is said of it."""
STEPS = "手順"
WHOLE = ("手続", "規程")
"""What a file may be: its headings are those of this place."""
_NAMED_BY: dict[str, tuple[str, ...]] = {
    "様式": ("項目",),
    "節": ("節",),
    "検査": ("文",),
    "いつでも": ("届", "知らせ"),
    "試験": ("名前",),
    "場合": ("名前",),
    "枝": ("名前",),
    "先着の場合": ("知らせ", "日時", "期間"),
    "エラー時": ("とき",),
}
"""Under which heading a block of a place has its name."""
NOTHING = "—"
"""What stands for an empty list or text inside a value."""
_ITEM = frozenset({"項目", "item"})
_BY_NAME = frozenset({"対応", "選択肢"})
"""Types of mappings whose keys are names that the author chose."""
_WAVE = re.compile("[〜～~]")
_UNNAMED = frozenset({"end", "go_to", "send_back_to", "raise"})
"""Kinds whose name says where they lead; there may be many alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What stands under a heading."""

    heading: tuple[Heading, ...]
    """The heading, after those it stands under inside the thing."""
    shown: str
    line: int
    parts: tuple[str, ...] = ()
    """The elements of a list or mapping, each as people read it."""
    entries: tuple[Entry, ...] = ()
    """Of a mapping, its entries as written."""
    elements: tuple[Element, ...] = ()

    @property
    def key(self) -> Key:
        return tuple(each.ja for each in self.heading)


@dataclass(slots=True, kw_only=True)
class Thing:
    """A step, an item, a table … with its own headings; what it contains are things of their own."""

    key: Key
    place: str
    """A place of the vocabulary; of a step `手順`."""
    name: str
    line: int
    kind: str = ""
    """Of a step, its kind as written."""
    owner: Key = ()
    table: str = ""
    """Of a column, what it is a column of."""
    before: Key = ()
    """The thing of the same list that stands in front of it."""
    formerly: tuple[str, ...] = ()
    values: dict[Key, Value] = field(default_factory=dict)


def things_of(root: MappingNode, vocabulary: Vocabulary) -> dict[Key, Thing]:
    """Everything in a procedure, or in a file of shared tables, by its identity, in the order of the text."""
    reader, whole = _Reader(vocabulary), WHOLE[any(root.get(word) is not None for word in ("規程", "regulation"))]
    reader.block(root, (whole,), reader.new((whole,), whole, "", root.position.line))
    return reader.things


class _Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._seen: Counter[Key] = Counter()
        self.things: dict[Key, Thing] = {}

    def new(self, key: Key, place: str, name: str, line: int, *, owner: Key = (), before: Key = ()) -> Thing:
        self._seen[key] += 1
        if self._seen[key] > 1:
            key = (*key, str(self._seen[key]))
        thing = Thing(key=key, place=place, name=name, line=line, owner=owner, before=before)
        self.things[key] = thing
        return thing

    def block(self, node: Node, places: tuple[str, ...], thing: Thing, under: tuple[Heading, ...] = ()) -> None:
        """Read the headings of a mapping into a thing."""
        headings = self._vocabulary.headings(*places)
        for entry in node.entries if isinstance(node, MappingNode) else ():
            if heading := headings.get(normal(entry.key.text)):
                self._heading(entry, heading, thing, (*under, heading))

    def _heading(self, entry: Entry, heading: Heading, thing: Thing, path: tuple[Heading, ...]) -> None:
        type_, node = heading.value, entry.value
        if heading.ja in _NAMED_BY.get(thing.place, ()) and len(path) == 1:
            return
        if heading.ja == "旧名":
            thing.formerly = tuple(_scalars(node))
        elif type_.name == "手順の列":
            self._steps(node, (*thing.key, *(each.ja for each in path)))
        elif type_.name == "→":
            self.block(node, (type_.word,), thing, path)
        elif type_.name == "→→" and type_.word != "試験":
            self._blocks(node, type_.word, (*thing.key, *(each.ja for each in path)))
        elif type_.name == "→→":
            self._whole(node, type_.word)
        elif type_.name == "対応" and thing.place in WHOLE:
            self._named(node, heading, type_.of[1])
        else:
            value = Value(
                heading=path,
                shown=shown(node),
                line=entry.key.position.line,
                parts=_parts(node),
                entries=_entries(node),
                elements=tuple(_elements(node, type_)),
            )
            thing.values[value.key] = value

    def _steps(self, node: Node, owner: Key) -> None:
        before: Key = ()
        for item in node.items if isinstance(node, SequenceNode) else ():
            if not isinstance(item, MappingNode) or not item.entries:
                continue
            first, *rest = item.entries
            kind = self._vocabulary.kinds().get(normal(first.key.text))
            name = shown(first.value)
            if kind is None:
                continue
            written = item.get("id")
            key: Key = (STEPS, shown(written) if written else normal(name))
            if kind.en in _UNNAMED:
                key = (*owner, kind.ja, normal(name))
            thing = self.new(key, STEPS, name, item.position.line, owner=owner, before=before)
            thing.kind = kind.in_language(self._vocabulary.language)
            self.block(MappingNode(tuple(rest), item.position), self._vocabulary.places_of(kind), thing)
            before = thing.key

    def _blocks(self, node: Node, place: str, owner: Key) -> None:
        before: Key = ()
        for item in node.items if isinstance(node, SequenceNode) else ():
            here = "節" if place == "様式" and self._name(item, "節") else place
            written = item.get("id") if isinstance(item, MappingNode) else None
            name = self._name(item, here)
            key: Key = (*owner, normal(name))
            if here == "様式":
                key = (*owner[1:-1], here, shown(written) if written else normal(name))
            thing = self.new(key, here, name, item.position.line, owner=owner, before=before)
            if owner[-1] == "列":
                thing.table = self.things[owner[:-1]].name
            self.block(item, (here,), thing)
            before = thing.key

    def _name(self, node: Node, place: str) -> str:
        for ja in _NAMED_BY.get(place, ()):
            for name, heading in self._vocabulary.headings(place).items():
                found = node.get(name) if isinstance(node, MappingNode) and heading.ja == ja else None
                if found is not None:
                    return shown(found)
        return ""

    def _whole(self, node: Node, place: str) -> None:
        """Scenarios, each as one text."""
        for item in node.items if isinstance(node, SequenceNode) else ():
            name = self._name(item, place)
            thing = self.new((place, name), place, name, item.position.line)
            shared = next(iter(self._vocabulary.headings(place).values()))
            thing.values[("",)] = Value(heading=(shared,), shown=shown(item), line=item.position.line)

    def _named(self, node: Node, heading: Heading, type_: ValueType) -> None:
        """Tables, contracts, outcomes: mappings whose keys are names."""
        for entry in node.entries if isinstance(node, MappingNode) else ():
            if type_.name == "並び":
                self._amendments(entry)
                continue
            place = type_.name if type_.name in ("決定表", "連携先") else heading.ja
            thing = self.new((place, normal(entry.key.text)), place, entry.key.text.strip(), entry.key.position.line)
            if place != "結果" or isinstance(entry.value, MappingNode):
                self.block(entry.value, (place,), thing)
            else:
                kind = next(each for each in self._vocabulary.headings(place).values() if each.required)
                value = Value(heading=(kind,), shown=shown(entry.value), line=entry.key.position.line)
                thing.values[value.key] = value

    def _amendments(self, entry: Entry) -> None:
        """The versions of a shared table, each told by its first day and whose it is; when it ends may change."""
        for item in entry.value.items if isinstance(entry.value, SequenceNode) else (entry.value,):
            headings = self._vocabulary.headings("決定表")
            valid = next((each for each in _entries(item) if _is(headings, each, "施行")), None)
            since = _WAVE.split(shown(valid.value))[0].strip() if valid else ""
            whose = next((each for each in _entries(item) if _is(headings, each, "任命権者")), None)
            told = "、".join(filter(None, (since and f"{since}〜", shown(whose.value) if whose else "")))
            name = f"{entry.key.text.strip()}({told})" if told else entry.key.text.strip()
            self.block(item, ("決定表",), self.new(("決定表", normal(name)), "決定表", name, item.position.line))


def _entries(node: Node) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, MappingNode) else ()


def _is(headings: Mapping[str, Heading], entry: Entry, ja: str) -> bool:
    found = headings.get(normal(entry.key.text))
    return found is not None and found.ja == ja


def shown(node: Node) -> str:
    """A value as one text that people read: a、b; in one another a(b: c) and a・b."""
    match node:
        case ScalarNode():
            return node.text.strip()
        case SequenceNode():
            return "、".join(map(_inside, node.items)) or NOTHING
        case MappingNode():
            return "、".join(map(_pair, node.entries)) or NOTHING


def _pair(entry: Entry) -> str:
    return f"{entry.key.text.strip()}: {_inside(entry.value)}"


def _inside(node: Node) -> str:
    match node:
        case MappingNode() if node.entries and normal(node.entries[0].key.text) in _ITEM:
            rest = "、".join(map(_pair, node.entries[1:]))
            return shown(node.entries[0].value) + (f"({rest})" if rest else "")
        case MappingNode():
            return f"({shown(node)})"
        case SequenceNode():
            return "・".join(map(_inside, node.items)) or NOTHING
        case ScalarNode():
            return shown(node) or NOTHING


def _parts(node: Node) -> tuple[str, ...]:
    match node:
        case ScalarNode():
            return (node.text.strip(),)
        case SequenceNode():
            return tuple(map(_inside, node.items))
        case MappingNode():
            return tuple(map(_pair, node.entries))


def _elements(node: Node, type_: ValueType) -> Iterator[Element]:
    match node:
        case MappingNode() if type_.name in _BY_NAME:
            yield from ((entry.key.text.strip(), shown(entry.value)) for entry in node.entries)
        case SequenceNode():
            for item in node.items:
                if isinstance(item, MappingNode) and item.entries and normal(item.entries[0].key.text) in _ITEM:
                    yield shown(item.entries[0].value), "、".join(map(_pair, item.entries[1:]))
                else:
                    yield _inside(item), ""
        case _:
            yield shown(node), ""


def _scalars(node: Node) -> Iterator[str]:
    for item in node.items if isinstance(node, SequenceNode) else (node,):
        yield normal(shown(item))
