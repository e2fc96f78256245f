"""Any text is compiled or refused with reasons; a compiled expression always runs."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forms.errors import ExpressionBudgetExceeded, ExpressionInvalid
from forms.expressions.expression import compile_expression
from forms.expressions.parser import parse
from forms.expressions.slots import parse_slots
from forms.expressions.values import Value
from tests.pure.expressions.sample import NAMES, SCOPE, WeekdaysOnly
from tests.support.feel_text import feel_text

WORDS = [
    *NAMES,
    "申請者.氏名", "申請者.所属.課", "行程.運賃", "行程.距離", "今日", "今",
    "かつ", "または", "が", "のどれか", "のどれでもない", "=", "≠", "<", "<=", ">", ">=", "+", "-", "*", "/", "??",
    "(", ")", "[", "]", ",", "..", "in", "between", "and", "or", "if", "then", "else", "not(", "空(", "件数(", "合計(",
    "最大(", "最小(", "含む(", "年(", "年齢(", "日数(", "営業日数(", "日付(", "切捨て(", "四捨五入(", "「紛失」",
    "「", "」", "500円", "3千円", "0", "12.5", "8%", "2026-04-01", "2026-04-01T09:00", "令和8年4月1日", "7日", "1か月",
    "2時間", "3営業日", "はい", "いいえ", "空", "null", "無名", ".", "%", "'", '"', "\\", "\x00", "\ud800",
    "　", "ﾞ", "９", "some 行 in 行程 satisfies", "every x in", "for n in 1..3 return", "return", "satisfies", "行.運賃",
    "行程[", "行程[1]", ".運賃", "item", "**", "substring(", "string length(", "mean(", "sort(", "append(",
    "{", "}", ":", "{a: 1}", ".a", "function(a, b)", "function(", "@", "@\"PT1H\"", "instance of number", "//", "/*",
    "in (< 5円", "in [1..2]", "before(", "time(", ".year", "partial", "external",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(st.characters(codec=None), max_size=80))
def test_any_text_is_compiled_or_refused_with_a_place_inside_it(text: str) -> None:
    try:
        compile_expression(text, SCOPE)
    except ExpressionInvalid as invalid:
        assert invalid.problems
        for problem in invalid.problems:
            assert 0 <= problem.column <= len(text)
            assert problem.length >= 1
            assert problem.message.ja and problem.message.en


@given(st.lists(st.sampled_from([*WORDS, "{", "}", "{理由}"]), max_size=25).map("".join))
def test_any_text_with_slots_is_taken_or_refused(text: str) -> None:
    try:
        parts = parse_slots(text, SCOPE)
    except ExpressionInvalid as invalid:
        assert {problem.code for problem in invalid.problems} == {"E101"}
    else:
        assert all(parts)


def either(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


yen = either("金額", "残額", "2025年度分", "500円", "1億円", "合計(行程.運賃)", "最大(行程.運賃)")
numbers = either(
    "率",
    "数量",
    "days_off",
    "件数・取込",
    "0",
    "12.5",
    "8%",
    "件数(行程)",
    "合計(行程.距離)",
    "年(今)",
    "日数(開始日, 終了日)",
)
dates = either("開始日", "終了日", "今日", "2026-04-01", "9999-12-31", "日付(今)", "日付(気付いた日時)")
instants = either("気付いた日時", "今", "2026-04-01T09:00")
texts = either("件名", "新氏名", "申請者.氏名", "「机」", "申請者.所属.課")
periods = either("7日", "1か月", "99999年", "999999日")
signs = either("=", "≠", "<", "<=", ">", ">=")


def grown(kind: st.SearchStrategy[str], *rules: str, **others: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of one kind made of smaller ones: `{x}` and `{y}` are of the kind itself."""

    def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        parts = {"x": inner, "y": inner, **others}
        return st.tuples(st.sampled_from(rules), st.fixed_dictionaries(parts)).map(
            lambda made: made[0].format(**made[1])
        )

    return st.recursive(kind, extend, max_leaves=5)


number = grown(
    numbers,
    "({x} + {y})",
    "({x} - {y})",
    "({x} * {y})",
    "({x} / {y})",
    "-{x}",
    "(({x}) ?? ({y}))",
    "最大({x}, {y})",
    "四捨五入({x})",
    "切捨て({x}, 3)",
)
money = grown(
    yen,
    "({x} + {y})",
    "({x} - {y})",
    "切捨て({x} / {n})",
    "切上げ({x} * {n}, -3)",
    "({x} * 数量)",
    "(({x}) ?? ({y}))",
    "最小({x}, {y})",
    "(if {x} > {y} then {x} else {y})",
    n=number,
)
day = grown(dates, "({x} + {p})", "({x} - {p})", "({x} ?? {y})", "({x} + 2営業日)", "({x} - 5営業日)", p=periods)
instant = grown(instants, "({x} + {p})", "({x} - 2時間)", "({x} ?? {y})", "({x} + 1営業日)", p=periods)
comparisons = (st.tuples(kind, signs, kind).map(" ".join) for kind in (number, money, day, instant, texts))
simple_conditions = either(
    "理由が「紛失」「盗難」のどれか",
    "警察への届出 = 「届出済」",
    "含む(同時に失くしたもの, 「鍵」)",
    "空(残額)",
    "停止だけ先に",
    "含む(件名, 「机」)",
    "(開始日 - 終了日) > 7日",
    "年齢(開始日) >= 20",
    "営業日数(開始日, 終了日) > 3",
    "写真 = 写真",
    "率 in [1..5]",
)
comparison = st.one_of(*comparisons, simple_conditions).map(lambda text: f"({text})")
condition = grown(
    comparison, "({x} かつ {y})", "({x} または {y})", "not({x})", "(({x}) ?? ({y}))", "(if {x} then {y} else {x})"
)

small_dates = st.dates(date(2026, 1, 1), date(2026, 12, 31))
any_number = st.decimals(allow_nan=False, allow_infinity=False, places=None)
any_yen = st.integers(-(10**17), 10**17)
rows = st.lists(st.fixed_dictionaries({"fare": st.none() | any_yen, "distance": st.none() | any_number}), max_size=3)


def or_null(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


environment = st.fixed_dictionaries(
    {
        "today": small_dates,
        "now": st.datetimes(timezones=st.just(UTC)),
        "calendar": st.just(WeekdaysOnly()),
        "reason": or_null(st.sampled_from(["LOST", "STOLEN", "gone"])),
        "police": or_null(st.sampled_from(["DONE", "PLAN"])),
        "stop_first": or_null(st.booleans()),
        "amount": or_null(any_yen),
        "balance": or_null(any_yen),
        "y2025": or_null(any_yen),
        "quantity": or_null(st.integers() | st.integers().map(Decimal)),
        "share": or_null(any_number),
        "days_off": or_null(any_number),
        "imported": or_null(st.integers()),
        "subject": or_null(st.text()),
        "new_name": or_null(st.text()),
        "first_day": or_null(small_dates | st.just(date(2026, 5, 9))),
        "last_day": or_null(small_dates),
        "noticed_at": or_null(st.datetimes(timezones=st.just(UTC))),
        "media": or_null(st.lists(st.sampled_from(["PC", "KEY"]))),
        "photos": or_null(st.lists(st.text())),
        "legs": or_null(rows),
        "applicant": or_null(st.fixed_dictionaries({"name": st.none() | st.text(), "unit": st.none() | st.just({})})),
    }
)


@given(st.one_of(condition, number, money, day, instant), environment)
def test_a_compiled_expression_runs_whatever_the_values(text: str, env: dict[str, Value]) -> None:
    expression = compile_expression(text, SCOPE)

    try:
        result = expression.evaluate(env)
    except ExpressionBudgetExceeded:
        return

    kind = expression.type
    expected = {
        "boolean": bool,
        "yen": int,
        "number": Decimal,
        "integer": Decimal,
        "date": date,
        "date and time": datetime,
    }
    assert result is None or type(result) is expected[getattr(kind, "name", "")]
    if isinstance(result, datetime):
        assert result.utcoffset() is not None
    if isinstance(result, Decimal):
        assert result.is_finite()


@given(st.one_of(condition, number, money, day, instant))
def test_an_expression_that_is_written_again_is_read_as_the_same(text: str) -> None:
    tree, problems = parse(text, SCOPE)
    assert tree is not None and problems == ()
    written = feel_text(tree)

    again, problems = parse(written, SCOPE)

    assert again is not None and problems == ()
    assert feel_text(again) == written


decidable = grown(
    either(
        "残額 > 5円",
        "停止だけ先に",
        "終了日 < 2026-06-01",
        "理由 = 「紛失」",
        "空(残額)",
        "空(理由)",
        "重要異例",
        "残額 = 空",
    ),
    "(({x}) かつ ({y}))",
    "(({x}) または ({y}))",
    "not({x})",
    "(({x}) ?? ({y}))",
    "(if {x} then {y} else {x})",
)
FILLED: dict[str, Value] = {
    "balance": 7,
    "stop_first": True,
    "last_day": date(2026, 5, 9),
    "reason": "LOST",
    "exceptional": False,
}


@given(decidable, st.sampled_from(["balance", "stop_first", "last_day", "reason"]), st.booleans())
def test_an_empty_item_that_was_not_reported_leaves_nothing_open(text: str, empty: str, answer: bool) -> None:
    expression = compile_expression(text, SCOPE)
    env: dict[str, Value] = {**FILLED, "exceptional": answer, "stop_first": answer, empty: None}

    result = expression.evaluate(env)

    assert result is not None or empty in expression.unguarded
