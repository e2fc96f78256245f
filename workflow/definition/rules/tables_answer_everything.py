"""E040 to E047, W108, E083, E100: decision tables can be read, answer everything once, and name what exists."""

from collections.abc import Iterator
from decimal import Decimal

from forms.source.problem import Problem
from forms.spec import ItemSpec
from forms.tables.answers import POST, UNIT, Organisation
from forms.tables.cover import Bounds
from forms.tables.reader import read_table
from forms.tables.table import Hit
from workflow.definition.checked import Checked, problem
from workflow.definition.document import RuleStep, TablePart
from workflow.definition.suggestions import did_you_mean, likely_or_all
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.scope import scope_of_tables


def check(checked: Checked) -> Iterator[Problem]:
    for pair in checked.procedure.tables:
        yield from _table(checked, pair.value)
        yield from _day(checked, pair.value)
    known = [normal(pair.key.value) for pair in checked.procedure.tables]
    for placed in checked.steps(RuleStep):
        assert isinstance(placed.step, RuleStep)
        name = placed.step.table
        if name.value and normal(name.value) not in known:
            yield problem(
                "E083",
                name,
                f"「{name.value}」という決定表はありません。",
                f'There is no decision table "{name.value}".',
                did_you_mean(name.value, known),
            )


def _table(checked: Checked, part: TablePart) -> Iterator[Problem]:
    rules = part.rules
    if rules.scalar is None:
        return
    text = rules.scalar.text
    lines = text.split("\n")
    found = read_table(
        text,
        scope_of_tables(checked.program),
        hit=Hit(part.hit.value if part.hit else "unique"),
        bounds=_bounds(checked),
        organisation=_organisation(checked),
        first_line=rules.position_of(0).line,
    )
    for each in found.problems:
        offset = sum(len(line) + 1 for line in lines[: each.line]) + each.column
        yield Problem(
            id=each.code,
            position=rules.position_of(min(offset, len(text))),
            message=each.message,
            hint=each.hint,
            length=each.length,
        )


def _day(checked: Checked, part: TablePart) -> Iterator[Problem]:
    """基準日 is the day of the draft or an item that is a date."""
    if part.as_of is None or checked.vocabulary.japanese(normal(part.as_of.value)) == "起案日":
        return
    item = checked.names.items.get(normal(part.as_of.value))
    if item is None or item.type.value != "date":
        days = [each.item.value for each in checked.procedure.items if each.item and each.type.value == "date"]
        yield problem(
            "E101",
            part.as_of,
            f"「{part.as_of.value}」という日付の項目はありません。",
            f'There is no date item "{part.as_of.value}".',
            likely_or_all(part.as_of.value, [checked.vocabulary.word("起案日"), *days]),
        )


def _bounds(checked: Checked) -> Bounds:
    return {(item.key,): _range(item) for item in checked.program.form.items}


def _range(item: ItemSpec) -> tuple[Decimal | None, Decimal | None]:
    low, high = item.bounds
    return (Decimal(low) if low else None, Decimal(high) if high else None)


def _organisation(checked: Checked) -> Organisation:
    """What the catalogue knows; an empty one checks nothing."""
    known = {POST: checked.catalogue.posts, UNIT: frozenset(checked.catalogue.units)}
    return {kind: names for kind, names in known.items() if names}
