"""E023, E024, E058, E081 to E083, E085: a lookup (照会) names where it looks, says what for, and fits its item."""

from collections.abc import Iterator, Mapping

from forms.errors import ExpressionInvalid
from forms.expressions.expression import compile_expression
from forms.expressions.scope import Scope
from forms.feel.types import Type
from forms.field_catalogue import field_of
from forms.source.problem import Problem
from forms.spec import ItemSpec
from forms.validation.lookup import plain_name, read_master
from workflow.definition.askers import Asker, askers_of, check_pairs, fits, unfit
from workflow.definition.checked import Checked, problem
from workflow.definition.document import EachStep
from workflow.definition.located import Located, Pair
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal

_NO_VALUE_OF_ONE = frozenset({"attachment", "table", "choices"})


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(EachStep):
        for part in getattr(placed.step, "columns", ()):
            if part.has("lookup"):
                heading = part.heading("lookup")
                ja = f"「{heading.value}」は、手順が書く列には書けません。様式の表の列に書いてください。"
                yield problem("E023", heading, ja, f'"{heading.value}" belongs to a column of the form\'s table.')
    for asker in askers_of(checked):
        yield from _of_item(checked, asker)


def _of_item(checked: Checked, asker: Asker) -> Iterator[Problem]:
    part, lookup, item = asker.part, asker.lookup, asker.item
    ja = checked.vocabulary.language == "ja"
    table, system = ("表", "連携先") if ja else ("table", "system")
    if item.type in _NO_VALUE_OF_ONE:
        heading = part.heading("lookup")
        yield problem(
            "E023",
            heading,
            f"「{heading.value}」はこの型の項目には書けません。",
            f'"{heading.value}" does not fit the type of this item.',
        )
    if not lookup.has("table") and not lookup.has("system"):
        yield problem(
            "E024",
            part.heading("lookup"),
            f"「{table}」か「{system}」が要ります。",
            f'"{table}" or "{system}" is required.',
        )
    foreign = ("system", "send", "when") if lookup.has("table") else ("key",) if lookup.has("system") else ()
    for field in foreign:
        if lookup.has(field):
            heading = lookup.heading(field)
            other = table if lookup.has("table") else system
            yield problem(
                "E023",
                heading,
                f"「{heading.value}」は「{other}」と一緒に書けません。",
                f'"{heading.value}" does not go with "{other}".',
            )
    if lookup.table:
        yield from _in_table(checked, asker, lookup.table)


def _in_table(checked: Checked, asker: Asker, name: Located[str]) -> Iterator[Problem]:
    lookup = asker.lookup
    master = next((each for each in checked.program.form.masters if each.name == normal(name.value)), None)
    if master is None:
        known = [pair.key.value for pair in checked.procedure.tables]
        known += [spec.name for spec in checked.program.tables]
        yield problem(
            "E083",
            name,
            f"「{name.value}」という表はありません。",
            f'There is no table "{name.value}".',
            likely_or_all(name.value, list(dict.fromkeys(known))),
        )
        return
    if asker.table is not None and master.as_of:
        yield problem(
            "E023",
            name,
            f"「{name.value}」の基準日は様式の項目なので、表の列からは引けません。",
            f'"{name.value}" goes by a day that the form asks for, which a column does not know.',
        )
    table = read_master(master, asker.around)
    if table is None:
        return  # its own mistakes are told elsewhere
    columns = {plain_name(column.name): column.type for column in table.versions[0].table.questions}
    yield from check_pairs(name, lookup.key, list(columns), lookup.heading("key" if lookup.key else "table"))
    yield from _taken(name, lookup.column, table.types, asker.item)
    for pair in lookup.key:
        wanted = columns.get(normal(pair.key.value))
        if wanted is not None:
            yield from _asked(asker.scope, pair, wanted)


def _asked(scope: Scope, pair: Pair[Located[str]], wanted: Type) -> Iterator[Problem]:
    try:
        found = compile_expression(pair.value.value, scope).type
    except ExpressionInvalid:
        return
    if not fits(found, wanted):
        yield problem(
            "E058",
            pair.value,
            f"列「{pair.key.value}」は{wanted.label.ja}ですが、ここは{found.label.ja}です。",
            f'The column "{pair.key.value}" is a {wanted.label.en}, but this is a {found.label.en}.',
        )


def _taken(name: Located[str], column: Located[str], types: Mapping[str, Type], item: ItemSpec) -> Iterator[Problem]:
    if not column.value:
        return
    found = types.get(normal(column.value))
    if found is None:
        yield problem(
            "E085",
            column,
            f"「{name.value}」に「{column.value}」という答えの列はありません。",
            f'"{name.value}" has no answer "{column.value}".',
            likely_or_all(column.value, list(types)),
        )
    elif not fits(found, field_of(item).expression_type(item)):
        yield unfit(column, found, item)
