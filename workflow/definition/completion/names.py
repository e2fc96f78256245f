"""The names that a text itself gives to its items, steps, tables and operations, and what belongs to what."""

from dataclasses import dataclass, field

from workflow.definition.compiler.buttons import DECIDING
from workflow.definition.completion.said import Level, Said
from workflow.definition.completion.tables import TableColumns, columns_in
from workflow.definition.vocabulary.entries import Kind, ValueType
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

_NAMING = frozenset({"名", "参照", "符号"})
"""Types of values that are the name of something."""
_PARTS = {"送る値": "連携先", "返る値": "連携先", "届く値": "連携先", "操作": "手順"}
"""What is named inside something, and what that is. Columns are items inside an item."""


@dataclass(slots=True)
class OwnNames:
    """What the text names, kind by kind, in its order."""

    named: dict[str, dict[str, str]] = field(default_factory=dict)
    """By what is named (項目, 手順 …): the names, each with what it is: the type of an item, the kind of a step."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    """What may be answered, by the name of the item."""
    parts: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    """By what they are and the name of what they belong to: values of an operation, buttons of a step, columns."""
    tables: dict[str, TableColumns] = field(default_factory=dict)
    """The columns of decision tables, by name; of several versions those of the first."""
    decided: dict[str, str] = field(default_factory=dict)
    """What 決定.結果 says, by the name of an added button."""
    beside: dict[Level, dict[str, str]] = field(default_factory=dict)
    """By mapping: what its values name, by what is named."""

    def of(self, kind: str) -> dict[str, str]:
        return self.named.get(kind, {})

    def note(self, said: Said) -> None:
        """Remember what a value names beside the other values of its mapping."""
        where, levels = said.where, said.levels
        if isinstance(where, ValueType) and where.name in _NAMING and not said.is_key and len(levels) > 1:
            self.beside.setdefault(levels[-2], {}).setdefault(where.word, said.word.strip())

    def owner(self, what: str, levels: tuple[Level, ...]) -> str:
        """The nearest thing of this kind that a place belongs to, or empty: named beside it, or a heading around it."""
        for level in reversed(levels):
            if name := self.beside.get(level, {}).get(what):
                return name
            if level.key in self.of(what):
                return level.key
        return ""

    def row(self, levels: tuple[Level, ...], vocabulary: Vocabulary) -> tuple[str, str] | None:
        """What the row of the 全件 around a place is called, and the table that it is one of."""
        for level in reversed(levels):
            beside = self.beside.get(level, {})
            if self.of("手順").get(beside.get("手順", "")) == vocabulary.word("全件"):
                return beside.get("行", vocabulary.word("行")), beside.get("項目", "")
        return None


class Collecting:
    """Collects the names while a text is gone through. Columns of tables and what reports ask for are no items."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.found = OwnNames()
        self._vocabulary = vocabulary
        self._item = self._contract = ""
        self._kind: Kind | None = None

    def add(self, said: Said) -> None:
        word = said.word.strip()
        if said.is_key and isinstance(said.where, tuple):
            self._heading(said.where, word)
        if not isinstance(said.where, ValueType) or not word:
            return
        self.found.note(said)
        match said.where.name:
            case "名" if said.where.word:
                self._named(said.where.word, word, said)
            case "型" if self._item:
                self.found.named["項目"][self._item] = word
            case "選択肢" if self._item:
                self.found.choices.setdefault(self._item, []).append(word)
            case "表":
                self._header(said)
            case "参照" if said.where.word == "共有":
                self._part("共有", self.found.owner("項目", said.levels), word)

    def _header(self, said: Said) -> None:
        table, columns = self.found.owner("決定表", said.levels), columns_in(said.word)
        if table and columns.questions:
            self.found.tables.setdefault(table, columns)

    def _heading(self, places: tuple[str, ...], word: str) -> None:
        """A kind tells what the name behind it is; a contract with values of a message is one (知らせ)."""
        self._kind = self._vocabulary.kinds().get(normal(word)) if places[0] == "手順" else None
        heading = self._vocabulary.headings(*places).get(normal(word))
        if heading and (heading.place, heading.field) == ("連携先", "payload") and self._contract:
            self.found.named.get("連携先", {}).pop(self._contract, None)
            self.found.named.setdefault("知らせ", {})[self._contract] = ""

    def _named(self, what: str, name: str, said: Said) -> None:
        if what in _PARTS:
            self._part(what, self.found.owner(_PARTS[what], said.levels), name)
            if what == "操作" and self._decides(said):
                self.found.decided[name] = name
            return
        if what == "決定の結果":
            self.found.decided[said.path[-2]] = name
        if what == "項目":
            is_own = len(said.path) <= 2
            self._item = name if is_own else ""
            if not is_own:
                self._part("列", self.found.owner("項目", said.levels[:-2]), name)
                return
        if what == "連携先":
            self._contract = name
        kind = self._kind.in_language(self._vocabulary.language) if self._kind and what == "手順" else ""
        self.found.named.setdefault(what, {}).setdefault(name, kind)

    def _decides(self, said: Said) -> bool:
        kind = self._vocabulary.kinds().get(self.found.of("手順").get(self.found.owner("手順", said.levels), ""))
        return kind is not None and kind.en in DECIDING

    def _part(self, what: str, owner: str, name: str) -> None:
        if owner:
            self.found.parts.setdefault((what, owner), {})[name] = None
