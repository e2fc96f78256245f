"""Which register numbers the documents of a case: one for all who use it, or one of the drafter's section."""

from functools import partial

from approvals.office.words import NumberSeries
from approvals.routing.matter import office_of
from approvals.routing.organisation import UnitKind
from approvals.selectors.organisation import organisation_in_force
from workflow.ports import CaseFacts, NumberRegister


def number_register(series: NumberSeries, case: CaseFacts) -> NumberRegister:
    """The register; the office in charge counts where the drafter's unit has no section, or is gone."""
    if not series.by_section:
        return NumberRegister(counter=series.name, written=series.written)
    organisation = organisation_in_force(case.organisation)
    units = (case.state.parties.unit, office_of(case.program))
    sections = (organisation.unit_at(unit, UnitKind.SECTION) for unit in units)
    section = next(filter(None, sections), None) or organisation.units[office_of(case.program)]
    return NumberRegister(
        counter=f"{series.name} {section.code}", written=partial(series.written, section=section.name)
    )
