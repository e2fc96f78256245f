"""甲課, 乙課, 丙課 and 丁課: sections that exist only for trying out definitions which are not the ward's own.

A clerk's exercise or an example may name them as one says A, B and C. The ward's own definitions may not: they are
checked and published against the sections that exist.
"""

import uuid
from dataclasses import replace
from pathlib import Path

from approvals.office.names import unit_names
from approvals.office.office import Office
from approvals.routing.establishment import Person, Post, Posting, Unit, UnitKind
from approvals.ward.generate import REGULAR, Ward

_NAMESPACE = uuid.UUID("0c52a7c1-94a1-5f0d-9a0b-9a1d8a5a7d11")
_OFFICE, _DEPARTMENT = "00000000", "99000000"
NAMES = ("甲課", "乙課", "丙課", "丁課")
MEMBERS = 3


def is_practice(path: Path, definitions: Path) -> bool:
    """Whether a definition is none of the ward's own."""
    return not path.resolve().is_relative_to(definitions.resolve())


def with_practice_sections(office: Office) -> Office:
    """The office and the sections for practice."""
    department = Unit(
        code=_DEPARTMENT, name="練習部", kind=UnitKind.DEPARTMENT, parent=_OFFICE, en="Practice Department"
    )
    sections = [
        Unit(code=f"99{number:02}0000", name=name, kind=UnitKind.SECTION, parent=_DEPARTMENT)
        for number, name in enumerate(NAMES, start=1)
    ]
    units = (*office.units, department, *sections)
    heads = (*office.heads, *(_head_post(office, unit) for unit in (department, *sections)))
    return replace(office, units=units, heads=heads, names=unit_names(units))


def with_practice_people(ward: Ward) -> Ward:
    """The ward with its sections for practice, each with a chief and three members."""
    office = with_practice_sections(ward.office)
    persons: list[Person] = []
    postings: list[Posting] = []
    added = office.units[len(ward.office.units) :]
    for unit, post in zip(added, office.heads[len(ward.office.heads) :], strict=True):
        for place in range(1 + MEMBERS * (unit.kind is UnitKind.SECTION)):
            title = post.title if place == 0 else "主事"
            person = _person(unit, title, place)
            persons.append(person)
            postings.append(
                Posting(
                    person=person.uuid,
                    unit=unit.code,
                    post=None if place else post.key,
                    kind="member" if place else post.kind,
                    title=title,
                )
            )
    return replace(
        ward,
        office=office,
        persons=(*ward.persons, *persons),
        employments=(*ward.employments, *(REGULAR for _ in persons)),
        postings=(*ward.postings, *postings),
    )


def _head_post(office: Office, unit: Unit) -> Post:
    kind = office.posts.head_of(unit.kind)
    assert kind is not None
    return Post(key=f"{unit.code}:{kind.id}", unit=unit.code, kind=kind.id, title=kind.name)


def _person(unit: Unit, title: str, place: int) -> Person:
    number = f"{unit.code[:4]}{place:04}"
    return Person(
        uuid=str(uuid.uuid5(_NAMESPACE, number)),
        staff_number=number,
        name=f"{unit.name}　{title}{place or ''}",
        kana="ﾚﾝｼｭｳ",
        card_number=f"{number}-1",
    )
