"""The functions of the language, in both languages, with the kinds of values they take."""

from collections.abc import Callable
from dataclasses import dataclass

from forms.expressions import calculations as calculate
from forms.expressions.library import SIGNATURES, Signature
from forms.expressions.types import (
    DATE,
    DATETIME,
    INTEGER,
    NUMBER,
    UNROUNDED_YEN,
    YEN,
    Type,
)
from forms.expressions.values import Value
from forms.spec import Text


@dataclass(frozen=True, slots=True)
class Overload:
    """One way to call a function."""

    parameters: tuple[Type, ...]
    result: Type
    run: Callable[..., Value]
    by_today: bool = False
    """Takes today's date after the arguments."""
    by_calendar: bool = False
    """Takes the business calendar before the arguments."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its names, the Japanese one first."""

    names: tuple[str, ...]
    usage: Text
    overloads: tuple[Overload, ...] = ()
    """Empty for those the checker treats by itself, because their kinds depend on the arguments."""
    signatures: tuple[Signature, ...] = ()
    """Of a function of the standard."""


def _rounding(names: tuple[str, ...], of_number: Callable[..., Value], of_yen: Callable[..., Value]) -> Function:
    return Function(
        names,
        Text(f"{names[0]}(金額か数) または {names[0]}(金額か数, 桁)", f"{names[-1]}(amount or number[, places])"),
        (
            Overload((UNROUNDED_YEN,), YEN, of_yen),
            Overload((UNROUNDED_YEN, INTEGER), YEN, of_yen),
            Overload((YEN,), YEN, of_yen),
            Overload((YEN, INTEGER), YEN, of_yen),
            Overload((NUMBER,), INTEGER, of_number),
            Overload((NUMBER, INTEGER), NUMBER, of_number),
        ),
    )


EMPTY = Function(("空", "empty"), Text("空(項目)", "empty(item)"))
NOT = Function(("not",), Text("not(条件)", "not(condition)"))
CONTAINS = Function(
    ("含む", "contains", "list contains"), Text("含む(複数選択の項目, 「選択肢」)", "contains(list, element)")
)
LARGEST = Function(("最大", "max"), Text("最大(a, b, …) または 最大(並び)", "max(a, b, …) or max(list)"))
SMALLEST = Function(("最小", "min"), Text("最小(a, b, …) または 最小(並び)", "min(a, b, …) or min(list)"))
TOTAL = Function(("合計", "sum"), Text("合計(a, b, …) または 合計(表.列)", "sum(a, b, …) or sum(table.column)"))
COUNT = Function(("件数", "count"), Text("件数(並び)", "count(list)"))


def _usage(forms: tuple[Signature, ...]) -> Text:
    kinds = ["、".join(kind.label.ja or "要素" for kind in form.parameters) for form in forms]
    english = [", ".join(kind.label.en or "element" for kind in form.parameters) for form in forms]
    return Text(
        " または ".join(f"{forms[0].name}({kind})" for kind in kinds),
        " or ".join(f"{forms[0].name}({kind})" for kind in english),
    )


_NAMES = tuple(dict.fromkeys(form.name for form in SIGNATURES))

FUNCTIONS = (
    EMPTY,
    NOT,
    CONTAINS,
    LARGEST,
    SMALLEST,
    TOTAL,
    COUNT,
    Function(
        ("年", "year"),
        Text("年(日付)", "year(date)"),
        (Overload((DATE,), INTEGER, calculate.year), Overload((DATETIME,), INTEGER, calculate.year)),
    ),
    Function(
        ("月", "month"),
        Text("月(日付)", "month(date)"),
        (Overload((DATE,), INTEGER, calculate.month), Overload((DATETIME,), INTEGER, calculate.month)),
    ),
    Function(
        ("日付", "date"), Text("日付(日時)", "date(date and time)"), (Overload((DATETIME,), DATE, calculate.day_of),)
    ),
    Function(
        ("年齢", "age"),
        Text("年齢(生年月日) または 年齢(生年月日, 日付)", "age(born[, on])"),
        (Overload((DATE,), INTEGER, calculate.age, by_today=True), Overload((DATE, DATE), INTEGER, calculate.age)),
    ),
    Function(
        ("日数", "days_between"),
        Text("日数(初日, 末日)", "days_between(first, last)"),
        (Overload((DATE, DATE), INTEGER, calculate.days),),
    ),
    Function(
        ("営業日数", "business_days_between"),
        Text("営業日数(初日, 末日)", "business_days_between(first, last)"),
        (Overload((DATE, DATE), INTEGER, calculate.business_days, by_calendar=True),),
    ),
    _rounding(("切捨て", "round_down", "round down"), calculate.round_down, calculate.round_yen_down),
    _rounding(("切上げ", "round_up", "round up"), calculate.round_up, calculate.round_yen_up),
    _rounding(("四捨五入", "round_half_up", "round half up"), calculate.round_half_up, calculate.round_yen_half_up),
    _rounding(("floor",), calculate.floor, calculate.floor_yen),
    _rounding(("ceiling",), calculate.ceiling, calculate.ceiling_yen),
)

_LIBRARY = tuple(
    Function((name,), _usage(tuple(forms)), signatures=tuple(forms))
    for name, forms in ((name, [form for form in SIGNATURES if form.name == name]) for name in _NAMES)
)

BY_NAME = {name: function for function in (*FUNCTIONS, *_LIBRARY) for name in function.names}
FUNCTION_NAMES = tuple(sorted(BY_NAME, key=len, reverse=True))
"""Every spelling, the longest first."""
