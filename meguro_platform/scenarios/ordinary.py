"""Ordinary places of the ward: where an applicant of a scenario can sit without anything special following from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from approvals.routing.establishment import Holding, Posting, UnitKind
from approvals.routing.organisation import Organisation

_PLACES = {"係員": 0, "係長": 1, "課長": 2, "部長": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """An ordinary subsection, with every post above it filled by a different person: nothing about it is special."""

    member: Posting
    subsection_chief: Posting
    section_chief: Posting
    director: Posting

    def in_post(self, post: str) -> Posting:
        return (self.member, self.subsection_chief, self.section_chief, self.director)[_PLACES[post]]


def ordinary_places(
    organisation: Organisation, regular: set[str], on: date, *, alone: bool = True
) -> Iterator[Ordinary]:
    """All such places; members are among the regular staff, uuids. Not `alone`: heads may lead other units too."""
    for unit in organisation.units.values():
        if unit.kind is UnitKind.SUBSECTION:
            levels = (UnitKind.SUBSECTION, UnitKind.SECTION, UnitKind.DEPARTMENT)
            chief, section, department = (_head(organisation, unit.code, level, on, alone) for level in levels)
            member = next(_plain_members(organisation, unit.code, regular, on), None)
            if member and chief and section and department:
                yield Ordinary(member=member, subsection_chief=chief, section_chief=section, director=department)


def _head(organisation: Organisation, unit: str, kind: UnitKind, on: date, alone: bool) -> Posting | None:
    """Who leads the unit of this kind around a unit; `alone`: if that is all he does."""
    found = organisation.unit_at(unit, kind)
    post = organisation.head_post(found.code) if found else None
    holder = organisation.holder(post.key, on) if post else None
    plain = (
        holder and _does_nothing_else(organisation, holder, on) and holder.person not in _duties(organisation, unit, on)
    )
    return holder if holder and (not alone or plain) else None


def _duties(organisation: Organisation, unit: str, on: date) -> set[str]:
    """Who has a duty for the unit: 庶務担当, 文書主任."""
    return {holder.person for role in organisation.role_kinds for holder in organisation.role_holders(unit, role, on)}


def _plain_members(organisation: Organisation, unit: str, regular: set[str], on: date) -> Iterator[Posting]:
    duties = _duties(organisation, unit, on)
    for posting in organisation.members(unit, on):
        plain = posting.post is None and posting.person in regular and posting.person not in duties
        if plain and _does_nothing_else(organisation, posting, on):
            yield posting


def _does_nothing_else(organisation: Organisation, posting: Posting, on: date) -> bool:
    return posting.holding is Holding.MAIN and len(organisation.postings(posting.person, on)) == 1
