"""The units a clerk writes for."""

from datetime import date

from approvals.routing.establishment import UnitKind
from approvals.routing.organisation import Organisation


def offices_of(person: str, organisation: Organisation, on: date) -> frozenset[str]:
    """Codes of the subsection, section and department of every posting; the office as a whole belongs to nobody."""
    return frozenset(
        unit.code
        for posting in organisation.postings(person, on)
        for unit in organisation.upwards(posting.unit)
        if unit.kind is not UnitKind.OFFICE
    )
