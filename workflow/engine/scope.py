"""The names that expressions of a procedure may use: its items and what every case knows.

The keys say where a value is found when an expression is evaluated; they are the same in both languages.
"""

from typing import Literal

from forms.expressions.scope import Scope
from forms.expressions.types import DATE, INTEGER, TEXT, UNKNOWN, ContextType, Name
from forms.field_catalogue import field_of
from forms.spec import FormSpec, ItemSpec, SectionSpec
from workflow.engine.program import Program

Language = Literal["ja", "en"]

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
    names = _built_in(language)
    section: SectionSpec | None = None
    for part in form.parts:
        match part:
            case SectionSpec():
                section = part
            case ItemSpec():
                names.setdefault(part.name, _item(part, section))
    return Scope(names)


def scope_of_program(program: Program) -> Scope:
    """The scope of every expression in a program."""
    return scope_of(program.form, program.language)


def may_stay_empty(item: ItemSpec, section: SectionSpec | None) -> bool:
    """Whether a person may leave the item empty, or may never see it."""
    if item.visible is not None or (section is not None and section.visible is not None):
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
