"""A small office for tests of routing: 総務部 with 人事課 and 税務課, everybody known by what he is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from approvals.routing.establishment import (
    Absence,
    Deputies,
    Holding,
    Person,
    Post,
    Posting,
    PostKind,
    RoleHolder,
    RoleKind,
    Unit,
    UnitKind,
)
from approvals.routing.matter import Matter
from approvals.routing.open_route import Opened
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route
from workflow.engine.nodes import UserNode
from workflow.engine.values import PersonRef

DAY = date(2026, 5, 11)

KINDS = (
    PostKind(id="mayor", name="区長", rank=9, leads=UnitKind.OFFICE),
    PostKind(id="deputy_mayor", name="副区長", rank=8),
    PostKind(id="director", name="部長", rank=6, leads=UnitKind.DEPARTMENT),
    PostKind(id="section_chief", name="課長", rank=5, leads=UnitKind.SECTION, titles=("担当課長",)),
    PostKind(id="subsection_chief", name="係長", rank=3, leads=UnitKind.SUBSECTION),
    PostKind(id="member", name="係員", rank=1, titles=("主事",)),
)
UNITS = (
    Unit(code="ward", name="めぐる区", kind=UnitKind.OFFICE, parent=None),
    Unit(code="general", name="総務部", kind=UnitKind.DEPARTMENT, parent="ward"),
    Unit(code="personnel", name="人事課", kind=UnitKind.SECTION, parent="general"),
    Unit(code="personnel-1", name="人事係", kind=UnitKind.SUBSECTION, parent="personnel"),
    Unit(code="personnel-2", name="給与係", kind=UnitKind.SUBSECTION, parent="personnel"),
    Unit(code="tax", name="税務課", kind=UnitKind.SECTION, parent="general"),
    Unit(code="tax-1", name="課税係", kind=UnitKind.SUBSECTION, parent="tax"),
    Unit(code="tax-2", name="収納担当", kind=UnitKind.SUBSECTION, parent="tax"),
)
HEADS = {
    "ward": "mayor",
    "general": "director",
    "personnel": "section_chief",
    "personnel-1": "subsection_chief",
    "personnel-2": "subsection_chief",
    "tax": "section_chief",
    "tax-1": "subsection_chief",
}
"""収納担当 has no head of its own."""
MEMBERS = {
    "personnel-1": ("p-member-1", "p-member-2"),
    "tax-1": ("t-member-1", "t-member-2"),
    "tax-2": ("t-member-3",),
    "tax": ("t-direct",),
}


def post_key(unit: str) -> str:
    """Key of the post that leads a unit."""
    return f"{unit}:{HEADS[unit]}"


def head(unit: str, person: str = "", holding: Holding = Holding.MAIN) -> Posting:
    """Somebody in the post that leads a unit; named `<unit>-head` when nothing is said."""
    kind = next(kind for kind in KINDS if kind.id == HEADS[unit])
    return Posting(
        person=person or f"{unit}-head", unit=unit, post=post_key(unit), kind=kind.id, title=kind.name, holding=holding
    )


def member(unit: str, person: str, holding: Holding = Holding.MAIN) -> Posting:
    """An ordinary member."""
    return Posting(person=person, unit=unit, post=None, kind="member", title="主事", holding=holding)


def an_office(
    *,
    away: Iterable[str] = (),
    vacant: Iterable[str] = (),
    more: Iterable[Posting] = (),
    duties: Iterable[RoleHolder] = (RoleHolder(person="t-member-2", unit="tax", role="general_affairs"),),
    named: dict[str, tuple[str, ...]] | None = None,
) -> Organisation:
    """The office on DAY; `vacant` names units whose post of the head nobody holds."""
    empty = set(vacant)
    postings = [head(unit) for unit in HEADS if unit not in empty]
    postings += [member(unit, person) for unit, people in MEMBERS.items() for person in people]
    deputy = Post(key="ward:deputy_mayor:1", unit="ward", kind="deputy_mayor", title="副区長", covers=("general",))
    postings.append(Posting(person="deputy-mayor", unit="ward", post=deputy.key, kind="deputy_mayor", title="副区長"))
    postings += more
    people = {posting.person for posting in postings}
    return Organisation.of(
        units=UNITS,
        posts=[
            deputy,
            *(Post(key=post_key(unit), unit=unit, kind=kind, title=_title(kind)) for unit, kind in HEADS.items()),
        ],
        postings=postings,
        persons=[Person(uuid=person, staff_number=person, name=person) for person in people],
        post_kinds=KINDS,
        role_kinds=[RoleKind(id="general_affairs", name="庶務担当")],
        role_holders=duties,
        absences=[Absence(person=person, since=date(2026, 5, 1), until=date(2026, 6, 1)) for person in away],
        deputies=Deputies(named=named or {"personnel": ("personnel-1",)}),
    )


def _title(kind: str) -> str:
    return next(each.name for each in KINDS if each.id == kind)


def ref(base: str, *relations: str) -> PersonRef:
    """What a definition says of people, compiled."""
    return PersonRef(base=base, relations=relations, text=base)


def a_step(kind: Any = "check", *assignee: PersonRef, **more: Any) -> UserNode:
    """A human step of this kind."""
    return UserNode(id="s", step="手順", kind=kind, assignee=assignee, buttons=(), next="end", **more)


def a_matter(applicant: str = "t-member-1", unit: str = "tax-1", **more: Any) -> Matter:
    """A case of 人事課, applied for by a member of 課税係."""
    return Matter(applicant=applicant, drafter=applicant, unit=unit, office="personnel", **more)


def route_of(found: object) -> Route:
    """The route, when people were found."""
    assert isinstance(found, Opened)
    return found.route


def people_of(found: object) -> list[str]:
    """Who may act, when people were found."""
    return [seat.person for seat in route_of(found).seats]
