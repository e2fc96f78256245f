"""E059: no item is computed from, or shown depending on, itself."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.form_document import FormPart
from workflow.definition.located import Located


def check(checked: Checked) -> Iterator[Problem]:
    needs = _needs(checked)
    names = {item.key: item.name for item in checked.program.form.items}
    reported: set[str] = set()
    for start in needs:
        cycle = _cycle_from(start, needs)
        if cycle and reported.isdisjoint(cycle):
            reported |= set(cycle)
            where = _where(checked, start)
            way = " → ".join(names.get(key, key) for key in (*cycle, cycle[0]))
            yield problem(
                "E059",
                where,
                f"項目が自分自身によって決まります: {way}",
                f"An item depends on itself: {way}",
            )


def _needs(checked: Checked) -> dict[str, set[str]]:
    """For each item, the items that its value and its being shown depend on."""
    keys = {item.key for item in checked.program.form.items}
    needs: dict[str, set[str]] = {}
    of_section: dict[str, set[str]] = {}
    section: FormPart | None = None
    for part in checked.procedure.form:
        if part.section:
            section = part
        elif section and part.key:
            of_section.setdefault(section.section.value if section.section else "", set()).add(part.key)
    for written, expression in checked.expressions:
        if written.role not in {"formula", "visible"} or written.part is None or written.report:
            continue
        part = written.part
        owners = {part.key} if part.item else of_section.get(part.section.value if part.section else "", set())
        for owner in owners:
            needs.setdefault(owner, set()).update(expression.reads & keys)
    return needs


def _cycle_from(start: str, needs: dict[str, set[str]]) -> list[str] | None:
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


def _where(checked: Checked, key: str) -> Located[str]:
    return next(part.item for part in checked.procedure.items if part.item and part.key == key)
