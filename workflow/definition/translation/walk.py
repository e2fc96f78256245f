"""Goes through a procedure heading by heading and collects what is written otherwise in the other language."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from forms.expressions.scope import Scope
from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.source.position import Position
from workflow.definition.checked import Checked
from workflow.definition.compiler.earlier import stored_outcome
from workflow.definition.located import Located
from workflow.definition.parser.due import NEXT_DAY, start_of
from workflow.definition.parser.parser import READERS
from workflow.definition.parser.reading import Reading
from workflow.definition.people import JOINT, UnknownPerson
from workflow.definition.translation import scenarios, values
from workflow.definition.translation.expressions import Expressions
from workflow.definition.translation.tables import Tables
from workflow.definition.vocabulary.entries import Heading, Kind, Language, ValueType
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.engine.program import BUILT_IN_OUTCOMES
from workflow.engine.scope import MAIN, scope_of_tables
from workflow.engine.stages import Quorum
from workflow.engine.values import Due, Monthly, Reminder, Retry, Span

_POSTS = ("係員", "係長", "課長", "部長")


@dataclass(slots=True)
class Walk:
    """One procedure on its way into the other language."""

    checked: Checked
    changes: dict[Position, tuple[ScalarNode, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """The CSV files of its tables in the other language, by name."""
    expressions: Expressions = field(init=False)
    tables: Tables = field(init=False)
    scopes: dict[Position, Scope] = field(init=False)
    """What an expression may name, by the place where it is written."""

    def __post_init__(self) -> None:
        self.expressions = Expressions(self.here.language)
        self.tables = Tables(self.here, self.expressions, self._person)
        written = ((each.text.scalar, self.checked.scope(each)) for each in self.checked.written)
        self.scopes = {scalar.position: scope for scalar, scope in written if scalar}

    @property
    def here(self) -> Vocabulary:
        return self.checked.vocabulary

    @property
    def there(self) -> Vocabulary:
        return self.here.other

    def put(self, node: Node, text: str) -> None:
        """This scalar says something else."""
        if isinstance(node, ScalarNode) and text != node.text:
            self.changes[node.position] = (node, text)

    def place(self, node: Node, *places: str, kind: Kind | None = None) -> None:
        """A mapping of headings."""
        for entry in node.entries if isinstance(node, MappingNode) else ():
            heading = self.here.headings(*places).get(normal(entry.key.text))
            if heading is not None:
                self.put(entry.key, heading.in_language(self.there.language))
                self.under(heading, entry.value, kind)

    def under(self, heading: Heading, node: Node, kind: Kind | None) -> None:
        """What stands under a heading."""
        own = OWN.get((heading.place, heading.ja))
        if own is not None:
            for each in node.items if isinstance(node, SequenceNode) else (node,):
                own(self, each)
        elif heading.ja == "できないこと" and kind is not None:
            for each in node.items if isinstance(node, SequenceNode) else (node,):
                scenarios.verdict(self, kind, each)
        else:
            self.value(heading.value, node)

    def value(self, type_: ValueType, node: Node) -> None:
        """A value of a type."""
        translate = BY_TYPE.get(type_.name)
        if translate is not None:
            translate(self, type_, node)

    # -- lists and mappings ---------------------------------------------------------------------------------------

    def each(self, type_: ValueType, node: Node) -> None:
        for item in node.items if isinstance(node, SequenceNode) else (node,):
            self.value(type_.of[0], item)

    def pairs(self, type_: ValueType, node: Node) -> None:
        for entry in node.entries if isinstance(node, MappingNode) else ():
            self.value(type_.of[1], entry.value)
            if normal(entry.key.text).startswith(f"{self.here.word('行')}."):
                column = normal(entry.key.text).partition(".")[2]
                self.put(entry.key, f"{self.there.word('行')}.{column}")

    def row_count(self, type_: ValueType, node: Node) -> None:
        if isinstance(node, ScalarNode) and (digits := re.match(r"\d+", normal(node.text))):
            self.put(node, digits[0] + ("行" if self.there.language == "ja" else " rows"))

    def people_count(self, type_: ValueType, node: Node) -> None:
        if isinstance(node, ScalarNode) and (digits := re.search(r"\d+", normal(node.text))):
            self.put(node, f"{digits[0]}人まで" if self.there.language == "ja" else f"up to {digits[0]} people")

    def block(self, type_: ValueType, node: Node) -> None:
        self.place(node, type_.word)

    def blocks(self, type_: ValueType, node: Node) -> None:
        for item in node.items if isinstance(node, SequenceNode) else ():
            is_section = type_.word == "様式" and self._has(item, "節", "節")
            self.place(item, "節" if is_section else type_.word)

    def _has(self, node: Node, place: str, ja: str) -> bool:
        names = {name for name, heading in self.here.headings(place).items() if heading.ja == ja}
        return isinstance(node, MappingNode) and any(normal(key) in names for key in [*node.keys()])

    def steps(self, type_: ValueType, node: Node) -> None:
        for item in node.items if isinstance(node, SequenceNode) else ():
            if not isinstance(item, MappingNode):
                continue
            first, *_ = item.entries
            kind = self.here.kinds()[normal(first.key.text)]
            self.put(first.key, kind.in_language(self.there.language))
            if kind.en == "end":
                self.outcome(first.value)
            rest = MappingNode(item.entries[1:], item.position)
            self.place(rest, *self.here.places_of(kind), kind=kind)

    def known_keys(self, node: Node, *words: str) -> None:
        """A mapping whose keys are these words; what is not one of them stays."""
        named = {self._heading(ja, self.here): self._heading(ja, self.there) for ja in words}
        for entry in node.entries if isinstance(node, MappingNode) else ():
            self.put(entry.key, named.get(normal(entry.key.text), entry.key.text))

    def _heading(self, ja: str, vocabulary: Vocabulary) -> str:
        english = {"項目": "item", "必須": "required", "英語": "english", "名前": "name", "行": "row"}
        return ja if vocabulary.language == "ja" else english[ja]

    # -- single values --------------------------------------------------------------------------------------------

    def word(self, node: Node) -> None:
        """A word of the vocabulary."""
        if isinstance(node, ScalarNode):
            self.put(node, self.there.word(self.here.japanese(normal(node.text))))

    def choice(self, type_: ValueType, node: Node) -> None:
        words = {self.here.word(ja): self.there.word(ja) for ja in type_.words or ("はい", "いいえ")}
        if isinstance(node, ScalarNode):
            self.put(node, words.get(normal(node.text), node.text))

    def written_value(self, type_: ValueType, node: Node) -> None:
        """A value that is read and written again: 2営業日 is 2 business_days."""
        found = READERS[type_.name](Reading(self.here, READERS), type_, node)
        if isinstance(found, Located) and (text := _written(found.value, self.there.language)):
            self.put(node, text)

    def due(self, type_: ValueType, node: Node) -> None:
        found = READERS[type_.name](Reading(self.here, READERS), type_, node)
        if isinstance(found, Located) and isinstance(found.value, Due):
            day = start_of(found)
            scope = self.scopes.get(day.position) if day else None
            start = self.expressions.translated(day.value, scope or self.checked.scopes[MAIN]) if day else ""
            next_day = isinstance(node, ScalarNode) and NEXT_DAY[self.here.language] in node.text
            self.put(node, values.due(found.value, start, self.there.language, next_day=next_day))

    def bounds(self, type_: ValueType, node: Node) -> None:
        if isinstance(node, ScalarNode):
            self.put(node, values.bounds(node.text, self.there.language))

    def expression(self, type_: ValueType, node: Node) -> None:
        if isinstance(node, ScalarNode):
            self.put(node, self.expressions.translated(node.text, self._scope(node)))

    def slots(self, node: Node) -> None:
        if isinstance(node, ScalarNode):
            self.put(node, self.expressions.with_slots(node.text, self._scope(node)))

    def _scope(self, node: ScalarNode) -> Scope:
        """Of a text with slots the widest there is: what the message says may stand in it."""
        found = self.scopes.get(node.position)
        inside = (scope for place, scope in self.checked.scopes.items() if place != MAIN)
        merged = {name: known for scope in (*inside, self.checked.scopes[MAIN]) for name, known in scope.names.items()}
        return found or Scope(merged)

    def table(self, type_: ValueType, node: Node) -> None:
        if isinstance(node, ScalarNode):
            self.put(node, self.tables.translated(node.text, scope_of_tables(self.checked.program)))

    def table_file(self, node: Node) -> None:
        name = node.text.strip() if isinstance(node, ScalarNode) else ""
        if (text := self.checked.catalogue.table_files.get(name)) is not None:
            self.files[name] = self.tables.translated_csv(text, scope_of_tables(self.checked.program))

    def person(self, type_: ValueType, node: Node) -> None:
        if isinstance(node, MappingNode):
            self.known_keys(node, "項目", "行")
        elif isinstance(node, ScalarNode):
            self.put(node, self._person(node.text))

    def anybody(self, node: Node) -> None:
        """A person of a scenario: 申請者の係長, 係員, 佐藤, 申請者の課長(決定・代決)."""
        if not isinstance(node, ScalarNode):
            return
        if normal(node.text) in [self.here.word(post) for post in _POSTS]:
            self.word(node)
            return
        who, bracket, rest = node.text.partition("(")
        roles = "・".join(self._role(role) for role in rest.removesuffix(")").split("・"))
        self.put(node, self._person(who) + (f"({roles})" if bracket else ""))

    def holders(self, node: Node) -> None:
        """申請者の課長: 申請者の部長, one person on two posts."""
        for entry in node.entries if isinstance(node, MappingNode) else ():
            self.anybody(entry.key)
            self.anybody(entry.value)

    def act(self, node: Node) -> None:
        """A step, or a place on a route: 申請者の課長(決定)."""
        if isinstance(node, ScalarNode) and self.checked.outline.named(node.text) is None:
            self.anybody(node)

    def sent_to(self, text: str) -> str:
        """Where a case is sent back to: a step, a stage of a 回議, or people on its route."""
        if self.checked.outline.named(text) is not None:
            return text
        said = self._person(text)
        return said if said != text else self.there.word(self.here.japanese(normal(text)))

    def _role(self, role: str) -> str:
        kind = self.here.kinds().get(normal(role))
        return kind.in_language(self.there.language) if kind else self.there.word(self.here.japanese(normal(role)))

    def _person(self, text: str) -> str:
        pieces = self.checked.names.people.pieces(text.strip())
        if isinstance(pieces, UnknownPerson):
            return text
        joint, other = JOINT[self.here.language], JOINT[self.there.language]
        by = joint + self.here.word("処理者")
        words = [
            piece.written.removesuffix(by) + other + self.there.word("処理者")
            if piece.keys[0].startswith("step:")
            else self.there.word(self.here.japanese(piece.written))
            if not piece.keys[0].startswith(("unit:", "item:", "everyone")) or piece.written == self.here.word("全職員")
            else piece.written
            for piece in pieces
        ]
        return other.join(words)

    def outcome(self, node: Node) -> None:
        if isinstance(node, ScalarNode):
            self.put(node, self._outcome(node.text))

    def _outcome(self, text: str) -> str:
        name = self.checked.names.outcome(text)
        declared = {outcome.name for outcome in self.checked.program.outcomes}
        return self.there.word(name) if name in BUILT_IN_OUTCOMES and name not in declared else text

    def kind_of_outcome(self, type_: ValueType, node: Node) -> None:
        """The kind alone, or a mapping."""
        self.word(node)
        self.place(node, "結果")

    def other_outcome(self, node: Node) -> None:
        """An outcome of another procedure: one that every procedure has, or a name of its author."""
        if isinstance(node, ScalarNode) and (name := stored_outcome(self.here, node.text)) in BUILT_IN_OUTCOMES:
            self.put(node, self.there.word(name))

    def destination(self, type_: ValueType, node: Node) -> None:
        if isinstance(node, MappingNode):
            self.place(node, "操作")
        elif isinstance(node, ScalarNode):
            first, *rest = node.text.split(maxsplit=1)
            kind = self.here.kinds()[normal(first)]
            target = [self._outcome(rest[0]) if kind.en == "end" else rest[0]] if rest else []
            self.put(node, " ".join([kind.in_language(self.there.language), *target]))

    def reference(self, type_: ValueType, node: Node) -> None:
        """Names of authors stay; the kind of a shared file, a stage of a 回議 and the day of the draft are words."""
        if not isinstance(node, ScalarNode):
            return
        match type_.word:
            case "共有":
                kind, dot, name = node.text.partition(".")
                self.put(node, self.there.word(self.here.japanese(normal(kind))) + dot + name)
            case "手順か段" if self.checked.outline.named(node.text) is None:
                self.word(node)
            case "日付" if normal(node.text) not in self.checked.names.items:
                self.word(node)

    def row_column(self, type_: ValueType, node: Node) -> None:
        self.known_keys(node, "行")

    def edit(self, type_: ValueType, node: Node) -> None:
        required = self._heading("必須", self.here)
        for entry in node.entries if isinstance(node, MappingNode) else ():
            if normal(entry.key.text) == required:
                self.word(entry.value)
        self.known_keys(node, "項目", "必須")

    def choices(self, type_: ValueType, node: Node) -> None:
        for entry in node.entries if isinstance(node, MappingNode) else ():
            self.known_keys(entry.value, "英語")


def _written(value: object, language: Language) -> str:
    match value:
        case Span():
            return values.span(value, language)
        case Reminder():
            return values.reminder(value, language)
        case Retry():
            return values.retry(value, language)
        case Monthly():
            return values.monthly(value, language)
        case Quorum():
            return values.quorum(value, language)
    return ""


def _single_word(walk: Walk, type_: ValueType, node: Node) -> None:
    walk.word(node)


BY_TYPE: dict[str, Callable[[Walk, ValueType, Node], None]] = {
    "並び": Walk.each,
    "対応": Walk.pairs,
    "→": Walk.block,
    "→→": Walk.blocks,
    "手順の列": Walk.steps,
    "選び": Walk.choice,
    "はい": Walk.choice,
    "型": _single_word,
    "期間": Walk.written_value,
    "成立": Walk.written_value,
    "期日": Walk.due,
    "催促": Walk.written_value,
    "再試行": Walk.written_value,
    "人数": Walk.people_count,
    "周期": Walk.written_value,
    "行数": Walk.row_count,
    "範囲": Walk.bounds,
    "式": Walk.expression,
    "人": Walk.person,
    "行先": Walk.destination,
    "操作": Walk.destination,
    "結果": Walk.kind_of_outcome,
    "参照": Walk.reference,
    "行の列": Walk.row_column,
    "編集項目": Walk.edit,
    "選択肢": Walk.choices,
    "連携先": lambda walk, type_, node: walk.place(node, "連携先"),
    "決定表": lambda walk, type_, node: walk.place(node, "決定表"),
    "表": Walk.table,
    "進行": scenarios.course,
    "入力値": scenarios.answers,
    "応答": scenarios.replies,
}
"""How a value of a type is translated; one of another type stays as it is."""

OWN: dict[tuple[str, str], Callable[[Walk, Node], None]] = {
    ("開始", "元の結果"): Walk.other_outcome,
    ("元の案件", "結果"): Walk.other_outcome,
    ("決定表", "表ファイル"): Walk.table_file,
    ("手続", "件名"): Walk.slots,
    ("通知", "件名"): Walk.slots,
    ("通知", "文面"): Walk.slots,
    ("エラー時", "とき"): Walk.word,
    ("場", "申請者"): Walk.anybody,
    ("場", "不在"): Walk.anybody,
    ("場", "欠員"): Walk.anybody,
    ("場", "兼務"): Walk.holders,
    ("進行", "人"): Walk.anybody,
    ("届", "人"): Walk.anybody,
    ("足す", "人"): Walk.anybody,
    ("期待", "結果"): Walk.outcome,
    ("期待", "担当"): Walk.anybody,
    ("期待", "後閲待ち"): Walk.anybody,
    ("期待", "失効"): Walk.act,
    ("期待", "経路"): Walk.anybody,
}
"""Headings of free text under which words of the language are written all the same."""
