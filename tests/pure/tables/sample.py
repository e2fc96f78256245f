"""Tables of an office, and the names their columns may ask for."""

from collections.abc import Mapping

from forms.expressions.scope import Scope
from forms.expressions.values import Value
from forms.feel.types import (
    BOOLEAN,
    DATE,
    INTEGER,
    NUMBER,
    TEXT,
    YEN,
    ChoiceType,
    ContextType,
    ListType,
    Name,
)
from forms.spec import Choice
from forms.tables.cover import Bounds
from forms.tables.reader import ReadTable, read_table
from forms.tables.table import Conflict, Drawn, Hit, NoRow, Table

KINDS = ChoiceType(
    (
        Choice(id="GOODS", name="物品購入"),
        Choice(id="SERVICE", name="委託"),
        Choice(id="WORKS", name="工事"),
        Choice(id="GRANT", name="補助金"),
    )
)
SCOPE = Scope(
    {
        "区分": Name("kind", KINDS),
        "任意の区分": Name("optional_kind", KINDS, may_be_null=True),
        "金額": Name("amount", YEN),
        "任意の金額": Name("optional_amount", YEN, may_be_null=True),
        "件数": Name("count", INTEGER),
        "率": Name("share", NUMBER),
        "開始日": Name("first_day", DATE),
        "情報システム": Name("is_it", BOOLEAN),
        "場所": Name("place", TEXT),
        "持ち物": Name("things", ListType(KINDS)),
        "申請者": Name("applicant", ContextType({"職層": Name("grade", TEXT)})),
    }
)

SPENDING = """
| 区分          | 金額                    || 決定者(職) | 協議先(所属の並び)  |
|--------------|------------------------||-----------|------------------|
| 物品購入、委託  | 50万円未満              || 係長      | -                |
| 〃            | 50万円以上500万円未満    || 課長      | なし              |
| 〃            | 500万円以上2000万円未満  || 部長      | 財政課            |
| 〃            | 2000万円以上            || 区長      | 財政課、契約課     |
# 工事と補助金の部
| 物品購入、委託以外 | 100万円未満          || 部長      | 財政課            |
| 〃            | 100万円以上             || 区長      | 同上              |
"""


def read(text: str, hit: Hit = Hit.UNIQUE, bounds: Bounds | None = None) -> ReadTable:
    return read_table(text, SCOPE, hit=hit, bounds=bounds)


def table_of(text: str, hit: Hit = Hit.UNIQUE, bounds: Bounds | None = None) -> Table:
    found = read(text, hit, bounds)
    assert found.table is not None, [problem.message.ja for problem in found.problems]
    return found.table


def codes_of(text: str, hit: Hit = Hit.UNIQUE, bounds: Bounds | None = None) -> list[tuple[str, int]]:
    """Code and line of every problem."""
    return [(problem.code, problem.line) for problem in read(text, hit, bounds).problems]


def draw(text: str, values: Mapping[str, Value], hit: Hit = Hit.UNIQUE) -> Drawn | NoRow | Conflict:
    table = table_of(text, hit)
    return table.draw(table.values_of(values))
