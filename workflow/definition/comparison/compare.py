"""What a new version of a definition changes, in sentences that an office understands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from forms.source.nodes import MappingNode
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import Text
from workflow.definition.catalogue import Catalogue
from workflow.definition.comparison.elements import element_changes, short, where_they_differ
from workflow.definition.comparison.rows import row_changes
from workflow.definition.comparison.things import STEPS, WHOLE, Key, Thing, Value, things_of
from workflow.definition.parser.parser import language_of
from workflow.definition.translation.translate import NotTranslated, translate
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal


class Area(StrEnum):
    """What a change is about."""

    PROCEDURE = "procedure"
    STEPS = "steps"
    PEOPLE = "people"
    DEADLINES = "deadlines"
    CONDITIONS = "conditions"
    ITEMS = "items"
    TABLES = "tables"
    SYSTEMS = "systems"
    SCENARIOS = "scenarios"


LABELS: Mapping[Area, Text] = {
    Area.PROCEDURE: Text("手続", "Procedure"),
    Area.STEPS: Text("手順", "Steps"),
    Area.PEOPLE: Text("人", "People"),
    Area.DEADLINES: Text("期限", "Deadlines"),
    Area.CONDITIONS: Text("条件", "Conditions"),
    Area.ITEMS: Text("項目", "Items"),
    Area.TABLES: Text("決定表", "Decision tables"),
    Area.SYSTEMS: Text("連携先", "Systems"),
    Area.SCENARIOS: Text("試験", "Scenarios"),
}
_PEOPLE = frozenset(
    {"所管", "できる人", "代理入力", "担当", "宛先", "兼務不可", "不在", "代決", "引上げ", "残り", "紙の担当"}
)
_DEADLINES = frozenset({"期限", "催促", "そのとき", "休日", "再試行", "時間切れ", "期間", "日時", "完結後", "控え"})
_CONDITIONS = frozenset({"条件", "必須", "表示", "初期値", "計算", "検査", "になるまで", "照合"})
_OF_PLACES = {
    STEPS: Area.STEPS,
    "様式": Area.ITEMS,
    "節": Area.ITEMS,
    "検査": Area.CONDITIONS,
    "決定表": Area.TABLES,
    "連携先": Area.SYSTEMS,
    "試験": Area.SCENARIOS,
    "場合": Area.STEPS,
    "枝": Area.STEPS,
    "先着の場合": Area.STEPS,
    "エラー時": Area.STEPS,
    "いつでも": Area.STEPS,
}
_CALLED = {
    "様式": Text("項目", "item"),
    "節": Text("節", "section"),
    "検査": Text("検査", "check"),
    "決定表": Text("決定表", "table"),
    "連携先": Text("連携先", "system"),
    "試験": Text("試験", "scenario"),
    "場合": Text("場合", "case"),
    "枝": Text("枝", "branch"),
    "先着の場合": Text("場合", "case"),
    "エラー時": Text("エラー時", "error handler"),
    "いつでも": Text("いつでもの届", "report"),
    "結果": Text("結果", "outcome"),
}


_NAME_IS = {"検査": "文", "エラー時": "とき"}
"""What tells these things apart is no name of theirs."""
_HAS_ANSWERS = frozenset({STEPS, "様式"})
_ANOTHER = Text(
    "別のものとして扱われ、進行中の案件の答えや止まっている所は引き継がれません。",
    "It counts as another one; answers and places of cases under way are not taken over.",
)
"""What a new id means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference."""

    area: Area
    sentence: Text
    line: int
    """In the newer text; of what goes, in the older one."""


def compare(old: Source, new: Source, catalogue: Catalogue) -> tuple[Change, ...]:
    """Every difference in meaning between two definitions, ordered by what it is about.

    A version in the other language is translated first. Raises NotTranslated, also of a text that cannot be read.
    """
    before, after = _readable(old), _readable(new)
    if language_of(before) != language_of(after):
        after = _readable(Source(new.path, translate(new, catalogue)))
    vocabulary = Vocabulary(language_of(before))
    found = _changes(things_of(before, vocabulary), things_of(after, vocabulary))
    places = list(Area)
    return tuple(sorted(found, key=lambda change: (places.index(change.area), change.line)))


def _readable(source: Source) -> MappingNode:
    root, problems = read(source)
    if root is None:
        raise NotTranslated(source, tuple(problems))
    return root


def _changes(old: dict[Key, Thing], new: dict[Key, Thing]) -> Iterator[Change]:
    renamed = _renamed(old, new)
    partner = {key: renamed.get(key, key) for key in new}
    kept = set(partner.values())
    for thing in new.values():
        earlier = old.get(partner[thing.key])
        if earlier is None:
            if thing.owner not in new or thing.owner in old:
                yield _came(thing, new)
        else:
            yield from _changed(earlier, thing)
    for thing in old.values():
        if thing.key not in kept:
            said = _said(thing)
            yield _change(thing, f"{said.ja}をなくします。", f"{_capital(said.en)} goes.")
    yield from _moved(old, new, partner)


def _renamed(old: Mapping[Key, Thing], new: Mapping[Key, Thing]) -> dict[Key, Key]:
    """Things that are one that went: by 旧名, by the name under another id; without a name, by all that they say."""
    gone = {key: thing for key, thing in old.items() if key not in new}
    named = {(thing.place, normal(thing.name)): key for key, thing in gone.items()}
    alike = {_all_it_says(thing): key for key, thing in gone.items() if thing.place in _NAME_IS}
    found = {}
    for key, thing in new.items():
        names = (*thing.formerly, normal(thing.name)) if key not in old else ()
        pairs = [named[thing.place, name] for name in names if (thing.place, name) in named]
        if thing.place in _NAME_IS and key not in old and _all_it_says(thing) in alike:
            pairs.append(alike[_all_it_says(thing)])
        if pairs:
            found[key] = pairs[0]
    return found


def _all_it_says(thing: Thing) -> tuple[object, ...]:
    return (thing.place, thing.key[:-1], *sorted((key, normal(value.shown)) for key, value in thing.values.items()))


def _came(thing: Thing, new: Mapping[Key, Thing]) -> Change:
    said = _said(thing)
    said_of_it = [value for value in thing.values.values() if value.heading[-1].ja != "id"]
    about = "、".join(f"{value.heading[-1].ja}: {short(value.shown)}" for value in said_of_it)
    english = ", ".join(f"{value.heading[-1].en}: {short(value.shown)}" for value in said_of_it)
    parts_ja = "、".join(part for part in (thing.kind, about) if part)
    parts_en = ", ".join(part for part in (thing.kind, english) if part)
    front = new[thing.before].name if thing.place == STEPS and thing.before else ""
    where = Text(f"「{front}」の後に、", f' after "{front}"') if front else Text("", "")
    if thing.place == "試験":
        parts_ja = parts_en = ""
    ja = f"{where.ja}{said.ja}{f'({parts_ja})' if parts_ja else ''}を足します。"
    return _change(thing, ja, f"{_capital(said.en)}{f' ({parts_en})' if parts_en else ''} is added{where.en}.")


def _changed(old: Thing, new: Thing) -> Iterator[Change]:
    said = _said(new)
    if old.name != new.name:
        ja = f"{_said(old).ja}の{_NAME_IS.get(new.place, '名前')}を「{new.name}」に変えます。"
        yield _change(new, ja, f'{_capital(_said(old).en)} is called "{new.name}" now.')
    if old.kind != new.kind:
        ja = f"{said.ja}の種類を「{old.kind}」から「{new.kind}」に変えます。"
        yield _change(new, ja, f"{_capital(said.en)} is of kind {new.kind} instead of {old.kind}.")
    for key in dict.fromkeys((*old.values, *new.values)):
        before, after = old.values.get(key), new.values.get(key)
        if before and after and normal(before.shown) == normal(after.shown):
            continue
        if key == ("表",) and before and after:
            for row in row_changes(before.shown, after.shown):
                sentence = Text(f"{said.ja}: {row.ja}", f"{_capital(said.en)}: {row.en}")
                yield Change(area=Area.TABLES, sentence=sentence, line=after.line)
            continue
        if new.place == "試験":
            yield _change(new, f"{said.ja}を変えます。", f"{_capital(said.en)} changes.")
            continue
        yield from _of_value(said, new, before, after)


def _of_value(said: Text, thing: Thing, before: Value | None, after: Value | None) -> Iterator[Change]:
    value = after or before
    assert value is not None
    area = _area(thing, value)
    what_ja = "の".join(each.ja for each in value.heading)
    what_en = " ".join(each.en.replace("_", " ") for each in value.heading)
    of_ja, of_en = (f"{said.ja}の", f"{_capital(said.en)}: {what_en}") if said.ja else ("", f"The {what_en}")
    of_elements = element_changes(before, after) if before and after else None
    if of_elements:
        for each in of_elements:
            yield Change(area=area, sentence=Text(f"{of_ja}{what_ja}{each.ja}", f"{of_en}{each.en}"), line=value.line)
        return
    if before and after:
        was, is_ = where_they_differ(before.shown, after.shown)
        ja, en = f"{of_ja}{what_ja}を「{was}」から「{is_}」に変えます。", f'{of_en} changes from "{was}" to "{is_}".'
        if value.heading[-1].ja == "id" and thing.place in _HAS_ANSWERS:
            ja, en = f"{ja}{_ANOTHER.ja}", f"{en} {_ANOTHER.en}"
    elif after:
        ja = f"{of_ja}{what_ja}を「{short(after.shown)}」とします。"
        en = f'{of_en} is now "{short(after.shown)}".'
    else:
        ja = f"{of_ja}{what_ja}(「{short(value.shown)}」)をなくします。"
        en = f'{of_en} ("{short(value.shown)}") goes.'
    yield Change(area=area, sentence=Text(ja, en), line=value.line)


def _moved(old: Mapping[Key, Thing], new: Mapping[Key, Thing], partner: Mapping[Key, Key]) -> Iterator[Change]:
    """Steps that stand elsewhere now, in front of or behind the others."""
    after = [key for key, thing in new.items() if thing.place == STEPS and partner[key] in old]
    wanted = {partner[key] for key in after}
    before = [key for key, thing in old.items() if thing.place == STEPS and key in wanted]
    order = [partner[key] for key in after]
    still: set[Key] = set()
    for block in SequenceMatcher(None, before, order, autojunk=False).get_matching_blocks():
        still.update(before[block.a : block.a + block.size])
    for key in after:
        thing, earlier = new[key], old[partner[key]]
        if partner[key] not in still or _elsewhere(earlier, thing):
            said = _said(thing)
            front = new[thing.before].name if thing.before else ""
            ja = f"{said.ja}を「{front}」の後に移します。" if front else f"{said.ja}を最初に移します。"
            en = f'{_capital(said.en)} moves behind "{front}".' if front else f"{_capital(said.en)} moves to the front."
            yield _change(thing, ja, en)


def _elsewhere(old: Thing, new: Thing) -> bool:
    return old.owner != new.owner and len(old.owner) != len(new.owner)


def _change(thing: Thing, ja: str, en: str) -> Change:
    return Change(area=_OF_PLACES.get(thing.place, Area.PROCEDURE), sentence=Text(ja, en), line=thing.line)


def _area(thing: Thing, value: Value) -> Area:
    word = value.heading[-1].ja
    if word in _PEOPLE:
        return Area.PEOPLE
    if word in _DEADLINES:
        return Area.DEADLINES
    if word in _CONDITIONS:
        return Area.CONDITIONS
    return _OF_PLACES.get(thing.place, Area.PROCEDURE)


def _said(thing: Thing) -> Text:
    """手順「人事係審査」; the procedure itself goes without saying."""
    if thing.place in WHOLE:
        return Text("", "")
    called = _CALLED.get(thing.place, Text("手順", "step"))
    if not thing.name:
        return called
    if thing.table:
        table, column = short(thing.table), short(thing.name)
        return Text(f"「{table}」の列「{column}」", f'column "{column}" of "{table}"')
    return Text(f"{called.ja}「{short(thing.name)}」", f'{called.en} "{short(thing.name)}"')


def _capital(text: str) -> str:
    return f"The {text}" if text else "It"
