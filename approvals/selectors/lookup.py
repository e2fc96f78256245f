"""People, units, posts and cases by what somebody types of them: to offer them, and to know which one is meant."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import Q

from approvals.routing.organisation import Organisation
from approvals.routing.references import bearing, folded, known, named
from approvals.selectors.visibility import visible_cases
from forms.field_type import ReferenceKind, Referred
from workflow.models import Case

OFFERED = 20
LONGEST = 200


def offered(
    kind: ReferenceKind, typed: str, reader: UUID, organisation: Organisation, on: date
) -> tuple[Referred, ...]:
    """The first that have all the words typed in number, name or place; nothing before anything was typed."""
    words = folded(typed[:LONGEST]).split()
    if not words:
        return ()
    every = _cases(words, reader, organisation, on) if kind == "case" else known(kind, organisation, on)
    return tuple(islice(bearing(words, every), OFFERED))


def meant(kind: ReferenceKind, typed: str, reader: UUID, organisation: Organisation, on: date) -> tuple[Referred, ...]:
    """What a text means: the one with this code at its beginning, else everybody and everything of this name."""
    text = typed[:LONGEST]
    if kind != "case":
        return named(text, known(kind, organisation, on))
    number = folded(text).strip().partition(" ")[0]
    return tuple(each for each in _cases([number], reader, organisation, on) if folded(each.code) == number)


def _cases(words: list[str], reader: UUID, organisation: Organisation, on: date) -> Iterator[Referred]:
    """Cases that the reader may see, newest first; only those: what is not his must not be told to exist."""
    rows = Case.objects.filter(uuid__in=visible_cases(reader, organisation, on)).select_related("procedure")
    for word in words:
        rows = rows.filter(Q(number__icontains=word) | Q(procedure__name__icontains=word))
    for row in rows.order_by("-started_at")[:OFFERED]:
        yield Referred(kind="case", code=row.number, name=row.procedure.name, id=str(row.uuid))
