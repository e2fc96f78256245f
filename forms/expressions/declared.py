"""Checks a call by the way the function is declared in `forms.feel.builtins`, and finds the kind of its result."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from forms.expressions.fitting import NOTHING, NUMBERS, Checked, fits, joined
from forms.expressions.functions import Function
from forms.feel.builtins.catalogue import BUILT_IN
from forms.feel.builtins.signature import Argument, Form
from forms.feel.syntax.nodes import Call, Constant
from forms.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATETIME,
    HOURS,
    INTEGER,
    MONTHS,
    NULL,
    NUMBER,
    TEXT,
    TIME,
    UNKNOWN,
    YEN,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
    context_type,
)

if TYPE_CHECKING:
    from forms.expressions.checker import Checker

_TYPES: Mapping[str, Type] = {
    "number": NUMBER,
    "integer": INTEGER,
    "amount": YEN,
    "string": TEXT,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "date and time": DATETIME,
    "days and time duration": HOURS,
    "years and months duration": MONTHS,
    "any": ANY,
    "not null": ANY,
    "entries": ListType(context_type({"key": TEXT, "value": ANY})),
    "context": context_type({}),
    "range": RangeType(ANY),
}


def check_declared(checker: "Checker", call: Call, function: Function) -> Checked | None:
    """The call with the kind of its result; None when no form of the function takes these arguments."""
    arguments = _arguments(checker, call)
    if any(argument.type == UNKNOWN for argument in arguments):
        return NOTHING
    for form in function.forms:
        ordered = _in_order(form, call, arguments)
        if ordered is not None and _takes(ordered):
            tree = tuple(argument.node for argument in arguments)
            result = _result(form, ordered)
            return Checked(Call(Constant(BUILT_IN[form.name]), tree, call.names, at=call.at), result)
    return None


def _arguments(checker: "Checker", call: Call) -> list[Checked]:
    """A function over a list takes values of the kind of its elements."""
    arguments: list[Checked] = []
    for index, argument in enumerate(call.arguments):
        arguments.append(checker.check(argument, _element(arguments) if index else None))
    return arguments


def _in_order(form: Form, call: Call, arguments: list[Checked]) -> list[tuple[Argument, Checked]] | None:
    """Each argument beside what the form says about it; None when they are too many, too few or named otherwise."""
    if call.names is not None:
        known = {argument.name: argument for argument in form.arguments}
        if any(name not in known for name in call.names):
            return None
        given = dict(zip(call.names, arguments, strict=True))
        if any(not argument.optional and argument.name not in given for argument in form.arguments):
            return None
        return [(known[argument.name], given[argument.name]) for argument in form.arguments if argument.name in given]
    repeats = bool(form.arguments) and form.arguments[-1].repeated
    least = sum(not argument.optional for argument in form.arguments)
    if len(arguments) < least or (len(arguments) > len(form.arguments) and not repeats):
        return None
    return [(form.arguments[min(index, len(form.arguments) - 1)], each) for index, each in enumerate(arguments)]


def _takes(ordered: list[tuple[Argument, Checked]]) -> bool:
    arguments = [checked for _, checked in ordered]
    return all(any(_fits(checked.type, word, arguments) for word in wanted.written) for wanted, checked in ordered)


def _fits(kind: Type, word: str, arguments: list[Checked]) -> bool:
    element = _element(arguments)
    if word in ("any", "not null"):
        return True
    if word == "element":
        return element is not None and joined(kind, element) is not None and fits(kind, element)
    if kind == ANY:
        return False
    if word == "list":
        return isinstance(kind, ListType) and (element is None or fits(kind, ListType(element)))
    if word == "function":
        return _is_over(kind, element)
    if word == "range":
        return isinstance(kind, RangeType)
    if word == "context":
        return isinstance(kind, ContextType) or kind == NULL
    return fits(kind, _type(word, arguments))


def _is_over(kind: Type, element: Type | None) -> bool:
    """A function that decides about two elements."""
    return (
        isinstance(kind, FunctionType)
        and len(kind.parameters) == 2
        and kind.result in (BOOLEAN, NULL)
        and all(element is None or fits(element, parameter) for parameter in kind.parameters)
    )


def _element(arguments: list[Checked]) -> Type | None:
    """The kind of the elements of the first list."""
    first = arguments[0].type if arguments else None
    return first.of if isinstance(first, ListType) else None


def _result(form: Form, ordered: list[tuple[Argument, Checked]]) -> Type:
    arguments = [checked for _, checked in ordered]
    if " | " in form.result:
        return ANY
    return _type(form.result, arguments)


def _type(word: str, arguments: list[Checked]) -> Type:
    if word.startswith("list"):
        inner = word.removeprefix("list").strip("<>")
        return ListType(_type(inner, arguments) if inner else ANY)
    if word == "element":
        return _element(arguments) or ANY
    if word == "same":
        kinds = {argument.type for argument in arguments}
        return NUMBER if kinds <= set(NUMBERS) and len(kinds) > 1 else arguments[0].type
    return _TYPES[word]
