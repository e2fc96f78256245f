"""Items whose value is found elsewhere (照会): what is looked up, and what a dated table says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from unicodedata import normalize

from forms.expressions.expression import Expression, compile_expression
from forms.expressions.scope import Scope
from forms.expressions.values import Environment, Value
from forms.feel.types import ChoiceType, Name
from forms.field_catalogue import field_of
from forms.field_type import Json, as_raw
from forms.spec import FormSpec, ItemSpec, Lookup, Master
from forms.tables.cover import Bounds
from forms.tables.reader import read_table
from forms.tables.table import Conflict, Drawn, Hit, QuestionColumn, Table
from forms.tables.versions import ALWAYS, DatedTable, NotInForce, Version, in_order, read_validity

CERTAIN = ("はい", "yes")
"""Spellings of `required` that need no evaluation to be known."""
AUTHORITY = ("applicant", "office")
"""Where the values say whose table a case goes by."""
DRAFT_DATE = "draft_date"
"""Where expressions find the day of the draft."""


_BESIDE = ":lookup"


def lookup_key(key: str) -> str:
    """Where answers, and rows of a table, keep from where and when a value was found; no item has such a key."""
    return f"{key}{_BESIDE}"


def as_written(answer: Json) -> Json:
    """An answer without what rows keep of their lookups: that something was found later is no other answer."""
    if not isinstance(answer, list):
        return answer
    return [
        {key: cell for key, cell in row.items() if not key.endswith(_BESIDE)} if isinstance(row, dict) else row
        for row in answer
    ]


@dataclass(frozen=True, slots=True)
class FoundInTable:
    """What a table says, or why it says nothing: empty · none · several · not_in_force."""

    value: Value = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A lookup with its expressions, and the table it is made in."""

    spec: Lookup
    given: Mapping[str, Expression]
    """By column of the table, or by input of the operation."""
    table: DatedTable | None = field(default=None, repr=False)

    @property
    def reads(self) -> frozenset[str]:
        """Keys of the items it depends on."""
        days = {self.table.as_of} - {DRAFT_DATE} if self.table else set[str]()
        paths = (path for expression in self.given.values() for path in expression.reads)
        return frozenset(path.partition(".")[0] for path in paths) | days

    def find(self, values: Environment) -> FoundInTable:
        """What the table of the day says to these values. Raises ExpressionNotEvaluable."""
        found = self.table.in_force(values) if self.table else NotInForce(None)
        if isinstance(found, NotInForce):
            return FoundInTable(note="not_in_force" if found.day or self.table is None else "empty")
        table = found.table
        drawn = table.draw([self._asked(column, values) for column in table.questions])
        match drawn:
            case Conflict():
                return FoundInTable(note="several")
            case Drawn(answers=answers) if answers.get(self.spec.take) not in (None, ()):
                return FoundInTable(answers[self.spec.take])
            case Drawn():
                return FoundInTable(note="none")
        return FoundInTable(note="empty" if drawn.empty else "none")

    def payload(self, values: Environment) -> dict[str, Json] | None:
        """What a system is asked with; None while something of it is empty. Raises ExpressionNotEvaluable."""
        said = {name: expression.evaluate(values) for name, expression in self.given.items()}
        return None if any(value is None for value in said.values()) else {k: _json(v) for k, v in said.items()}

    def _asked(self, column: QuestionColumn, values: Environment) -> Value:
        """The value a question is about; choices of the form and of the table are the same by their names."""
        expression = self.given.get(plain_name(column.name))
        value = expression.evaluate(values) if expression else None
        if expression is None or not isinstance(value, str):
            return value
        if isinstance(expression.type, ChoiceType):
            value = next((choice.name for choice in expression.type.choices if choice.id == value), value)
        if isinstance(column.type, ChoiceType):
            ids = {plain_name(choice.name): choice.id for choice in column.type.choices}
            return ids.get(plain_name(value))
        return value


def compile_lookup(spec: Lookup, scope: Scope, masters: Mapping[str, DatedTable]) -> Inquiry:
    """A lookup over a scope. Raises ExpressionInvalid; a table that cannot be read was refused before."""
    given = {plain_name(name): compile_expression(text, scope) for name, text in spec.given}
    return Inquiry(spec=spec, given=given, table=masters.get(spec.table))


def compile_masters(form: FormSpec, scope: Scope) -> dict[str, DatedTable]:
    """The tables that items are looked up in, by name; one that cannot be read is left out."""
    read = {master.name: read_master(master, scope) for master in form.masters}
    return {name: table for name, table in read.items() if table is not None}


def read_master(master: Master, scope: Scope) -> DatedTable | None:
    """One table with its amendments. Its questions are columns of its own, or else what the scope knows."""
    known = Scope(dict(scope.names) | names_of(master.columns)) if master.columns else scope
    bounds: Bounds = {(item.key,): (_bound(item.bounds[0]), _bound(item.bounds[1])) for item in master.columns}
    tables: list[Table] = []
    for version in master.versions:
        read = read_table(version.text, known, hit=Hit(master.hit), bounds=bounds, as_csv=version.csv)
        if read.table is None:
            return None
        tables.append(read.table)
    bodies = [frozenset(version.authorities) for version in master.versions]
    valid = in_order([read_validity(version.valid) if version.valid else ALWAYS for version in master.versions], bodies)
    return DatedTable(tuple(map(Version, valid, tables, bodies)), master.as_of or DRAFT_DATE, AUTHORITY)


def plain_name(name: str) -> str:
    """The form in which names of columns are compared."""
    return normalize("NFKC", name).strip()


def _bound(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def names_of(columns: Sequence[ItemSpec]) -> dict[str, Name]:
    """What a table may call the columns that it is asked with."""
    return {
        item.name: Name(item.key, field_of(item).expression_type(item), item.required not in CERTAIN)
        for item in columns
    }


def _json(value: Value) -> Json:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return as_raw(value)
