"""開始の元の案件: what is said of the finished case that a case starts from."""

from collections.abc import Iterable

from forms.spec import ItemSpec
from workflow.definition.catalogue import Catalogue, OtherProcedure
from workflow.definition.compiler.names import Names
from workflow.definition.document import Start
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.engine.program import BUILT_IN_OUTCOMES, Earlier


def begins_from(start: Start | None, names: Names, catalogue: Catalogue) -> Earlier | None:
    """None where a case starts from no other."""
    if start is None or not start.from_case:
        return None
    procedures = tuple(dict.fromkeys(text.value for text in start.from_case))
    others = [catalogue.other_procedures[key] for key in procedures if key in catalogue.other_procedures]
    said = tuple(stored_outcome(names.vocabulary, text.value) for text in start.from_outcome)
    items = common_items(others)
    by_name = {item.name: item.key for item in items}
    carry = {
        names.item_key(pair.key.value): by_name[normal(pair.value.value)]
        for pair in start.carry
        if normal(pair.value.value) in by_name
    }
    return Earlier(
        procedures=procedures,
        outcomes=said or achieved(others),
        own=bool(start.from_own and start.from_own.value),
        items=items,
        carry=carry,
    )


def common_items(others: Iterable[OtherProcedure]) -> tuple[ItemSpec, ...]:
    """Items that all of them have, by name, and that hold the same kind of value in each."""
    first, *rest = [other.items for other in others] or [()]
    named = [{item.name: (item.type, item.choices) for item in items} for items in rest]
    return tuple(item for item in first if all(each.get(item.name) == (item.type, item.choices) for each in named))


def achieved(others: Iterable[OtherProcedure]) -> tuple[str, ...]:
    """The outcomes that one wishes for."""
    found = (name for other in others for name, kind in other.outcomes.items() if kind == "achieved")
    return tuple(dict.fromkeys(found))


def stored_outcome(vocabulary: Vocabulary, name: str) -> str:
    """How an outcome of another procedure is stored; those that every procedure has by their Japanese names."""
    japanese = vocabulary.japanese(normal(name))
    return japanese if japanese in BUILT_IN_OUTCOMES else normal(name)
