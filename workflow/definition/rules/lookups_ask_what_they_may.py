"""E058, E080 to E082, E084, E085, E087: a lookup (照会) asks a connected system only what a form may ask."""

from collections.abc import Iterator

from forms.field_catalogue import field_of
from forms.source.problem import Problem
from forms.spec import ItemSpec
from workflow.definition.askers import Asker, askers_of, check_pairs, fits, unfit
from workflow.definition.catalogue import Offered
from workflow.definition.checked import Checked, problem, unknown_operation
from workflow.definition.form_document import LookupPart
from workflow.definition.located import Located
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal

MOST_ROWS = 20
"""Of a table in whose rows a system is asked: whoever writes waits for all of them."""
_OWN_NUMBER = ("申請者.職員番号", "applicant.staff_number")


def check(checked: Checked) -> Iterator[Problem]:
    for asker in askers_of(checked):
        if asker.lookup.system and not asker.lookup.table:
            yield from _at_system(checked, asker, asker.lookup.system)


def _at_system(checked: Checked, asker: Asker, name: Located[str]) -> Iterator[Problem]:
    lookup = asker.lookup
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
    yield from check_pairs(name, lookup.send, sent, lookup.heading("send" if lookup.send else "system"))
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
    yield from _for_each_row(asker, name)
    system, _, operation = normal(name.value).partition(".")
    offered = checked.catalogue.systems.get(system, {}).get(operation)
    if offered is not None:
        yield from _offered(name, lookup.column, offered, asker.item)


def _for_each_row(asker: Asker, name: Located[str]) -> Iterator[Problem]:
    table = asker.table
    most = table.rows.value[1] if table is not None and table.rows else None
    if table is not None and not (most is not None and most.isdigit() and int(most) <= MOST_ROWS):
        yield problem(
            "E087",
            name,
            f"行ごとにシステムへ聞く表は、行数を{MOST_ROWS}行以下にしてください。",
            f"A table in whose rows a system is asked takes {MOST_ROWS} rows at most.",
        )


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
        if not fits(found, field_of(item).expression_type(item)):
            yield unfit(column, found, item)


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
