"""The organisation in force, held in memory by each process under its generation and revision."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from threading import Lock

from django.db import connection

from approvals.models import (
    Absence,
    Delegation,
    OrganisationGeneration,
    Post,
    Posting,
    SectionRole,
    StaffRecord,
    Unit,
)
from approvals.routing import establishment as pure
from approvals.routing.establishment import FOREVER, Holding, UnitKind
from approvals.routing.organisation import Organisation
from approvals.routing.rules import OrganisationRules

REVISION_SQL = (
    "(SELECT id || '.' || revision || '.' || xmin::text FROM approvals_organisationgeneration"
    " WHERE status = 'in_force')"
)
"""Names the organisation in force; part of the statement that locks a case.

xmin is the transaction that wrote the row: a revision that was rolled back never shares a name with a later one.
"""

_KEPT = 2
_cache: dict[str, Organisation] = {}
_loading = Lock()
_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)


class NoOrganisationError(LookupError):
    """No generation is in force: nothing was loaded yet."""

    def __str__(self) -> str:
        return "No organisation is in force. Load one first: python manage.py load_ward"


@contextmanager
def asked_once() -> Iterator[None]:
    """Inside, the database says once which organisation is in force: for what only reads, such as showing a page."""
    outer = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(outer)


def key_in_force() -> str:
    """What REVISION_SQL says now, or said first inside of `asked_once`. Raises NoOrganisationError."""
    asked = _asked.get()
    if asked:
        return asked[0]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {REVISION_SQL}")
        found: tuple[str | None] = cursor.fetchone()
    if found[0] is None:
        raise NoOrganisationError
    if asked is not None:
        asked.append(found[0])
    return found[0]


def organisation_in_force(key: str = "") -> Organisation:
    """The organisation in force, from memory when its revision is unchanged; `key` spares asking which it is.

    A change that commits between the reading of the key and of the rows gives newer rows under the older key; the
    next question asks for the newer key and loads again. Raises NoOrganisationError.
    """
    key = key or key_in_force()
    found = _cache.get(key)
    if found is not None:
        return found
    with _loading:
        found = _cache.get(key)
        if found is None:
            found = _load(key)
            for old in list(_cache)[: max(0, len(_cache) - _KEPT + 1)]:
                del _cache[old]
            _cache[key] = found
    return found


def _load(key: str) -> Organisation:
    generation_id, revision = (int(part) for part in key.split(".")[:2])
    roles = SectionRole.objects.filter(generation=generation_id)
    return organisation_of(OrganisationGeneration.objects.get(id=generation_id), revision, roles)


def organisation_of(generation: OrganisationGeneration, revision: int, roles: Iterable[SectionRole]) -> Organisation:
    """What the rows of a generation say, with these duties."""
    rules = OrganisationRules.from_json(generation.rules)
    of_it = {"generation_id": generation.pk}
    return Organisation.of(
        generation=generation.pk,
        revision=revision,
        units=[_unit(*row) for row in Unit.objects.filter(**of_it).values_list(*_UNIT)],
        posts=[_post(*row) for row in Post.objects.filter(**of_it).values_list(*_POST)],
        postings=[_posting(*row) for row in Posting.objects.filter(**of_it).values_list(*_POSTING)],
        persons=_persons(generation.pk),
        post_kinds=rules.post_kinds,
        role_kinds=rules.role_kinds,
        role_holders=[_role(role) for role in roles],
        absences=[_absence(*row) for row in Absence.objects.values_list("person", "since", "until", "reason")],
        delegations=[_delegation(*row) for row in Delegation.objects.filter(ended_at=None).values_list(*_DELEGATION)],
        deputies=rules.deputies,
        authorities=rules.authorities,
    )


_UNIT = ("code", "name", "kind", "parent", "en", "since", "until")
_POST = ("key", "unit", "kind", "title", "covers")
_POSTING = ("person", "unit", "post", "kind", "title", "holding", "since", "until")


def _unit(code: str, name: str, kind: str, parent: str | None, en: str, since: date, until: date | None) -> pure.Unit:
    return pure.Unit(
        code=code, name=name, kind=UnitKind(kind), parent=parent, en=en, since=since, until=until or FOREVER
    )


def _post(key: str, unit: str, kind: str, title: str, covers: list[str]) -> pure.Post:
    return pure.Post(key=key, unit=unit, kind=kind, title=title, covers=tuple(covers))


def _posting(
    person: object, unit: str, post: str | None, kind: str, title: str, holding: str, since: date, until: date | None
) -> pure.Posting:
    return pure.Posting(
        person=str(person),
        unit=unit,
        post=post,
        kind=kind,
        title=title,
        holding=Holding(holding),
        since=since,
        until=until or FOREVER,
    )


def _role(row: SectionRole) -> pure.RoleHolder:
    return pure.RoleHolder(
        person=str(row.person), unit=row.unit, role=row.role, since=row.since, until=row.until or FOREVER
    )


def _absence(person: object, since: date, until: date | None, reason: str) -> pure.Absence:
    return pure.Absence(person=str(person), since=since, until=until or FOREVER, reason=reason)


_DELEGATION = ("principal", "kind", "to", "since", "until", "procedures", "unit")


def _delegation(
    principal: object, kind: str, to: str, since: date, until: date, procedures: list[str], unit: str
) -> pure.Delegation:
    return pure.Delegation(
        principal=str(principal), kind=kind, to=to, since=since, until=until, procedures=tuple(procedures), unit=unit
    )


def _persons(generation_id: int) -> list[pure.Person]:
    """The newest record of each person."""
    rows = StaffRecord.objects.filter(generation_id=generation_id).order_by("since")
    newest = {
        str(person): pure.Person(uuid=str(person), staff_number=number, name=name, kana=kana, card_number=card)
        for person, number, name, kana, card in rows.values_list(
            "person", "staff_number", "name", "kana", "card_number"
        )
    }
    return list(newest.values())
