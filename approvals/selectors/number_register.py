"""Which register numbers the documents of a case: one for all who use it, or one of the authority or section."""

from collections.abc import Mapping
from functools import partial

from approvals.office.number_series import NumberSeries
from approvals.routing.establishment import UnitKind
from approvals.routing.matter import office_of
from approvals.selectors.organisation import organisation_in_force
from workflow.engine.state import Parties
from workflow.ports import CaseFacts, NumberRegister


def number_register(series: NumberSeries, case: CaseFacts) -> NumberRegister:
    """The register; the office in charge counts where the drafter's unit has no section, or is gone.

    A department that is in charge counts by itself. When both units are gone, the name of the case's own unit stays.
    """
    authority = str(case.state.parties.facts.get("office") or "")
    counter, written = series.counter(authority), partial(series.written, authority=authority)
    if not series.by_section:
        return NumberRegister(counter=counter, written=written)
    organisation = organisation_in_force(case.organisation)
    unit, office = case.state.parties.unit, office_of(case.program)
    sections = (organisation.unit_at(each, UnitKind.SECTION) for each in (unit, office))
    counting = next(filter(None, sections), None) or organisation.units.get(office)
    code, name = (counting.code, counting.name) if counting else (unit, _drafted_in(case.state.parties))
    return NumberRegister(counter=f"{counter} {code}", written=partial(written, section=name))


def _drafted_in(parties: Parties) -> str:
    """The section, or else the department, whose name the case has kept from its start."""
    units = parties.facts.get("unit")
    names = units if isinstance(units, Mapping) else {}
    return str(names.get("section") or names.get("department") or "")
