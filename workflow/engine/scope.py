"""The names that expressions of a procedure may use: its items and what every case knows.

The keys say where a value is found when an expression is evaluated; they are the same in both languages.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from forms.expressions.scope import Scope
from forms.feel.types import DATE, INTEGER, TEXT, UNKNOWN, ChoiceType, ContextType, ListType, Name
from forms.field_catalogue import field_of
from forms.spec import Choice, FormSpec, ItemSpec, SectionSpec
from forms.tables.reader import answer_types
from forms.tables.table import Hit
from workflow.engine.nodes import ChildNode, EachNode, IssueNode, Node, UserNode
from workflow.engine.program import Anytime, Program
from workflow.engine.sending import ENFORCED
from workflow.engine.stages import ENGLISH

Language = Literal["ja", "en"]

OUTCOMES: dict[Language, dict[str, str]] = {
    "ja": {"issued": "交付済", "partly_held": "一部保留"},
    "en": {"issued": "issued", "partly_held": "partly_held"},
}
"""How an expression reads what became of documents."""

DECIDED: dict[Language, dict[str, str]] = {
    "ja": {"decide": "決定", "drop": "廃案"},
    "en": {"decide": "decide", "drop": "drop"},
}
"""How an expression reads as 決定.結果 what the kinds of deciding steps say themselves."""

NOTHING_IS_ASKED = frozenset({"はい", "yes", "true"})
"""How an expression that is always true is written."""

_UNIT = (
    ("係", "subsection", Name("subsection", TEXT, may_be_null=True)),
    ("課", "section", Name("section", TEXT, may_be_null=True)),
    ("部", "department", Name("department", TEXT, may_be_null=True)),
)
_PERSON = (
    ("職員番号", "staff_number", Name("staff_number", TEXT)),
    ("氏名", "full_name", Name("name", TEXT)),
    ("カナ", "kana", Name("kana", TEXT)),
    ("職層", "grade", Name("grade", TEXT)),
    ("職", "post", Name("post", TEXT)),
    ("任命権者", "authority", Name("office", TEXT)),
    ("メール", "mail", Name("mail", TEXT, may_be_null=True)),
    ("職員証番号", "card_number", Name("card_number", TEXT)),
)
_DECISION = (
    ("結果", "outcome", Name("outcome", TEXT, may_be_null=True)),
    ("日", "date", Name("date", DATE, may_be_null=True)),
    ("職", "post", Name("post", TEXT, may_be_null=True)),
    ("資格", "capacity", Name("capacity", TEXT, may_be_null=True)),
)
_CASE = (
    ("起案日", "draft_date", Name("draft_date", DATE)),
    ("案件番号", "case_number", Name("case_number", TEXT)),
    ("文書番号", "document_number", Name("document_number", TEXT, may_be_null=True)),
    ("回", "round", Name("round", INTEGER)),
)

_ORIGIN = (
    ("案件番号", "case_number", Name("case_number", TEXT, may_be_null=True)),
    ("文書番号", "document_number", Name("document_number", TEXT, may_be_null=True)),
    ("結果", "outcome", Name("outcome", TEXT, may_be_null=True)),
)

_RESERVED_JA = (
    "申請者",
    "起案者",
    "入力者",
    "行",
    "元",
    "届",
    "知らせ",
    "今日",
    "今",
    "起案日",
    "案件番号",
    "文書番号",
    "決定",
    "回",
)
_RESERVED_EN = (
    *("applicant", "drafter", "typist", "row", "origin", "report", "message", "today", "now"),
    *("draft_date", "case_number", "document_number", "decision", "round"),
)
RESERVED: frozenset[str] = frozenset((*_RESERVED_JA, *_RESERVED_EN))
"""Words that no item may be named: what a case knows by itself, in both languages."""


def scope_of(form: FormSpec, language: Language) -> Scope:
    """Items by their names, and what every case knows, as expressions in this language spell them.

    Keys: of an item its own; else `applicant` (with `unit` inside), `decision`, `draft_date`, `case_number`,
    `document_number`, `round`, `today`, `now`.
    """
    return Scope(_names(form, language))


def decided_word(outcome: str, language: Language) -> str:
    """What 決定.結果 says; buttons that a procedure adds say it in their own words."""
    return DECIDED[language].get(outcome, outcome)


class Where(NamedTuple):
    """What decides which names an expression may use: where in a program it stands."""

    anytime: str = ""
    """Name of what may be raised; empty in the main flow."""
    each: str = ""
    """Id of the innermost 全件 around it; empty outside of such blocks."""


MAIN = Where()


def where(node: Node) -> Where:
    """Where the expressions of a node stand."""
    return Where(node.anytime, node.each)


def scopes_of_program(program: Program) -> dict[Where, Scope]:
    """The scopes of all expressions: beside what the case knows also what a report says, what a row of a table says."""
    main = _of_case(program) | _drawn(program) | _looped(program) | _begun(program)
    names = {MAIN: main} | {Where(each.name): main | _said(each, program) for each in program.anytime}
    for node in program.nodes:  # outer blocks stand before inner ones
        if isinstance(node, EachNode):
            names[Where(node.anytime, node.id)] = names[where(node)] | {node.row: Name(row_key(node.row), _row(node))}
    return {place: Scope(found) for place, found in names.items()}


def row_key(name: str) -> str:
    """Where expressions find the row that they call by a name; no item has such a key."""
    return f"row {name}"


def _row(node: EachNode) -> ContextType:
    return ContextType({item.name: _item(item, None) for item in node.columns})


def _looped(program: Program) -> dict[str, Name]:
    """How blocks that go over the rows of a table ended, by the name of the step: 全員の確認.不成立."""
    ja = program.language == "ja"
    parts = (("件数", "rows"), ("不成立", "missed")) if ja else (("rows", "rows"), ("missed", "missed"))
    known = ContextType({word: Name(key, INTEGER, may_be_null=True) for word, key in parts})
    return {node.step: Name(loop_key(node.id), known) for node in program.nodes if isinstance(node, EachNode)}


def _begun(program: Program) -> dict[str, Name]:
    """Steps that waited for a case of another procedure, by their names: 予算の審査.結果 is how it ended."""
    known = ContextType({"結果" if program.language == "ja" else "outcome": Name("outcome", TEXT, may_be_null=True)})
    return {node.step: Name(node.id, known) for node in program.nodes if isinstance(node, ChildNode)}


def loop_key(each: str) -> str:
    """Where expressions find how a 全件 ended."""
    return f"loop {each}"


def scope_of_report(program: Program, report: Anytime) -> Scope:
    """The scope of the expressions in a report's own items: these items, and what the case knows."""
    around = _of_case(program)
    return Scope(around | _names(report.form, program.language))


def scopes_of_rows(form: FormSpec, language: Language) -> dict[str, Scope]:
    """What the columns of a table may name, by the key of the table: the columns of the same row, and what the case
    knows."""
    return {item.key: Scope(_names(FormSpec(parts=item.columns), language)) for item in form.items if item.columns}


def _issued(program: Program) -> dict[str, Name]:
    """Steps that issue documents, by their names: 給与明細の交付.結果."""
    ja = program.language == "ja"
    words = OUTCOMES[program.language]
    outcome = ChoiceType(tuple(Choice(id=word, name=word) for word in words.values()))
    known = ContextType({"結果" if ja else "outcome": Name("outcome", outcome, may_be_null=True)})
    return {node.step: Name(node.id, known) for node in program.nodes if isinstance(node, IssueNode)}


def _sent(program: Program) -> dict[str, Name]:
    """Steps that send the decided document, by their names: 承認通知.結果."""
    word = ENFORCED[program.language]
    outcome = ChoiceType((Choice(id=word, name=word),))
    known = ContextType({"結果" if program.language == "ja" else "outcome": Name("outcome", outcome, may_be_null=True)})
    nodes = (node for node in program.nodes if isinstance(node, UserNode) and node.sending)
    return {node.step: Name(node.id, known) for node in nodes}


def scope_of_tables(program: Program) -> Scope:
    """What the columns of decision tables may ask for: items, and what the case knows, spelled in either language."""
    other: Language = "en" if program.language == "ja" else "ja"
    rows = {name: found for node in program.nodes for name, found in _rows_asked_for(node)}
    return Scope(_built_in(other) | rows | _of_case(program))


def _of_case(program: Program) -> dict[str, Name]:
    """Its items, what every case knows, its documents, and the case it started from."""
    return _names(program.form, program.language) | _issued(program) | _sent(program) | _earlier(program)


def _earlier(program: Program) -> dict[str, Name]:
    """The finished case it started from: 元.結果, 元.用務先."""
    if program.begins_from is None:
        return {}
    items = {
        item.name: Name(origin_key(item.key), field_of(item).expression_type(item), may_be_null=True)
        for item in program.begins_from.items
        if item.type
    }
    known = ContextType(items | origin_names(program.language))
    return {"元" if program.language == "ja" else "origin": Name("origin", known)}


def origin_key(item: str) -> str:
    """Where expressions find an answer of the case it started from, beside what they know of that case itself."""
    return f"item {item}"


def origin_names(language: Language) -> dict[str, Name]:
    """What is known of any case that another started from, as it is spelled."""
    return _spelled(_ORIGIN, language)


def _rows_asked_for(node: Node) -> Iterator[tuple[str, Name]]:
    """A table that is drawn for each row may ask what the row says."""
    if isinstance(node, EachNode):
        yield node.row, Name(row_key(node.row), _row(node))


def drawn_key(table: str) -> str:
    """Where expressions find what a table answered; no item has such a key."""
    return f"table {table}"


def _drawn(program: Program) -> dict[str, Name]:
    """Decision tables by name, with their answers: 専決区分.決定者. A single answer may be none."""
    found = {}
    for table in program.tables:
        answers = answer_types(table.text, hit=Hit(table.hit), as_csv=table.csv)
        fields = {name: Name(name, kind, not isinstance(kind, ListType)) for name, kind in (answers or {}).items()}
        for ja, en in ENGLISH.items():
            other, own = (en, ja) if program.language == "ja" else (ja, en)
            if other in fields:  # a table in the other language
                fields.setdefault(own, fields[other])
        known = ContextType(fields, unknown="E052") if answers is not None else UNKNOWN
        found[table.name] = Name(drawn_key(table.name), known)
    return found


def _said(raised: Anytime, program: Program) -> dict[str, Name]:
    """What a report asks for as 届, what a message carries as 知らせ."""
    ja = program.language == "ja"
    if raised.kind == "report":
        fields = {part.name: _item(part, None) for part in raised.form.items}
        return {"届" if ja else "report": Name("report", ContextType(fields))}
    carried = (operation.payload for operation in program.operations if operation.name == raised.name)
    names = {name: Name(name, TEXT, may_be_null=True) for payload in carried for name in payload or ()}
    return {"知らせ" if ja else "message": Name("message", ContextType(names))}


def _names(form: FormSpec, language: Language) -> dict[str, Name]:
    names = _built_in(language)
    section: SectionSpec | None = None
    for part in form.parts:
        match part:
            case SectionSpec():
                section = part
            case ItemSpec():
                names.setdefault(part.name, _item(part, section))
    return names


def may_stay_empty(item: ItemSpec, section: SectionSpec | None) -> bool:
    """Whether a person may leave the item empty, or may never see it."""
    if item.visible is not None or (section is not None and section.visible is not None):
        return True
    if item.lookup is not None:
        return True
    if item.formula is not None:
        return False
    return item.required not in NOTHING_IS_ASKED and item.initial is None


def _item(item: ItemSpec, section: SectionSpec | None) -> Name:
    kind = field_of(item).expression_type(item) if item.type else UNKNOWN
    return Name(item.key, kind, may_be_null=may_stay_empty(item, section))


def _built_in(language: Language) -> dict[str, Name]:
    unit = ("所属", "unit", Name("unit", _context(_UNIT, language)))
    person = _context((*_PERSON, unit), language)
    decision = _context(_DECISION, language)
    names = dict(_spelled(_CASE, language))
    names["申請者" if language == "ja" else "applicant"] = Name("applicant", person)
    names["決定" if language == "ja" else "decision"] = Name("decision", decision)
    return names


def _context(parts: tuple[tuple[str, str, Name], ...], language: Language) -> ContextType:
    return ContextType(_spelled(parts, language))


def _spelled(parts: tuple[tuple[str, str, Name], ...], language: Language) -> dict[str, Name]:
    return {(ja if language == "ja" else en): name for ja, en, name in parts}
