"""Calls of functions, built in and of one's own, and functions as values."""

from collections.abc import Callable, Mapping

from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.evaluation.testing import Compile
from forms.feel.run import MOST_CALLS, Refused, Run
from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Call, Lambda, Name, Node
from forms.feel.types import ANY, BOOLEAN, NUMBER, TEXT, Type
from forms.feel.values import Function, Parameter, Value, coerced, kind_of, type_of
from forms.spec import Text

_EXTERNAL = Text("外部の関数は呼べません。", "Functions defined outside FEEL are not called.")
_TOO_DEEP = Text("関数の呼出しが深すぎます。", "Functions call each other too deeply.")


def compile_call(node: Call, compile_node: Compile) -> Compiled:
    """The arguments are computed first, then the function is looked at."""
    function = compile_node(node.function)
    arguments = [compile_node(argument) for argument in node.arguments]
    names = node.names
    shown = node.function.name if isinstance(node.function, Name) else ""

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        called = function(run, frame)
        values = tuple(argument(run, frame) for argument in arguments)
        if not isinstance(called, Function):
            return run.null(Text(f"「{shown}」は関数ではありません。", f"“{shown or kind_of(called)}” is no function."))
        if names is None:
            return invoke(run, called, values)
        return invoke_named(run, called, dict(zip(names, values, strict=True)))

    return compiled


def compile_lambda(node: Lambda, compile_node: Compile) -> Compiled:
    """A function that keeps the names around it."""
    parameters = tuple(Parameter(name, kind) for name, kind in node.parameters)
    if node.body is None:
        return lambda run, frame: Function("external", parameters, lambda run, values: run.null(_EXTERNAL))
    body = compile_node(node.body)
    names, result = [name for name, _ in node.parameters], _certain(node.body, dict(node.parameters))

    def compiled(run: Run, frame: Frame) -> Value:
        return Function(
            "function",
            parameters,
            lambda run, values: body(run, frame.inner(dict(zip(names, values, strict=True)))),
            result,
        )

    return compiled


def _certain(body: Node, parameters: Mapping[str, Type]) -> Type:
    """What a function gives whatever it is called with, or null; Any where that depends on more than declared types."""
    match body:
        case nodes.Constant(value=value):
            return type_of(value)
        case nodes.Name(name=name) if parameters.get(name) in (NUMBER, TEXT):
            return parameters[name]
        case nodes.Arithmetic(left=left, right=right):
            same = _certain(left, parameters)
            return same if same == _certain(right, parameters) and same in (NUMBER, TEXT) else ANY
        case nodes.Comparison() | nodes.Between() | nodes.Membership() | nodes.Combination() | nodes.InstanceOf():
            return BOOLEAN
    return ANY


def invoke(run: Run, function: Function, values: tuple[Value, ...]) -> Value:
    """The result; null with a reason when the arguments do not fit or the function refuses them."""
    if function.call_named is not None:
        return _guarded(run, function, values)
    if len(values) != len(function.parameters):
        return run.null(_count(function, len(values)))
    return _checked(run, function, values)


def invoke_named(run: Run, function: Function, values: Mapping[str, Value]) -> Value:
    """As invoke; arguments that are not given are null."""
    if function.call_named is not None:
        return _limited(run, function, lambda: function.call_named(run, values) if function.call_named else None)
    known = [parameter.name for parameter in function.parameters]
    if unknown := [name for name in values if name not in known]:
        return run.null(Text(f"引数「{unknown[0]}」はありません。", f"There is no parameter “{unknown[0]}”."))
    return _checked(run, function, tuple(values.get(name) for name in known))


def _checked(run: Run, function: Function, values: tuple[Value, ...]) -> Value:
    fitted = []
    for parameter, value in zip(function.parameters, values, strict=True):
        fits, converted = coerced(value, parameter.type)
        if not fits:
            return run.null(_unfit(parameter.name, value))
        fitted.append(converted)
    return _guarded(run, function, tuple(fitted))


def _guarded(run: Run, function: Function, values: tuple[Value, ...]) -> Value:
    return _limited(run, function, lambda: function.call(run, values))


def _limited(run: Run, function: Function, call: Callable[[], Value]) -> Value:
    if run.depth >= MOST_CALLS:
        return run.null(_TOO_DEEP)
    run.depth += 1
    try:
        return _fitting(run, function.result, call())
    except Refused as refused:
        return run.null(refused.reason)
    finally:
        run.depth -= 1


def _fitting(run: Run, wanted: Type, value: Value) -> Value:
    if wanted == ANY:
        return value
    fits, converted = coerced(value, wanted)
    return converted if fits else run.null(_unfit("result", value))


def _count(function: Function, given: int) -> Text:
    wanted = len(function.parameters)
    return Text(
        f"「{function.name}」の引数は {wanted} 個ですが、{given} 個あります。",
        f"{function.name} takes {wanted} arguments, not {given}.",
    )


def _unfit(name: str, value: Value) -> Text:
    return Text(f"「{name}」に {kind_of(value)} は渡せません。", f"“{name}” cannot be {kind_of(value)}.")
