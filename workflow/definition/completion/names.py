"""The names that a text itself gives to its items, steps, tables and operations."""

from dataclasses import dataclass, field

from workflow.definition.completion.walk import Said
from workflow.definition.vocabulary.entries import Kind, ValueType
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal


@dataclass(slots=True)
class OwnNames:
    """What the text names, kind by kind, in its order."""

    named: dict[str, dict[str, str]] = field(default_factory=dict)
    """By what is named (項目, 手順 …): the names, each with what it is: the type of an item, the kind of a step."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    """What may be answered, by the name of the item."""

    def of(self, kind: str) -> dict[str, str]:
        return self.named.get(kind, {})


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
        match said.where.name:
            case "名" if said.where.word:
                self._named(said.where.word, word, is_own=len(said.path) <= 2)
            case "型" if self._item:
                self.found.named["項目"][self._item] = word
            case "選択肢" if self._item:
                self.found.choices.setdefault(self._item, []).append(word)

    def _heading(self, places: tuple[str, ...], word: str) -> None:
        """A kind tells what the name behind it is; a contract with values of a message is one (知らせ)."""
        self._kind = self._vocabulary.kinds().get(normal(word)) if places[0] == "手順" else None
        heading = self._vocabulary.headings(*places).get(normal(word))
        if heading and (heading.place, heading.field) == ("連携先", "payload") and self._contract:
            self.found.named.get("連携先", {}).pop(self._contract, None)
            self.found.named.setdefault("知らせ", {})[self._contract] = ""

    def _named(self, what: str, name: str, *, is_own: bool) -> None:
        if what == "項目":
            self._item = name if is_own else ""
        if what == "連携先":
            self._contract = name
        if what != "項目" or is_own:
            kind = self._kind.in_language(self._vocabulary.language) if self._kind and what == "手順" else ""
            self.found.named.setdefault(what, {}).setdefault(name, kind)
