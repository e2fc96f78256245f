"""The functions of the language by the names they are written with, in both languages."""

from dataclasses import dataclass

from forms.feel.builtins.catalogue import FORMS
from forms.feel.builtins.signature import Argument, Form
from forms.feel.syntax.nodes import Name, Node
from forms.feel.types import SimpleType
from forms.spec import Text

FUNCTION = SimpleType("function of the language", Text("関数", "function"))


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its names, the Japanese one first."""

    names: tuple[str, ...]
    usage: Text
    forms: tuple[Form, ...] = ()
    """How the standard declares it; empty for those whose types are a matter of their own."""


def _rounding(*names: str) -> Function:
    return Function(
        names, Text(f"{names[0]}(金額か数) または {names[0]}(金額か数, 桁)", f"{names[-1]}(amount or number[, places])")
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
YEAR = Function(("年", "year"), Text("年(日付)", "year(date)"))
MONTH = Function(("月", "month"), Text("月(日付)", "month(date)"))
AGE = Function(("年齢", "age"), Text("年齢(生年月日) または 年齢(生年月日, 日付)", "age(born[, on])"))
DAYS = Function(("日数", "days_between"), Text("日数(初日, 末日)", "days_between(first, last)"))
BUSINESS_DAYS = Function(
    ("営業日数", "business_days_between"), Text("営業日数(初日, 末日)", "business_days_between(first, last)")
)
ROUNDINGS = {
    "round down": _rounding("切捨て", "round_down", "round down"),
    "round up": _rounding("切上げ", "round_up", "round up"),
    "round half up": _rounding("四捨五入", "round_half_up", "round half up"),
    "floor": _rounding("floor"),
    "ceiling": _rounding("ceiling"),
}
"""By the name of the standard; they round amounts of yen too."""

OWN = (
    EMPTY, NOT, CONTAINS, LARGEST, SMALLEST, TOTAL, COUNT, YEAR, MONTH, AGE, DAYS, BUSINESS_DAYS, *ROUNDINGS.values(),
)  # fmt: skip
"""Those that procedures have by themselves."""
_JAPANESE = {"date": "日付", "now": "", "today": "", "is": ""}
_WITHOUT = frozenset({"now", "today"}).union(*(function.names for function in OWN))


def _declared(name: str, forms: tuple[Form, ...]) -> Function:
    shown = [f"{name}({', '.join(_argument(argument) for argument in form.arguments)})" for form in forms]
    names = (_JAPANESE[name], name) if _JAPANESE.get(name) else (name,)
    return Function(names, Text(" または ".join(shown), " or ".join(shown)), forms)


def _argument(argument: Argument) -> str:
    name = argument.name or "x"
    return f"[{name}]" if argument.optional else f"{name}, …" if argument.repeated else name


FUNCTIONS = (*OWN, *(_declared(name, forms) for name, forms in FORMS.items() if name not in _WITHOUT))
BY_NAME = {name: function for function in FUNCTIONS for name in function.names}
OWN_NAMES = frozenset(name for function in OWN for name in function.names)
"""Of the functions that procedures have by themselves; an item cannot be called like one."""
FUNCTION_NAMES = tuple(sorted(BY_NAME, key=len, reverse=True))
"""Every spelling, the longest first."""


def takes_function(node: Node) -> bool:
    """One of the arguments of this function is a function over the elements of the first."""
    forms = BY_NAME[node.name].forms if isinstance(node, Name) and node.type == FUNCTION else ()
    return any("function" in argument.kinds for form in forms for argument in form.arguments)
