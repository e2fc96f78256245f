"""People, units and posts by what somebody types of them: those there are on a day, and which of them a text means."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from approvals.routing.establishment import UnitKind
from approvals.routing.organisation import Organisation
from forms.field_type import ReferenceKind, Referred


def known(kind: ReferenceKind, organisation: Organisation, on: date) -> Iterator[Referred]:
    """All of a kind, by code; cases are no part of the organisation."""
    match kind:
        case "staff":
            yield from _staff(organisation, on)
        case "unit":
            for unit in sorted(organisation.units.values(), key=lambda unit: unit.code):
                if unit.kind is not UnitKind.OFFICE and unit.since <= on < unit.until:
                    name = organisation.full_name(unit.code)
                    yield Referred(kind="unit", code=unit.code, name=name, id=unit.code, reading=unit.name)
        case "post":
            titles = (title for each in organisation.post_kinds.values() for title in (each.name, *each.titles))
            yield from (Referred(kind="post", code=title, name=title, id=title) for title in dict.fromkeys(titles))


def bearing(words: Iterable[str], every: Iterable[Referred]) -> Iterator[Referred]:
    """Those that have all the words in number, name or place."""
    wanted = [*words]
    return (each for each in every if all(word in folded(f"{each.written} {each.reading}") for word in wanted))


def named(typed: str, every: Iterable[Referred]) -> tuple[Referred, ...]:
    """The one with this code at the beginning, else all of this name."""
    code, name, known_ = folded(typed).strip().partition(" ")[0], plain(typed), tuple(every)
    exact = tuple(each for each in known_ if folded(each.code) == code)
    return exact or tuple(each for each in known_ if name and name in _names(each))


def folded(text: str) -> str:
    """As it is compared; what cannot be written, a database would refuse."""
    return "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFKC", text)).casefold()


def plain(text: str) -> str:
    """Folded and without blanks: as names are compared, which people write with or without them."""
    return "".join(folded(text).split())


def _names(each: Referred) -> set[str]:
    return {plain(name) for name in (each.name, each.reading) if name}


def _staff(organisation: Organisation, on: date) -> Iterator[Referred]:
    """Everybody in office, by staff number."""
    for person in sorted(organisation.persons.values(), key=lambda person: person.staff_number):
        posting = organisation.main_posting(person.uuid, on)
        if posting is not None:
            yield Referred(
                kind="staff",
                code=person.staff_number,
                name=person.name,
                id=person.uuid,
                place=f"{organisation.full_name(posting.unit)} {posting.title}",
                reading=person.kana,
            )
