"""What a procedure is, laid out to be read: overview, steps, items, checks, tables, systems, scenarios.

A file of shared tables has an overview, items and tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.source.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import Master
from forms.tables.grid import Grid, csv_grid, pipe_grid
from workflow.definition.catalogue import Catalogue
from workflow.definition.comparison.things import STEPS, Key, Thing, Value, shown, things_of
from workflow.definition.enforcement import NAMES, TYPES
from workflow.definition.parser.parser import language_of
from workflow.definition.translation.translate import translate
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.engine.program import TableSpec

_PLACES_OF_STEPS = (STEPS, "場合", "枝", "先着の場合", "エラー時", "いつでも")
_WHO = frozenset({"担当", "宛先"})
_WHEN = frozenset({"期限", "催促", "休日", "期間", "日時"})
_STAGES = frozenset({"審議", "協議", "審査", "決定"})
_SILENT = frozenset({"id", "英語", "それ以外", "旧名"})
"""Headings that say nothing to a reader of a specification."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One heading with what stands under it, in the words of the file."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step, or a way, a branch or a handler that holds steps."""

    number: str
    """1, 2, 2.1; of a way or a branch 3a."""
    depth: int
    kind: str
    name: str
    who: tuple[str, ...]
    when: tuple[Fact, ...]
    buttons: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item of the form, or the heading of a section of it."""

    name: str
    is_section: bool
    type: str = ""
    required: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A decision table; the cells of `questions` come first."""

    name: str
    facts: tuple[Fact, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """A check, a contract, an outcome: a name with its facts."""

    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """A scenario, line by line."""

    name: str
    facts: tuple[Fact, ...]
    course: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """Everything a reader is shown of a procedure."""

    name: str
    overview: tuple[Fact, ...]
    outcomes: tuple[NamedRow, ...]
    steps: tuple[StepRow, ...]
    items: tuple[ItemRow, ...]
    checks: tuple[NamedRow, ...]
    tables: tuple[TableRow, ...]
    systems: tuple[NamedRow, ...]
    scenarios: tuple[ScenarioRow, ...]


def specification_of(
    source: Source,
    catalogue: Catalogue,
    language: Language,
    tables: Sequence[TableSpec] = (),
    masters: Sequence[Master] = (),
) -> Specification:
    """The specification of a sound procedure or file of shared tables, with headings in this language.

    One in the other language is translated first; `tables` are those of its program, for the ones it shares with
    other procedures, and `masters` those that its items are looked up in. Raises NotTranslated when it has errors.
    """
    root, _ = read(source)
    assert root is not None, "a text without a root has errors, which whoever calls has looked for"
    if language_of(root) != language:
        root = read(Source(source.path, translate(source, catalogue)))[0]
        assert root is not None
    vocabulary = Vocabulary(language)
    things = things_of(root, vocabulary)
    whole = next(iter(things.values()))
    overview = (
        Fact(_label(vocabulary, value.key), value.shown)
        for value in whole.values.values()
        if value.shown and value.key[0] not in ("書式", whole.place)
    )
    return Specification(
        name=next((value.shown for key, value in whole.values.items() if key == (whole.place,)), ""),
        overview=tuple(overview),
        outcomes=_named(things, "結果", vocabulary),
        steps=tuple(_steps(things, vocabulary)),
        items=(*_items(things, vocabulary), *_recorded(things, vocabulary)),
        checks=_named(things, "検査", vocabulary),
        tables=(*_tables(things, vocabulary), *_shared((*tables, *_looked_up(masters, tables)), things, vocabulary)),
        systems=_named(things, "連携先", vocabulary),
        scenarios=tuple(_scenarios(root, vocabulary)),
    )


def _label(vocabulary: Vocabulary, key: Key) -> str:
    """取下げ・いつまで; withdrawal: until."""
    words = []
    for ja in key:
        named = (each for each in vocabulary.all_headings() if each.ja == ja)
        words.append(next((each.in_language(vocabulary.language).replace("_", " ") for each in named), ja))
    return "・".join(words) if vocabulary.language == "ja" else ": ".join(words)


def _facts(thing: Thing, vocabulary: Vocabulary, without: frozenset[str] = frozenset()) -> tuple[Fact, ...]:
    return tuple(
        Fact(_label(vocabulary, key), _shown(value))
        for key, value in thing.values.items()
        if key[-1] not in _SILENT and key[0] not in without and not _is_of_a_stage(key)
    )


def _shown(value: Value) -> str:
    """Choices by their names alone: how programs and English screens call them is not for this reader."""
    if value.key[-1] == "選択肢" and value.entries:
        return "、".join(entry.key.text.strip() for entry in value.entries)
    return value.shown


def _named(things: Mapping[Key, Thing], place: str, vocabulary: Vocabulary) -> tuple[NamedRow, ...]:
    found = (thing for thing in things.values() if thing.place == place)
    return tuple(NamedRow(name=thing.name, facts=_facts(thing, vocabulary)) for thing in found)


def _steps(things: Mapping[Key, Thing], vocabulary: Vocabulary) -> Iterator[StepRow]:
    numbers: dict[Key, str] = {}
    counted: dict[Key, int] = {}
    depths: dict[Key, int] = {("手続",): -1}
    for thing in things.values():
        if thing.place not in _PLACES_OF_STEPS:
            continue
        parent = _parent(thing, things)
        depths[thing.key] = depths[parent] + 1
        number = ""
        if thing.place == STEPS:
            counted[parent] = counted.get(parent, 0) + 1
            number = ".".join(part for part in (numbers.get(parent, ""), str(counted[parent])) if part)
            numbers[thing.key] = number
        elif thing.place != "いつでも":
            letter = "abcdefghijklmnopqrstuvwxyz"[min(_place_in(thing, things), 26) - 1]
            number = numbers[thing.key] = numbers.get(parent, "") + letter
        yield _step(thing, number, depths[thing.key], parent, vocabulary)


def _step(thing: Thing, number: str, depth: int, parent: Key, vocabulary: Vocabulary) -> StepRow:
    said = _WHO | _WHEN | {"できること", "できないこと"}
    who = tuple(value.shown for key, value in thing.values.items() if key[0] in _WHO)
    by_table = tuple(_label(vocabulary, ("表",)) + f"「{table.shown}」" for table in _tables_of_people(thing))
    when = tuple(
        Fact(_label(vocabulary, key), value.shown)
        for key, value in thing.values.items()
        if (key[0] in _WHEN and len(key) == 1) or _is_of_a_stage(key)
    )
    return StepRow(
        number=number,
        depth=depth,
        kind=thing.kind or _kind_of(thing, vocabulary),
        name=thing.name or _otherwise(thing, vocabulary),
        who=who or by_table,
        when=when,
        buttons=_buttons(thing, vocabulary),
        facts=(*_under(thing, parent, vocabulary), *_facts(thing, vocabulary, said)),
    )


def _is_of_a_stage(key: Key) -> bool:
    """審議・期限 and the like, which a 回議 says of its stages."""
    return len(key) == 2 and key[0] in _STAGES and key[1] in _WHEN


def _tables_of_people(thing: Thing) -> Iterator[Value]:
    """The tables that say who decides and who is heard in a 回議."""
    if thing.place == STEPS and ("表",) in thing.values:
        yield from (thing.values[key,] for key in ("表", "足す表") if (key,) in thing.values)


def _kind_of(thing: Thing, vocabulary: Vocabulary) -> str:
    """場合, 枝, エラー時, 届: what holds steps without being one."""
    return _label(vocabulary, (thing.place.removeprefix("先着の"),))


def _otherwise(thing: Thing, vocabulary: Vocabulary) -> str:
    return _label(vocabulary, ("それ以外",)) if thing.place == "場合" and ("条件",) not in thing.values else ""


def _under(thing: Thing, parent: Key, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """Steps of a deadline say so: they stand under a heading of their step."""
    between = [word for word in thing.owner[len(parent) :] if word == "期限切れ"]
    label = _label(vocabulary, ("期限切れ",))
    return (Fact(label, parent[-1]),) if between else ()


def _buttons(thing: Thing, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The buttons of the kind that were not taken away, and those the step adds."""
    kind = vocabulary.kinds().get(thing.kind)
    away = {normal(word) for word in _words(thing, "できないこと")}
    ja = vocabulary.language == "ja"
    own = [(verdict.ja if ja else verdict.en) for verdict in (kind.verdicts if kind else ())]
    added = thing.values.get(("できること",))
    return (*(word for word in own if word not in away), *map(_button, added.entries if added else ()))


def _button(entry: Entry) -> str:
    """打ち切る(終了 発行不能、理由: 必須)."""
    said = entry.value
    if not isinstance(said, MappingNode):
        return f"{entry.key.text.strip()}({shown(said)})"
    first, *rest = [each for each in said.entries if normal(each.key.text) not in ("英語", "english")]
    more = shown(MappingNode(tuple(rest), said.position)) if rest else ""
    return f"{entry.key.text.strip()}({'、'.join(filter(None, (shown(first.value), more)))})"


def _words(thing: Thing, heading: str) -> list[str]:
    value = thing.values.get((heading,))
    return [word for word in value.parts if word] if value else []


def _place_in(thing: Thing, things: Mapping[Key, Thing]) -> int:
    place = 1
    while thing.before:
        thing, place = things[thing.before], place + 1
    return place


def _parent(thing: Thing, things: Mapping[Key, Thing]) -> Key:
    """The thing that holds this one."""
    return next((key for end in range(len(thing.owner), 0, -1) if (key := thing.owner[:end]) in things), ("手続",))


def _items(things: Mapping[Key, Thing], vocabulary: Vocabulary) -> Iterator[ItemRow]:
    for thing in things.values():
        if thing.place == "節":
            yield ItemRow(name=thing.name, is_section=True, facts=_facts(thing, vocabulary))
        elif thing.place == "様式":
            type_, required = (thing.values.get((heading,)) for heading in ("型", "必須"))
            table = things.get(_parent(thing, things))
            yield ItemRow(
                name=f"{table.name}.{thing.name}" if table and table.place == "様式" else thing.name,
                is_section=False,
                type=type_.shown if type_ else "",
                required=required.shown if required else "",
                facts=_facts(thing, vocabulary, frozenset({"型", "必須"})),
            )


def _recorded(things: Mapping[Key, Thing], vocabulary: Vocabulary) -> Iterator[ItemRow]:
    """What a 施行 records, which nobody writes down."""
    word = next(name for name, kind in vocabulary.kinds().items() if kind.en == "enforce")
    if any(thing.kind == word for thing in things.values()):
        yield ItemRow(name=word, is_section=True)
        for key, type_ in TYPES.items():
            yield ItemRow(name=NAMES[key], is_section=False, type=vocabulary.word(type_))


def _tables(things: Mapping[Key, Thing], vocabulary: Vocabulary) -> Iterator[TableRow]:
    for thing in things.values():
        if _is_written_here(thing):
            facts = _facts(thing, vocabulary, frozenset({"表"}))
            yield _grid(thing.name, facts, pipe_grid(thing.values["表",].shown))


def _is_written_here(thing: Thing) -> bool:
    return thing.place == "決定表" and ("表",) in thing.values


def _shared(tables: Sequence[TableSpec], things: Mapping[Key, Thing], vocabulary: Vocabulary) -> Iterator[TableRow]:
    """Tables of files and those that regulations give to several procedures, each with when it is in force."""
    own = {normal(thing.name) for thing in things.values() if _is_written_here(thing)}
    for table in tables:
        if table.name in own:
            continue
        said = {"根拠": table.basis, "施行": table.valid, "任命権者": "、".join(table.authorities)}
        facts = tuple(Fact(_label(vocabulary, (ja,)), text) for ja, text in said.items() if text)
        yield _grid(table.name, facts, csv_grid(table.text) if table.csv else pipe_grid(table.text))


def _looked_up(masters: Sequence[Master], tables: Sequence[TableSpec]) -> Iterator[TableSpec]:
    """The tables of 照会, unless a step draws them, too; each version with when it is in force."""
    drawn = {table.name for table in tables}
    for master in masters:
        for version in master.versions if master.name not in drawn else ():
            yield TableSpec(
                name=master.name,
                text=version.text,
                csv=version.csv,
                valid=version.valid,
                authorities=version.authorities,
            )


def _grid(name: str, facts: tuple[Fact, ...], grid: Grid) -> TableRow:
    return TableRow(
        name=name,
        facts=facts,
        questions=tuple(cell.text for cell in grid.header.questions) if grid.header else (),
        answers=tuple(cell.text for cell in grid.header.answers) if grid.header else (),
        rows=tuple(tuple(cell.text for cell in row.cells) for row in grid.rows),
    )


def _scenarios(root: MappingNode, vocabulary: Vocabulary) -> Iterator[ScenarioRow]:
    headings = {heading.ja: name for name, heading in vocabulary.headings("試験").items()}
    listed = root.get(next(name for name, each in vocabulary.headings("手続").items() if each.ja == "試験"))
    for item in _elements(listed):
        if not isinstance(item, MappingNode) or item.get(headings["名前"]) is None:
            continue
        named = {ja: node for ja, name in headings.items() if (node := item.get(name)) is not None}
        facts = [Fact(headings[ja], shown(node)) for ja, node in named.items() if ja not in ("名前", "進行")]
        course = (shown(line) for line in _elements(named.get("進行")))
        yield ScenarioRow(name=shown(named["名前"]), facts=tuple(facts), course=tuple(course))


def _elements(node: Node | None) -> Sequence[Node]:
    match node:
        case SequenceNode():
            return node.items
        case ScalarNode() | MappingNode():
            return (node,)
        case None:
            return ()
