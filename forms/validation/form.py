"""A form ready for use: every expression of it compiled."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions.expression import Expression, compile_expression
from forms.expressions.scope import Scope
from forms.feel.types import BOOLEAN
from forms.field_catalogue import field_of
from forms.field_type import FieldType
from forms.spec import CheckSpec, FormSpec, ItemSpec, SectionSpec
from forms.tables.versions import DatedTable
from forms.validation.lookup import Inquiry, compile_lookup, compile_masters


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item with its type and its expressions."""

    key: str
    spec: ItemSpec
    field: FieldType
    section: SectionSpec | None
    visible: tuple[Expression, ...]
    """Its section's and its own; hidden unless all are true or null."""
    required: Expression | None
    initial: Expression | None
    formula: Expression | None
    inquiry: Inquiry | None = None
    """Of an item that is looked up."""
    row: "Form | None" = None
    """Of a table whose rows people write: what one row asks for."""

    @property
    def shown_by(self) -> frozenset[str]:
        """Keys of the items whose answers decide whether it is shown."""
        return frozenset[str]().union(*(_keys(condition) for condition in self.visible))

    @property
    def computed_from(self) -> frozenset[str]:
        """Keys of the items its formula or its lookup reads; none of an item that people write."""
        return _keys(self.formula) if self.formula else self.inquiry.reads if self.inquiry else frozenset()

    @property
    def asks_system(self) -> bool:
        """Whether a connected system has to be asked for its value, or for a cell of its rows."""
        if self.row is not None:
            return bool(self.row.asking)
        return self.inquiry is not None and bool(self.inquiry.spec.operation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule across items with its expression."""

    spec: CheckSpec
    condition: Expression

    @property
    def reads(self) -> frozenset[str]:
        """Keys of the items it is about."""
        return _keys(self.condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A whole form; make it once per definition and keep it."""

    spec: FormSpec
    items: tuple[Item, ...]
    checks: tuple[Check, ...]
    by_key: Mapping[str, Item]
    looks_ahead: bool
    """Some item is shown or computed by one that stands below it, so that one reading may not be enough."""

    @property
    def asking(self) -> tuple[Item, ...]:
        """The items for whose values a connected system is asked."""
        return tuple(item for item in self.items if item.asks_system)


def compile_form(spec: FormSpec, scope: Scope, rows: Mapping[str, Scope] | None = None) -> Form:
    """The form with its expressions over a scope that holds the items and the built-in names of the procedure.

    `rows` are the scopes of rows by the keys of their tables: a column reads the others of its row.
    Raises ExpressionInvalid for the first expression that can't be used, and KeyError for an unknown type of item;
    a definition that passed the check has neither.
    """
    return _compile(spec, scope, rows or {}, compile_masters(spec, scope))


def _compile(spec: FormSpec, scope: Scope, rows: Mapping[str, Scope], masters: Mapping[str, DatedTable]) -> Form:
    items, section = [], None
    for part in spec.parts:
        if isinstance(part, SectionSpec):
            section = part
        else:
            items.append(_compile_item(part, section, scope, masters, rows.get(part.key)))
    checks = tuple(
        Check(spec=check, condition=compile_expression(check.expression, scope, BOOLEAN)) for check in spec.checks
    )
    return Form(
        spec=spec,
        items=tuple(items),
        checks=checks,
        by_key={item.key: item for item in items},
        looks_ahead=_looks_ahead(items),
    )


def _compile_item(
    spec: ItemSpec, section: SectionSpec | None, scope: Scope, masters: Mapping[str, DatedTable], row: Scope | None
) -> Item:
    field = field_of(spec)
    conditions = (section.visible if section else None, spec.visible)
    return Item(
        key=spec.key,
        spec=spec,
        field=field,
        section=section,
        visible=tuple(compile_expression(text, scope, BOOLEAN) for text in dict.fromkeys(conditions) if text),
        required=compile_expression(spec.required, scope, BOOLEAN) if spec.required else None,
        initial=compile_expression(spec.initial, scope, field.expression_type(spec)) if spec.initial else None,
        formula=compile_expression(spec.formula, scope, field.expression_type(spec)) if spec.formula else None,
        inquiry=compile_lookup(spec.lookup, scope, masters) if spec.lookup else None,
        row=_compile(FormSpec(parts=spec.columns), row, {}, masters) if row is not None and spec.columns else None,
    )


def _looks_ahead(items: list[Item]) -> bool:
    """Whether an item reads itself or one below it."""
    below = {item.key for item in items}
    for item in items:
        if (item.shown_by | item.computed_from) & below:
            return True
        below.discard(item.key)
    return False


def _keys(expression: Expression) -> frozenset[str]:
    return frozenset(path.partition(".")[0] for path in expression.reads)
