"""Checks the calls of functions."""

from decimal import Decimal
from typing import TYPE_CHECKING

from forms.expressions import functions, office
from forms.expressions.complaints import ROUND, problem
from forms.expressions.declared import check_declared
from forms.expressions.fitting import NOTHING, NUMBERS, Checked, adapted, fits, is_ordered, joined
from forms.expressions.functions import BY_NAME, FUNCTION, Function
from forms.feel.builtins.catalogue import BUILT_IN
from forms.feel.syntax.nodes import Call, Constant, Given, Listing, Name, Node, Path
from forms.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATETIME,
    INTEGER,
    NULL,
    NUMBER,
    TEXT,
    UNKNOWN,
    UNROUNDED_YEN,
    YEN,
    FunctionType,
    ListType,
    Type,
)
from forms.feel.values import Function as Runnable
from forms.spec import Text

if TYPE_CHECKING:
    from forms.expressions.checker import Checker

_TODAY = Given(("today",), "today", DATE)
_TOTALLED = (YEN, INTEGER, NUMBER)
_COUNTS = {functions.DAYS: office.DAYS_BETWEEN, functions.BUSINESS_DAYS: office.BUSINESS_DAYS_BETWEEN}
_ROUNDED = {function: name for name, function in functions.ROUNDINGS.items()}


def check_call(checker: "Checker", call: Call) -> Checked:
    """The call with its result, or what is wrong with its arguments."""
    if not isinstance(call.function, Name) or call.function.type != FUNCTION:
        return _own(checker, call)
    function = BY_NAME[call.function.name]
    if function.forms:
        return check_declared(checker, call, function) or misused(checker, call, function, ())
    if call.names is not None:
        return misused(checker, call, function, ())
    if function is functions.EMPTY or function is functions.NOT:
        return _one_argument(checker, call, function)
    if function is functions.CONTAINS:
        return _contains(checker, call, function)
    arguments = tuple(checker.check(argument) for argument in call.arguments)
    if any(argument.type == UNKNOWN for argument in arguments):
        return NOTHING
    if function in (functions.LARGEST, functions.SMALLEST, functions.TOTAL, functions.COUNT):
        return _over_list(checker, call, function, arguments)
    return (
        _of_days(call, function, arguments)
        or _rounded(call, function, arguments)
        or misused(checker, call, function, arguments)
    )


def misused(checker: "Checker", call: Call, function: Function, arguments: tuple[Checked, ...]) -> Checked:
    """Reports arguments of a kind or number the function does not take."""
    kinds = [argument.type for argument in arguments]
    name = call.function.name if isinstance(call.function, Name) else function.names[0]
    ja = "、".join(kind.label.ja for kind in kinds) or f"{len(call.arguments)} 個の値"
    en = ", ".join(kind.label.en for kind in kinds) or f"{len(call.arguments)} values"
    message = Text(f"「{name}」に {ja} は渡せません。", f"“{name}” does not take {en}.")
    hint = Text(f"「{function.usage.ja}」の形で書きます", f"It is used as {function.usage.en}")
    if UNROUNDED_YEN in kinds:
        hint = ROUND
    if DATETIME in kinds and function in (functions.AGE, *_COUNTS):
        hint = Text("日時は 日付(…) で日付にできます", "date(…) makes a date of a date and time")
    return checker.report(problem("E058", call.at, message, hint))


def _own(checker: "Checker", call: Call) -> Checked:
    """A call of a function that is written in the expression."""
    function = checker.check(call.function)
    if function.type == UNKNOWN:
        for argument in call.arguments:
            checker.check(argument)
        return NOTHING
    if not isinstance(function.type, FunctionType) or call.names is not None:
        message = Text(f"{function.type.label.ja}は呼び出せません。", f"{function.type.label.en} cannot be called.")
        return checker.report(problem("E058", call.at, message))
    wanted = function.type.parameters
    arguments = [checker.check(each, kind) for each, kind in zip(call.arguments, wanted, strict=False)]
    if len(call.arguments) != len(wanted) or not all(
        fits(each.type, kind) for each, kind in zip(arguments, wanted, strict=False)
    ):
        message = Text("関数の引数が合いません。", "The arguments do not fit the function.")
        return checker.report(problem("E058", call.at, message))
    return Checked(Call(function.node, tuple(each.node for each in arguments), at=call.at), function.type.result)


def _called(function: Runnable, call: Call, arguments: tuple[Node, ...], result: Type) -> Checked:
    return Checked(Call(Constant(function), arguments, at=call.at), result)


def _one_argument(checker: "Checker", call: Call, function: Function) -> Checked:
    if len(call.arguments) != 1:
        return misused(checker, call, function, ())
    if function is functions.NOT:
        condition = checker.condition(call.arguments[0])
        return _called(BUILT_IN["not"], call, (condition.node,), BOOLEAN)
    return _called(office.IS_EMPTY, call, (checker.check(call.arguments[0]).node,), BOOLEAN)


def _contains(checker: "Checker", call: Call, function: Function) -> Checked:
    if len(call.arguments) != 2:
        return misused(checker, call, function, ())
    whole = checker.check(call.arguments[0])
    part = checker.check(call.arguments[1], whole.type.of if isinstance(whole.type, ListType) else None)
    if UNKNOWN in (whole.type, part.type):
        return NOTHING
    if isinstance(whole.type, ListType) and joined(whole.type.of, part.type):
        return _called(BUILT_IN["list contains"], call, (whole.node, part.node), BOOLEAN)
    if whole.type in (TEXT, NULL) and part.type in (TEXT, NULL):
        return _called(BUILT_IN["contains"], call, (whole.node, part.node), BOOLEAN)
    return misused(checker, call, function, (whole, part))


def _over_list(checker: "Checker", call: Call, function: Function, arguments: tuple[Checked, ...]) -> Checked:
    """A function over one list, or over its arguments as a list."""
    values = arguments[0] if len(arguments) == 1 else None
    if function is functions.COUNT:
        if values is None or not (isinstance(values.type, ListType) or values.type == NULL):
            return misused(checker, call, function, arguments)
        return _called(office.COUNT, call, (values.node,), INTEGER)
    if values is None or not isinstance(values.type, ListType):
        values = _collected(arguments)
    kind = values.type.of if values and isinstance(values.type, ListType) else None
    if values is None or kind is None or kind == ANY:
        return misused(checker, call, function, arguments)
    if kind == NULL:
        return Checked(Constant(None), NULL)
    if kind not in _TOTALLED if function is functions.TOTAL else not is_ordered(kind):
        return misused(checker, call, function, arguments)
    return _called(BUILT_IN[function.names[-1]], call, (values.node,), kind)


def _collected(arguments: tuple[Checked, ...]) -> Checked | None:
    """The arguments as a list; a bare 0 among amounts is 0円."""
    if any(argument.type == YEN for argument in arguments):
        arguments = tuple(adapted(argument, YEN) for argument in arguments)
    kind: Type | None = arguments[0].type if arguments else None
    for argument in arguments[1:]:
        kind = joined(kind, argument.type) if kind else None
    return Checked(Listing(tuple(each.node for each in arguments)), ListType(kind)) if kind else None


def _of_days(call: Call, function: Function, arguments: tuple[Checked, ...]) -> Checked | None:
    given = tuple(argument.node for argument in arguments)
    kinds = [argument.type for argument in arguments]
    if function in (functions.YEAR, functions.MONTH) and len(kinds) == 1 and kinds[0] in (DATE, DATETIME, NULL):
        return Checked(Path(given[0], function.names[-1], at=call.at), INTEGER)
    if any(kind not in (DATE, NULL) for kind in kinds):
        return None
    if function is functions.AGE and 1 <= len(kinds) <= 2:
        return _called(office.AGE, call, (*given, _TODAY)[:2], INTEGER)
    if function in _COUNTS and len(kinds) == 2:
        return _called(_COUNTS[function], call, given, INTEGER)
    return None


def _rounded(call: Call, function: Function, arguments: tuple[Checked, ...]) -> Checked | None:
    """To a whole one, or to places after the point; of an amount to places before it."""
    if function not in _ROUNDED or not 1 <= len(arguments) <= 2:
        return None
    value, places = arguments[0], arguments[1] if len(arguments) == 2 else None
    if places and places.type not in (INTEGER, NULL):
        return None
    amount = value.type in (YEN, UNROUNDED_YEN)
    if not amount and value.type not in (*NUMBERS, NULL):
        return None
    scale = places.node if places else Constant(Decimal(0), INTEGER)
    if amount and places:
        scale = Call(Constant(BUILT_IN["min"]), (Listing((scale, Constant(Decimal(0), INTEGER))),))
    result = YEN if amount else NUMBER if places else INTEGER
    return _called(BUILT_IN[_ROUNDED[function]], call, (value.node, scale), result)
