"""Declares built-in functions by the way they are called and what they give.

`substring(string: string, start position: number, length?: number) -> string`: a ? after a name means that the argument
may be missing, a ? after a type that it may be null, … after a name that any number of arguments may follow. Several
types are separated with |. `element` is the type of the elements of the first list, `same` that of the first argument.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms.feel.run import LONGEST_LIST, LONGEST_TEXT, Refused, Run
from forms.feel.types import ANY
from forms.feel.values import Function, Parameter, Range, Value, kind_of
from forms.spec import Text

_FORM = re.compile(r"([^(]+)\((.*)\) -> (.+)")
_ANYTHING = ("any", "not null", "element")
_PLAIN = {"amount": "number", "integer": "number"}
"""Kinds that the types of forms know more closely than values."""
_TOO_LARGE = Text("結果が大きすぎます。", "The result is too large.")


@dataclass(frozen=True, slots=True)
class Argument:
    """One parameter of a form."""

    name: str
    written: tuple[str, ...]
    """Its types as declared."""
    kinds: frozenset[str]
    """The kinds of values it takes; empty for any value."""
    optional: bool
    nullable: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Form:
    """One way to call a function."""

    name: str
    arguments: tuple[Argument, ...]
    result: str
    """As declared."""
    run: Callable[..., Value]
    with_run: bool
    """The function takes the run before its arguments: it calls functions or asks for the time."""


def form(signature: str, run: Callable[..., Value], *, with_run: bool = False) -> Form:
    """Read a declaration."""
    found = _FORM.fullmatch(signature)
    assert found, signature
    written = [part.strip() for part in found[2].split(",") if part.strip()]
    return Form(found[1].strip(), tuple(_argument(part) for part in written), found[3], run, with_run)


def function_of(forms: tuple[Form, ...]) -> Function:
    """The function with these forms; of several the first that fits the arguments is taken."""
    name = forms[0].name

    def call(run: Run, values: tuple[Value, ...]) -> Value:
        return _first_fitting(run, forms, lambda form: _positional(form, values))

    def call_named(run: Run, values: Mapping[str, Value]) -> Value:
        return _first_fitting(run, forms, lambda form: _named(form, values))

    parameters = tuple(Parameter(argument.name, ANY) for argument in forms[0].arguments)
    return Function(name, parameters, call, ANY, call_named)


def _argument(written: str) -> Argument:
    name, _, kinds = written.partition(":")
    name, kinds = name.strip(), kinds.strip()
    nullable = kinds.endswith("?") or kinds in ("any", "element")
    kinds = kinds.removesuffix("?")
    declared = tuple(kind.strip() for kind in kinds.split("|"))
    plain = frozenset(_PLAIN.get(kind, kind).partition("<")[0] for kind in declared)
    return Argument(
        name=name.rstrip("?…"),
        written=declared,
        kinds=frozenset() if kinds in _ANYTHING else plain,
        optional=name.endswith("?"),
        nullable=nullable,
        repeated=name.endswith("…"),
    )


def _first_fitting(run: Run, forms: tuple[Form, ...], arrange: Callable[[Form], list[Value]]) -> Value:
    refused: Refused | None = None
    for candidate in forms:
        try:
            values = arrange(candidate)
        except Refused as reason:
            refused = refused or reason
            continue
        run.spend(1 + sum(size_of(value) for value in values))
        return _bounded(run, candidate.run(run, *values) if candidate.with_run else candidate.run(*values))
    raise refused or Refused(_TOO_LARGE)


def _positional(candidate: Form, values: tuple[Value, ...]) -> list[Value]:
    """The arguments in order, converted. Raises Refused when they do not fit."""
    arguments = candidate.arguments
    least = sum(not argument.optional and not argument.repeated for argument in arguments)
    repeats = bool(arguments) and arguments[-1].repeated
    if len(values) < least + repeats or (not repeats and len(values) > len(arguments)):
        raise Refused(
            Text(f"「{candidate.name}」の引数の数が違います。", f"{candidate.name} takes another number of arguments.")
        )
    return [_fitting(candidate, arguments[min(index, len(arguments) - 1)], value) for index, value in enumerate(values)]


def _named(candidate: Form, values: Mapping[str, Value]) -> list[Value]:
    known = {argument.name for argument in candidate.arguments if argument.name}
    for name in values:
        if name not in known:
            message = f"「{candidate.name}」に引数「{name}」はありません。"
            raise Refused(Text(message, f"{candidate.name} has no parameter “{name}”."))
    arranged: list[Value] = []
    missing: list[Value] = []
    for argument in candidate.arguments:
        if argument.name in values:
            arranged += [*missing, _fitting(candidate, argument, values[argument.name])]
            missing = []
        elif argument.optional:
            missing.append(None)
        else:
            raise _unfit(candidate, argument, None)
    return arranged


def _fitting(candidate: Form, argument: Argument, value: Value) -> Value:
    """The value, with the conversions between a single value and a list of one."""
    if value is None:
        if argument.nullable:
            return None
        raise _unfit(candidate, argument, value)
    if not argument.kinds or kind_of(value) in argument.kinds:
        return value
    if "list" in argument.kinds:
        return (value,)
    if isinstance(value, tuple) and len(value) == 1 and kind_of(value[0]) in argument.kinds:
        return value[0]
    raise _unfit(candidate, argument, value)


def size_of(value: Value) -> int:
    """What it costs to look at the whole of a value."""
    if isinstance(value, str):
        return len(value) // 100
    return len(value) if isinstance(value, tuple | Mapping) else 0


def _bounded(run: Run, value: Value) -> Value:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise Refused(_TOO_LARGE)
    if isinstance(value, tuple) and len(value) > LONGEST_LIST:
        raise Refused(_TOO_LARGE)
    run.spend(0 if isinstance(value, Range) else size_of(value))
    return value


def _unfit(candidate: Form, argument: Argument, value: Value) -> Refused:
    return Refused(
        Text(
            f"「{candidate.name}」の「{argument.name}」に {kind_of(value)} は渡せません。",
            f"{argument.name} of {candidate.name} cannot be {kind_of(value)}.",
        )
    )
