"""The calls of a case to connected systems, each with every try: what the case page and the operator see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms.spec import Text
from integrations.selectors.attempts import Try, tries_of_case
from integrations.selectors.systems import called
from workflow.models import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, until it is done or given up."""

    effect: int
    system: str
    title: Text
    """What people call its operation."""
    status: str
    """waiting, sending, done, dead or unknown."""
    created_at: datetime
    next_at: datetime | None
    """When it is tried next, while it waits."""
    tries: tuple[Try, ...]

    @property
    def tone(self) -> str:
        """How its badge is drawn."""
        return {"done": "ok", "dead": "bad", "unknown": "bad", "waiting": "warn" if self.tries else "now"}.get(
            self.status, "now"
        )


def calls_of_case(case: UUID) -> list[Call]:
    """Every call of a case, the newest first. Whoever calls has asked first whether the reader may see the case."""
    tries: dict[int, list[Try]] = {}
    for each in tries_of_case(case):
        tries.setdefault(each.effect, []).append(each)
    effects = Effect.objects.filter(case=case).order_by("-id")
    return [
        Call(
            effect=effect.pk,
            system=effect.target,
            title=called(effect.operation),
            status=effect.stands,
            created_at=effect.created_at,
            next_at=effect.next_at if effect.stands == Effect.Status.WAITING else None,
            tries=tuple(tries.get(effect.pk, ())),
        )
        for effect in effects
    ]
