"""E059: no item, and no column of a table, is computed from, or shown depending on, itself."""

from collections.abc import Iterator, Sequence

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.form_document import FormPart
from workflow.definition.located import Located

_DECIDING = ("formula", "lookup", "visible")


def check(checked: Checked) -> Iterator[Problem]:
    yield from _cycles(checked.procedure.items, _needs(checked))
    for table in checked.procedure.items:
        if table.columns:
            yield from _cycles(table.columns, _needs_in_a_row(checked, table))


Needs = dict[str, dict[str, Located[str]]]
"""For each item the items that it depends on, and the text that says so."""


def _cycles(parts: Sequence[FormPart], needs: Needs) -> Iterator[Problem]:
    names = {part.key: part.item.value for part in parts if part.item}
    reported: set[str] = set()
    for start in needs:
        cycle = _cycle_from(start, needs)
        if cycle and reported.isdisjoint(cycle):
            reported |= set(cycle)
            way = " → ".join(names.get(key, key) for key in (*cycle, cycle[0]))
            yield problem(
                "E059",
                needs[start][(*cycle, start)[1]],
                f"項目が自分自身によって決まります: {way}",
                f"An item depends on itself: {way}",
            )


def _needs(checked: Checked) -> Needs:
    """What the value of each item, and its being shown, depend on."""
    keys = {item.key for item in checked.program.form.items}
    needs: Needs = {}
    of_section: dict[str, set[str]] = {}
    section: FormPart | None = None
    for part in checked.procedure.form:
        if part.section:
            section = part
        elif section and part.key:
            of_section.setdefault(section.section.value if section.section else "", set()).add(part.key)
    for written, expression in checked.expressions:
        if written.role not in _DECIDING or written.part is None or written.report or written.table:
            continue
        part = written.part
        owners = {part.key} if part.item else of_section.get(part.section.value if part.section else "", set())
        for owner in owners:
            needs.setdefault(owner, {}).update(dict.fromkeys(expression.reads & keys, written.text))
    return needs


def _needs_in_a_row(checked: Checked, table: FormPart) -> Needs:
    """The same for the columns of a table."""
    keys = {column.key for column in table.columns}
    needs: Needs = {}
    for written, expression in checked.expressions:
        if written.table == table.key and written.role in _DECIDING and written.part and not written.report:
            needs.setdefault(written.part.key, {}).update(dict.fromkeys(expression.reads & keys, written.text))
    return needs


def _cycle_from(start: str, needs: Needs) -> list[str] | None:
    """The shortest way from an item back to itself."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for key in sorted(needs.get(way[-1], ())):
            if key == start:
                return way
            if key not in seen:
                seen.add(key)
                ways.append([*way, key])
    return None
