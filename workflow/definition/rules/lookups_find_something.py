"""E023, E024, E058, E080 to E085, E087: a lookup (照会) names where it looks, says what for, and fits its item."""

from collections.abc import Iterator, Mapping, Sequence

from forms.errors import ExpressionInvalid
from forms.expressions.expression import compile_expression
from forms.feel.types import TEXT, ChoiceType, ListType, Type, conforms
from forms.field_catalogue import field_of
from forms.source.problem import Problem
from forms.spec import ItemSpec
from forms.validation.lookup import plain_name, read_master
from workflow.definition.catalogue import Offered
from workflow.definition.checked import Checked, keys, problem, unknown_operation
from workflow.definition.form_document import FormPart, LookupPart
from workflow.definition.located import Located, Pair
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.scope import MAIN

_NO_VALUE_OF_ONE = frozenset({"attachment", "table", "choices"})
_OWN_NUMBER = ("申請者.職員番号", "applicant.staff_number")


def check(checked: Checked) -> Iterator[Problem]:
    in_form = [part for part in checked.procedure.form if part.item]
    for part in checked.parts:
        if part.has("lookup") and not any(part is each for each in in_form):
            heading = part.heading("lookup")
            ja = f"「{heading.value}」は様式の項目だけに書けます。"
            yield problem("E023", heading, ja, f'"{heading.value}" belongs to items of the form alone.')
    for part in in_form:
        item = checked.program.form.item(part.key)
        if part.lookup is not None and item is not None and item.type:
            yield from _of_item(checked, part, part.lookup, item)


def _of_item(checked: Checked, part: FormPart, lookup: LookupPart, item: ItemSpec) -> Iterator[Problem]:
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
        yield from _in_table(checked, lookup, lookup.table, item)
    elif lookup.system:
        yield from _at_system(checked, lookup, lookup.system, item)


def _in_table(checked: Checked, lookup: LookupPart, name: Located[str], item: ItemSpec) -> Iterator[Problem]:
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
    table = read_master(master, checked.scopes[MAIN])
    if table is None:
        return  # its own mistakes are told elsewhere
    columns = {plain_name(column.name): column.type for column in table.versions[0].table.questions}
    yield from _pairs(name, lookup.key, list(columns), lookup.heading("key" if lookup.key else "table"))
    yield from _taken(name, lookup.column, table.types, item)
    for pair in lookup.key:
        wanted = columns.get(normal(pair.key.value))
        if wanted is not None:
            yield from _asked(checked, pair, wanted)


def _asked(checked: Checked, pair: Pair[Located[str]], wanted: Type) -> Iterator[Problem]:
    try:
        found = compile_expression(pair.value.value, checked.scopes[MAIN]).type
    except ExpressionInvalid:
        return
    if not _fits(found, wanted):
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
    elif not _fits(found, field_of(item).expression_type(item)):
        yield _unfit(column, found, item)


def _unfit(column: Located[str], found: Type, item: ItemSpec) -> Problem:
    own = field_of(item).expression_type(item)
    return problem(
        "E058",
        column,
        f"「{column.value}」は{found.label.ja}なので、{own.label.ja}の項目「{item.name}」には入りません。",
        f'"{column.value}" is a {found.label.en}; the item "{item.name}" is a {own.label.en}.',
    )


def _fits(found: Type, wanted: Type) -> bool:
    """Choices are found by their names, so that a text may stand for one."""
    if isinstance(found, ListType):
        return False
    named = (TEXT,)
    either = [isinstance(kind, ChoiceType) or kind in named for kind in (found, wanted)]
    return all(either) or conforms(found, wanted)


def _at_system(checked: Checked, lookup: LookupPart, name: Located[str], item: ItemSpec) -> Iterator[Problem]:
    contract = checked.contract(name.value)
    if contract is None or contract.has("payload"):
        yield unknown_operation(checked, name)
        return
    if contract.external and contract.external.value:
        yield problem(
            "E084",
            name,
            f"「{name.value}」は区の外に伝わるので、申請の前には聞けません。",
            f'"{name.value}" tells the outside, so it cannot be asked before anything is decided.',
        )
    sent = [text.value for text in contract.send]
    yield from _pairs(name, lookup.send, sent, lookup.heading("send" if lookup.send else "system"))
    outputs = [text.value for text in contract.receive]
    if lookup.column.value and normal(lookup.column.value) not in map(normal, outputs):
        yield problem(
            "E085",
            lookup.column,
            f"「{name.value}」は「{lookup.column.value}」を返しません。",
            f'"{name.value}" gives no "{lookup.column.value}".',
            likely_or_all(lookup.column.value, outputs),
        )
    yield from _of_others(lookup)
    system, _, operation = normal(name.value).partition(".")
    offered = checked.catalogue.systems.get(system, {}).get(operation)
    if offered is not None:
        yield from _offered(name, lookup.column, offered, item)


def _offered(name: Located[str], column: Located[str], offered: Offered, item: ItemSpec) -> Iterator[Problem]:
    if not offered.only_reads:
        yield problem(
            "E087",
            name,
            f"「{name.value}」は相手を変えることがある操作なので、照会には使えません。",
            f'"{name.value}" may change something in the other system, so it is no lookup.',
        )
    kind = offered.kinds.get(column.value)
    if kind is not None:
        found = field_of(ItemSpec(key="", name="", type=kind)).expression_type(ItemSpec(key="", name="", type=kind))
        if not _fits(found, field_of(item).expression_type(item)):
            yield _unfit(column, found, item)


def _of_others(lookup: LookupPart) -> Iterator[Problem]:
    """Whoever writes a form learns nothing about colleagues from it: a system is asked only about the applicant."""
    for pair in lookup.send:
        if normal(pair.key.value) in ("職員番号", "staff_number") and normal(pair.value.value) not in _OWN_NUMBER:
            yield problem(
                "E087",
                pair.value,
                "照会で聞けるのは申請者のことだけです。「申請者.職員番号」と書いてください。",
                'Only the applicant may be asked about. Write "applicant.staff_number".',
            )


def _pairs(
    name: Located[str], pairs: tuple[Pair[Located[str]], ...], known: Sequence[str], where: Located[str]
) -> Iterator[Problem]:
    """Every column or input has its value, and there are no others."""
    accepted = {normal(text): text for text in known}
    for pair in pairs:
        if normal(pair.key.value) not in accepted:
            yield problem(
                "E081",
                pair.key,
                f"「{name.value}」に「{pair.key.value}」はありません。",
                f'"{name.value}" has no "{pair.key.value}".',
                likely_or_all(pair.key.value, known),
            )
    missing = [accepted[key] for key in accepted if key not in keys(pairs)]
    if missing:
        yield problem(
            "E082",
            where,
            f"「{name.value}」の「{'」「'.join(missing)}」に何を当てるかがありません。",
            f'"{name.value}" also needs: {", ".join(missing)}.',
        )
