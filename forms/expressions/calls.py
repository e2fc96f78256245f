"""Checks the calls of functions."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from forms.expressions import calculations, functions, syntax
from forms.expressions.checked import Apply, Checked, Collect, Constant, Negate, Nulls, Read
from forms.expressions.complaints import ROUND, problem
from forms.expressions.fitting import adapted, fits, is_ordered, joined
from forms.expressions.functions import BY_NAME, Function, Overload
from forms.expressions.library import ELEMENT, LIST, Signature
from forms.expressions.types import (
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
    ListType,
    Type,
)
from forms.expressions.values import Value
from forms.spec import Text

if TYPE_CHECKING:
    from forms.expressions.checker import Checker

_TODAY = Read(("today",), "today", DATE)
_TOTALS: dict[Type, Callable[..., Value]] = {
    YEN: calculations.total_of_yen,
    INTEGER: calculations.total_of_numbers,
    NUMBER: calculations.total_of_numbers,
}

_EXTREMES: dict[str, Callable[..., Value]] = {
    functions.LARGEST.names[0]: calculations.largest,
    functions.SMALLEST.names[0]: calculations.smallest,
}


def check_call(checker: "Checker", call: syntax.Call) -> Checked:
    """The call with its result, or what is wrong with its arguments."""
    function = BY_NAME[call.function]
    if function is functions.EMPTY or function is functions.NOT:
        return _one_argument(checker, call, function)
    if function is functions.CONTAINS:
        return _contains(checker, call, function)
    if function.signatures:
        return _of_the_standard(checker, call, function)
    arguments = tuple(checker.check(argument) for argument in call.arguments)
    if any(argument.type == UNKNOWN for argument in arguments):
        return Constant(None, UNKNOWN)
    if function in (functions.LARGEST, functions.SMALLEST, functions.TOTAL, functions.COUNT):
        return _over_list(checker, call, function, arguments)
    for overload in function.overloads:
        if _accepts(overload, arguments):
            operands = (*arguments, _TODAY) if overload.by_today else arguments
            return Apply(overload.run, operands, overload.result, by_calendar=overload.by_calendar)
    return _misused(checker, call, function, arguments)


def _of_the_standard(checker: "Checker", call: syntax.Call, function: Function) -> Checked:
    """A function over a list takes values of the kind of its elements, and gives lists of that kind."""
    arguments: list[Checked] = []
    element: Type | None = None
    for argument in call.arguments:
        arguments.append(checker.check(argument, element))
        if element is None and isinstance(arguments[0].type, ListType):
            element = arguments[0].type.of
    if any(argument.type == UNKNOWN for argument in arguments):
        return Constant(None, UNKNOWN)
    for signature in function.signatures:
        if _takes(signature, arguments, element):
            result = ListType(element) if signature.result == LIST and element else signature.result
            return Apply(signature.runner(result), tuple(arguments), result)
    return _misused(checker, call, function, tuple(arguments))


def _takes(signature: Signature, arguments: list[Checked], element: Type | None) -> bool:
    if len(signature.parameters) != len(arguments):
        return False
    for wanted, argument in zip(signature.parameters, arguments, strict=True):
        kind = ListType(element) if wanted == LIST and element else element if wanted == ELEMENT else wanted
        if kind is None or argument.type == ANY or not fits(argument.type, kind):
            return False
    return True


def _accepts(overload: Overload, arguments: tuple[Checked, ...]) -> bool:
    if len(overload.parameters) != len(arguments):
        return False
    pairs = zip(arguments, overload.parameters, strict=True)
    return all(argument.type != ANY and fits(argument.type, wanted) for argument, wanted in pairs)


def _one_argument(checker: "Checker", call: syntax.Call, function: Function) -> Checked:
    if len(call.arguments) != 1:
        return _misused(checker, call, function, ())
    if function is functions.NOT:
        return Negate(checker.condition(call.arguments[0]), BOOLEAN)
    return Apply(calculations.is_empty, (checker.check(call.arguments[0]),), BOOLEAN, Nulls.TEST)


def _contains(checker: "Checker", call: syntax.Call, function: Function) -> Checked:
    if len(call.arguments) != 2:
        return _misused(checker, call, function, ())
    whole = checker.check(call.arguments[0])
    hint = whole.type.of if isinstance(whole.type, ListType) else None
    part = checker.check(call.arguments[1], hint)
    if UNKNOWN in (whole.type, part.type):
        return Constant(None, UNKNOWN)
    if isinstance(whole.type, ListType) and joined(whole.type.of, part.type):
        return Apply(calculations.contains, (whole, part), BOOLEAN)
    if whole.type in (TEXT, NULL) and part.type in (TEXT, NULL):
        return Apply(calculations.contains_text, (whole, part), BOOLEAN)
    return _misused(checker, call, function, (whole, part))


def _over_list(checker: "Checker", call: syntax.Call, function: Function, arguments: tuple[Checked, ...]) -> Checked:
    """A function over one list, or over its arguments as a list."""
    values = arguments[0] if len(arguments) == 1 else None
    if function is functions.COUNT:
        if values is None or not (isinstance(values.type, ListType) or values.type == NULL):
            return _misused(checker, call, function, arguments)
        return Apply(calculations.count, (values,), INTEGER)
    if values is None or not isinstance(values.type, ListType):
        values = _collected(arguments)
    kind = values.type.of if values and isinstance(values.type, ListType) else None
    if values is None or kind is None or kind == ANY:
        return _misused(checker, call, function, arguments)
    if kind == NULL:
        return Constant(None, NULL)
    if function is functions.TOTAL:
        run = _TOTALS.get(kind)
        return Apply(run, (values,), kind) if run else _misused(checker, call, function, arguments)
    if not is_ordered(kind):
        return _misused(checker, call, function, arguments)
    return Apply(_EXTREMES[function.names[0]], (values,), kind)


def _collected(arguments: tuple[Checked, ...]) -> Checked | None:
    """The arguments as a list; a bare 0 among amounts is 0円."""
    if any(argument.type == YEN for argument in arguments):
        arguments = tuple(adapted(argument, YEN) for argument in arguments)
    kind: Type | None = arguments[0].type if arguments else None
    for argument in arguments[1:]:
        kind = joined(kind, argument.type) if kind else None
    return Collect(arguments, ListType(kind)) if kind else None


def _misused(checker: "Checker", call: syntax.Call, function: Function, arguments: tuple[Checked, ...]) -> Checked:
    kinds = [argument.type for argument in arguments]
    ja = "、".join(kind.label.ja for kind in kinds) or f"{len(call.arguments)} 個の値"
    en = ", ".join(kind.label.en for kind in kinds) or f"{len(call.arguments)} values"
    message = Text(f"「{call.function}」に {ja} は渡せません。", f"“{call.function}” does not take {en}.")
    hint = Text(f"「{function.usage.ja}」の形で書きます", f"It is used as {function.usage.en}")
    if UNROUNDED_YEN in kinds:
        hint = ROUND
    if DATETIME in kinds and any(DATE in overload.parameters for overload in function.overloads):
        hint = Text("日時は 日付(…) で日付にできます", "date(…) makes a date of a date and time")
    return checker.report(problem("E058", call.at, message, hint))
