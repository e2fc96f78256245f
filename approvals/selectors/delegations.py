"""Delegations as people read them: one's own, and those by which one acts for others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from approvals.models import Delegation, DelegationKind
from approvals.routing import establishment as pure
from approvals.routing.delegates import people_meant
from approvals.routing.delegation_ends import DelegationEnd, delegation_end
from approvals.routing.organisation import Organisation
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.procedure_names import all_procedures


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDelegation:
    """One line of the page."""

    id: int
    kind: DelegationKind
    principal: str
    to: str
    procedures: tuple[str, ...]
    unit: str
    since: date
    last: date
    reason: str
    is_on: bool
    """Whether it holds today."""


def own_delegations(person: UUID, today: date, language: str) -> list[ShownDelegation]:
    """What the person has given and not taken back, unless it is over."""
    return list(_shown(Delegation.objects.filter(principal=person).order_by("since", "pk"), today, language))


def delegations_to(person: UUID, today: date, language: str) -> list[ShownDelegation]:
    """By which the person may act for others today or later."""
    organisation, rows = organisation_in_force(), Delegation.objects.exclude(principal=person).order_by("since", "pk")
    open_ones = rows.filter(ended_at=None, until__gt=today)
    mine = [row.pk for row in open_ones if str(person) in people_meant(row.to, organisation, max(row.since, today))]
    return list(_shown(rows.filter(pk__in=mine), today, language))


def ending_delegations(
    before: Organisation, after: Organisation, today: date, day: date
) -> list[tuple[Delegation, DelegationEnd]]:
    """Delegations that a change of the organisation ends, and why."""
    rows = Delegation.objects.filter(ended_at=None, until__gt=day).order_by("pk")
    ends = ((row, delegation_end(_pure(row), before, after, today, day)) for row in rows)
    return [(row, end) for row, end in ends if end is not None]


def _pure(row: Delegation) -> pure.Delegation:
    return pure.Delegation(
        principal=str(row.principal),
        kind=row.kind,
        to=row.to,
        since=row.since,
        until=row.until,
        procedures=tuple(row.procedures),
        unit=row.unit,
    )


def _shown(rows: "QuerySet[Delegation]", today: date, language: str) -> Iterator[ShownDelegation]:
    organisation = organisation_in_force()
    people, names = PeopleShown(organisation, language), all_procedures()
    for row in rows.filter(ended_at=None, until__gt=today):
        yield ShownDelegation(
            id=row.pk,
            kind=DelegationKind(row.kind),
            principal=people.name(str(row.principal)),
            to=to_shown(row.to, people),
            procedures=tuple(names.get(key, key) for key in row.procedures),
            unit=people.unit(row.unit) if row.unit else "",
            since=row.since,
            last=row.until - timedelta(days=1),
            reason=row.reason,
            is_on=row.since <= today,
        )


def to_shown(to: str, people: PeopleShown) -> str:
    """Whom a delegation names, in words."""
    kind, _, name = to.partition(":")
    organisation = people.organisation
    match kind:
        case "person":
            return people.name(name)
        case "unit":
            return people.unit(name)
        case "post" if name in organisation.posts:
            post = organisation.posts[name]
            return people.post(post.unit, post.title)
        case "duty":
            unit, _, role = name.partition("/")
            duty = organisation.role_kinds.get(role)
            return people.post(unit, duty.name if duty else role)
    return name
