"""Proposals for what to send instead, with the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from integrations.models import Correction, Remedy
from integrations.selectors.ledger import Systems
from integrations.selectors.names import names_of

_NOTHING = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCorrection:
    """A proposal that waits for a second person."""

    id: int
    effect: int
    reason: str
    proposed_by: UUID
    proposed_at: datetime
    payload: dict[str, Any]


def open_correction(effect: int) -> OpenCorrection | None:
    """The proposal for a call, if one waits."""
    row = Correction.objects.filter(effect=effect, status=Correction.Status.PROPOSED).first()
    return _shown(row) if row else None


def correction_numbered(correction: int) -> OpenCorrection | None:
    """A proposal that waits."""
    row = Correction.objects.filter(pk=correction, status=Correction.Status.PROPOSED).first()
    return _shown(row) if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """A proposal as the list of those that wait shows it."""

    operation: str
    reason: str
    proposed_at: datetime
    proposer: str
    call: int | None = None
    """Number of the call; none for one that is about several."""
    remedy: int | None = None


def open_proposals(*, systems: Systems) -> list[OpenProposal]:
    """Every proposal that waits for a second person, the oldest first."""
    single = Correction.objects.filter(status=Correction.Status.PROPOSED).select_related("effect")
    together = Remedy.objects.filter(status=Remedy.Status.PROPOSED)
    if systems is not None:
        single, together = single.filter(effect__target__in=systems), together.filter(target__in=systems)
    names = names_of([*(row.proposed_by for row in single), *(row.proposed_by for row in together)])
    found = [_open(row, names, row.effect.operation, call=row.effect_id) for row in single]
    found += [_open(row, names, row.operation, remedy=row.pk) for row in together]
    return sorted(found, key=lambda each: each.proposed_at)


def _open(row: Correction | Remedy, names: Mapping[UUID, str], operation: str, **where: int) -> OpenProposal:
    proposer = names.get(row.proposed_by, "")
    return OpenProposal(operation=operation, reason=row.reason, proposed_at=row.proposed_at, proposer=proposer, **where)


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """What differs, in the order of the names there were."""
    names = [*before, *(name for name in after if name not in before)]
    return [
        Difference(name=name, before=written(before.get(name)), after=written(after.get(name)))
        for name in names
        if before.get(name, _NOTHING) != after.get(name, _NOTHING)
    ]


def written(value: Any) -> str:
    """A value of a payload on a line."""
    match value:
        case None:
            return ""
        case bool():
            return "はい" if value else "いいえ"
        case list():
            return "、".join(written(part) for part in value)
        case dict():
            return "、".join(f"{name}={written(part)}" for name, part in value.items())
        case _:
            return str(value)


def _shown(row: Correction) -> OpenCorrection:
    return OpenCorrection(
        id=row.pk,
        effect=row.effect_id,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        payload=row.payload,
    )
