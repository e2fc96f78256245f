"""Proposals for what to send instead, with the difference."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from integrations.models import Correction

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


def count_open_corrections() -> int:
    return Correction.objects.filter(status=Correction.Status.PROPOSED).count()


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
