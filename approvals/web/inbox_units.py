"""The sections work comes from, as the inbox offers them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from approvals.routing.establishment import UnitKind
from approvals.routing.organisation import Organisation
from approvals.selectors.people_shown import PeopleShown
from approvals.web.inbox_list import InboxList


@dataclass(frozen=True, slots=True, kw_only=True)
class FromUnit:
    """A link to what comes from one section, or from a unit above sections."""

    name: str
    query: str
    count: int
    current: bool


def units_of(counts: Mapping[str, int], shown: InboxList, organisation: Organisation, language: str) -> list[FromUnit]:
    """Where most comes from first; the one that is chosen stays in the list when nothing is left of it."""
    people = PeopleShown(organisation, language)
    sections: Counter[str] = Counter()
    for code, count in counts.items():
        section = organisation.unit_at(code, UnitKind.SECTION)
        sections[section.code if section else code] += count
    if shown.unit and shown.unit not in sections:
        sections[shown.unit] = 0
    return [
        FromUnit(
            name=people.unit(code) or code,
            query=shown.of_unit("" if code == shown.unit else code).query,
            count=count,
            current=code == shown.unit,
        )
        for code, count in sorted(sections.items(), key=lambda each: (-each[1], each[0]))
    ]
