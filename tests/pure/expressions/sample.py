"""The names the tests of expressions may use, and values for them."""

from datetime import UTC, date, datetime, timedelta

from forms.errors import ExpressionInvalid
from forms.expressions.expression import compile_expression
from forms.expressions.problem import ExpressionProblem
from forms.expressions.scope import Scope
from forms.expressions.values import Environment, Value
from forms.feel.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    FILE,
    INTEGER,
    NUMBER,
    TEXT,
    YEN,
    ChoiceType,
    ContextType,
    ListType,
    Name,
    Type,
)
from forms.spec import Choice

REASON = ChoiceType(
    (Choice(id="LOST", name="紛失"), Choice(id="STOLEN", name="盗難"), Choice(id="DAMAGED", name="破損"))
)
POLICE = ChoiceType((Choice(id="DONE", name="届出済"), Choice(id="PLAN", name="これから届け出る")))
KIND = ChoiceType((Choice(id="ANNUAL", name="annual"), Choice(id="SICK", name="sick")))
MEDIA = ChoiceType((Choice(id="PC", name="PC・タブレット"), Choice(id="KEY", name="鍵")))
UNIT = ContextType({"課": Name("section", TEXT), "section": Name("section", TEXT)})
APPLICANT = ContextType(
    {
        "氏名": Name("name", TEXT),
        "full_name": Name("name", TEXT),
        "職員証番号": Name("card_number", TEXT, may_be_null=True),
        "所属": Name("unit", UNIT),
        "unit": Name("unit", UNIT),
    }
)
ROW = ContextType({"運賃": Name("fare", YEN), "距離": Name("distance", NUMBER)})

NAMES = {
    "理由": Name("reason", REASON, may_be_null=True),
    "警察への届出": Name("police", POLICE, may_be_null=True),
    "警察への届出日": Name("police_on", DATE, may_be_null=True),
    "停止だけ先に": Name("stop_first", BOOLEAN, may_be_null=True),
    "重要異例": Name("exceptional", BOOLEAN),
    "金額": Name("amount", YEN),
    "残額": Name("balance", YEN, may_be_null=True),
    "単価(税込)": Name("price", YEN),
    "数量": Name("quantity", INTEGER),
    "率": Name("share", NUMBER),
    "件数・取込": Name("imported", INTEGER),
    "件数・予定": Name("planned", INTEGER),
    "2025年度分": Name("y2025", YEN),
    "件名": Name("subject", TEXT),
    "新氏名": Name("new_name", TEXT, may_be_null=True),
    "開始日": Name("first_day", DATE),
    "終了日": Name("last_day", DATE, may_be_null=True),
    "気付いた日時": Name("noticed_at", DATETIME, may_be_null=True),
    "同時に失くしたもの": Name("media", ListType(MEDIA), may_be_null=True),
    "写真": Name("photos", ListType(FILE)),
    "行程": Name("legs", ListType(ROW)),
    "申請者": Name("applicant", APPLICANT),
    "applicant": Name("applicant", APPLICANT),
    "kind": Name("kind", KIND),
    "first_day": Name("first_day", DATE),
    "days_off": Name("days_off", NUMBER),
}
SCOPE = Scope(NAMES)


class WeekdaysOnly:
    """A calendar without holidays."""

    def business_days_between(self, first: date, last: date) -> int:
        return sum((first + timedelta(days=n)).weekday() < 5 for n in range((last - first).days + 1))


GIVEN: Environment = {
    "today": date(2026, 5, 11),
    "now": datetime(2026, 5, 11, 0, 41, tzinfo=UTC),
    "calendar": WeekdaysOnly(),
}
"""Monday, 9:41 in Japan."""


def value_of(text: str, expected: Type | None = None, /, **values: Value) -> Value:
    """The value of the expression when these keys have these values and all others are null."""
    return compile_expression(text, SCOPE, expected).evaluate({**GIVEN, **values})


def problems_of(text: str, expected: Type | None = None) -> tuple[ExpressionProblem, ...]:
    try:
        compile_expression(text, SCOPE, expected)
    except ExpressionInvalid as invalid:
        return invalid.problems
    return ()


def problem_of(text: str, expected: Type | None = None) -> ExpressionProblem:
    problems = problems_of(text, expected)
    assert len(problems) == 1, problems
    return problems[0]
