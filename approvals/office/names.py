"""Every name a unit may be written by: its own, or qualified from above (総務部人事課), as far as it is unique."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from approvals.routing.establishment import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class UnitNames:
    """Names to codes."""

    unique: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]
    """A name several units bear, to names that tell them apart."""


def unit_names(units: Iterable[Unit]) -> UnitNames:
    """The names of these units. A higher unit keeps a name that lower ones bear too; codes are names as well."""
    by_code = {unit.code: unit for unit in units}
    bearers: dict[str, list[Unit]] = defaultdict(list)
    for unit in by_code.values():
        for name in {unit.code, *_spellings(unit, by_code)}:
            bearers[name].append(unit)
    unique: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for name, found in bearers.items():
        highest = _highest(found)
        if len(highest) == 1:
            unique[name] = highest[0].code
        else:
            ambiguous[name] = tuple(_spellings(unit, by_code)[-1] for unit in highest)
    return UnitNames(unique, ambiguous)


def _spellings(unit: Unit, by_code: Mapping[str, Unit]) -> list[str]:
    names = [unit.name]
    above = by_code.get(unit.parent or "")
    while above is not None and above.kind is not UnitKind.OFFICE and len(names) < len(UnitKind):
        names.append(above.name + names[-1])
        above = by_code.get(above.parent or "")
    return names


def _highest(units: list[Unit]) -> list[Unit]:
    levels = list(UnitKind)
    top = min(levels.index(unit.kind) for unit in units)
    return [unit for unit in units if levels.index(unit.kind) == top]
