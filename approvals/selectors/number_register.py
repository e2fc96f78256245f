"""Which register numbers the documents of a case: one for all who use it, or one of the authority or section."""

from functools import partial

from approvals.office.number_series import NumberSeries
from approvals.routing.matter import office_of
from approvals.routing.organisation import UnitKind
from approvals.selectors.organisation import organisation_in_force
from workflow.ports import CaseFacts, NumberRegister


def number_register(series: NumberSeries, case: CaseFacts) -> NumberRegister:
    """The register; the office in charge counts where the drafter's unit has no section, or is gone."""
    authority = str(case.state.parties.facts.get("office") or "")
    counter, written = series.counter(authority), partial(series.written, authority=authority)
    if not series.by_section:
        return NumberRegister(counter=counter, written=written)
    organisation = organisation_in_force(case.organisation)
    units = (case.state.parties.unit, office_of(case.program))
    sections = (organisation.unit_at(unit, UnitKind.SECTION) for unit in units)
    section = next(filter(None, sections), None) or organisation.units[office_of(case.program)]
    return NumberRegister(counter=f"{counter} {section.code}", written=partial(written, section=section.name))
