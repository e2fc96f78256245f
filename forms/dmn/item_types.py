"""The types a model defines: their structure, and the values they allow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms.dmn.model import ItemDefinition
from forms.feel.evaluation.frame import Frame
from forms.feel.evaluation.testing import Tester
from forms.feel.expression import BUILT_IN_FRAME, compile_unary_tests
from forms.feel.run import Run
from forms.feel.syntax.characters import one_spaced
from forms.feel.syntax.cursor import NotFeel
from forms.feel.syntax.scope import Scope
from forms.feel.types import ANY, NAMED, FunctionType, ListType, Type, context_type
from forms.feel.values import Value, coerced
from forms.spec import Text

_MOST_LEVELS = 30
_Allows = Callable[[Run, Value], bool]


@dataclass(frozen=True, slots=True)
class ItemType:
    """A type and what it allows."""

    type: Type
    allows: _Allows | None = None
    """None when every value of the type is allowed."""
    allowed: str | None = None
    """The unary tests as written; their order is the order of priority in decision tables."""

    def fit(self, run: Run, value: Value) -> Value:
        """The value, converted if need be; null with a reason when it is not of the type."""
        fits, converted = coerced(value, self.type)
        if not fits:
            return run.null(Text("値が型に合いません。", "The value is not of the type of its variable."))
        if converted is not None and self.allows is not None and not self.allows(run, converted):
            return run.null(Text("許された値ではありません。", "The value is not among the allowed ones."))
        return converted


ANYTHING = ItemType(ANY)


def item_types(definitions: tuple[ItemDefinition, ...], imported: Mapping[str, ItemType]) -> dict[str, ItemType]:
    """All types by name, with those of imported models under their qualified names."""
    return _Builder(definitions, imported).all()


class _Builder:
    """Definitions may use each other in any order."""

    def __init__(self, definitions: tuple[ItemDefinition, ...], imported: Mapping[str, ItemType]) -> None:
        self._definitions = {one_spaced(definition.name): definition for definition in definitions}
        self._known: dict[str, ItemType] = {name: ItemType(kind) for name, kind in NAMED.items()} | dict(imported)
        self._level = 0

    def all(self) -> dict[str, ItemType]:
        for name in self._definitions:
            self._named(name)
        return self._known

    def _named(self, name: str | None) -> ItemType:
        name = plain_name(name)
        if name in self._known:
            return self._known[name]
        definition = self._definitions.get(name)
        if definition is None or self._level > _MOST_LEVELS:
            return ANYTHING
        self._level += 1
        self._known[name] = self._built(definition)
        self._level -= 1
        return self._known[name]

    def _built(self, definition: ItemDefinition) -> ItemType:
        inner = self._single(definition)
        if not definition.is_list:
            return _constrained(inner, definition.constraint)
        return _constrained(ItemType(ListType(inner.type), _each(inner.allows), inner.allowed), definition.constraint)

    def _single(self, definition: ItemDefinition) -> ItemType:
        if definition.parameters is not None:
            parameters = tuple(self._named(name).type for name in definition.parameters)
            return ItemType(FunctionType(parameters, self._named(definition.type_ref).type))
        if not definition.components:
            return _constrained(self._named(definition.type_ref), definition.allowed)
        parts = {one_spaced(part.name): self._built(part) for part in definition.components}
        whole = ItemType(
            context_type({name: part.type for name, part in parts.items()}),
            _parts({name: part.allows for name, part in parts.items() if part.allows}),
        )
        return _constrained(whole, definition.allowed)


def plain_name(name: str | None) -> str:
    """The name of a type without the prefix of a namespace: feel:number."""
    name = one_spaced(name or "")
    prefix, separator, rest = name.partition(":")
    return rest if separator and prefix.isidentifier() else name


def _constrained(inner: ItemType, tests: str | None) -> ItemType:
    if tests is None:
        return inner
    try:
        tester = compile_unary_tests(tests, Scope({}))
    except NotFeel:
        return inner
    return ItemType(inner.type, _both(inner.allows, _passing(tester)), tests)


def _passing(tester: Tester) -> _Allows:
    return lambda run, value: tester(run, Frame({}, BUILT_IN_FRAME), value) is True


def _both(one: _Allows | None, other: _Allows) -> _Allows:
    if one is None:
        return other
    return lambda run, value: one(run, value) and other(run, value)


def _each(allows: _Allows | None) -> _Allows | None:
    if allows is None:
        return None
    return lambda run, values: (
        isinstance(values, tuple) and all(value is None or allows(run, value) for value in values)
    )


def _parts(checks: Mapping[str, _Allows]) -> _Allows | None:
    if not checks:
        return None
    return lambda run, value: (
        isinstance(value, Mapping)
        and all(value.get(name) is None or allows(run, value[name]) for name, allows in checks.items())
    )
