"""People, units, posts and cases by what somebody types of them: to offer them, and to know which one is meant."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import Q

from approvals.routing.organisation import Organisation, UnitKind
from approvals.selectors.visibility import visible_cases
from forms.field_type import ReferenceKind, Referred
from workflow.models import Case

OFFERED = 20
LONGEST = 100


def offered(
    kind: ReferenceKind, typed: str, reader: UUID, organisation: Organisation, on: date
) -> tuple[Referred, ...]:
    """The first that bear all the words typed in number, name or place; nothing before anything was typed."""
    words = _folded(typed[:LONGEST]).split()
    if not words:
        return ()
    every = _cases(words, reader, organisation, on) if kind == "case" else _known(kind, organisation, on)
    found = (each for each in every if all(word in _folded(f"{each.written} {each.reading}") for word in words))
    return tuple(islice(found, OFFERED))


def meant(kind: ReferenceKind, typed: str, reader: UUID, organisation: Organisation, on: date) -> tuple[Referred, ...]:
    """What a text means: the one with this code at its beginning, else everybody and everything of this name."""
    text = _folded(typed[:LONGEST]).strip()
    code, name = text.partition(" ")[0], "".join(text.split())
    if kind == "case":
        return tuple(each for each in _cases([code], reader, organisation, on) if _folded(each.code) == code)
    every = tuple(_known(kind, organisation, on))
    exact = tuple(each for each in every if _folded(each.code) == code)
    return exact or tuple(each for each in every if name in _names(each))


def _names(each: Referred) -> set[str]:
    return {"".join(_folded(name).split()) for name in (each.name, each.reading) if name}


def _known(kind: ReferenceKind, organisation: Organisation, on: date) -> Iterator[Referred]:
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


def _staff(organisation: Organisation, on: date) -> Iterator[Referred]:
    """Everybody in office, by staff number."""
    for person in sorted(organisation.persons.values(), key=lambda person: person.staff_number):
        posting = organisation.main_posting(person.uuid, on)
        if posting is not None:
            place = f"{organisation.full_name(posting.unit)} {posting.title}"
            yield Referred(
                kind="staff",
                code=person.staff_number,
                name=person.name,
                id=person.uuid,
                place=place,
                reading=person.kana,
            )


def _cases(words: list[str], reader: UUID, organisation: Organisation, on: date) -> Iterator[Referred]:
    """Cases that the reader may see, newest first; only those: what is not his must not be told to exist."""
    rows = Case.objects.filter(uuid__in=visible_cases(reader, organisation, on)).select_related("procedure")
    for word in words:
        rows = rows.filter(Q(number__icontains=word) | Q(procedure__name__icontains=word))
    for row in rows.order_by("-started_at")[:OFFERED]:
        yield Referred(kind="case", code=row.number, name=row.procedure.name, id=str(row.uuid))


def _folded(text: str) -> str:
    """As it is compared; what cannot be written, the database would refuse."""
    return "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFKC", text)).casefold()
