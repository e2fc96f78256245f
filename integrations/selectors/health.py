"""How the connected systems are, as far as their calls tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from forms.spans import span
from forms.spec import Text
from integrations.errors import Trouble, sentence
from integrations.selectors.arrivals import last_arrivals
from integrations.selectors.ledger import Systems, needing_hands
from integrations.selectors.policies import closed_operations
from integrations.selectors.systems import described_systems
from workflow.models import Channel, Effect

LATE = timedelta(minutes=5)
"""How long a call that is due may wait before its system counts as late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemHealth:
    """One system."""

    name: str
    title: Text
    tone: str
    """ok, warn or bad; empty when nothing was sent yet."""
    words: Text
    """How it is, in one sentence."""
    waiting: int
    oldest: datetime | None
    """Since when the oldest due call waits."""
    stopped: int
    """Calls for which nothing will happen until a person acts."""
    breaker: str
    not_before: datetime | None
    changed_at: datetime | None
    paused_at: datetime | None
    pause_reason: str
    came_at: datetime | None
    """When the last file of it arrived."""
    succeeded_at: datetime | None
    failed_at: datetime | None
    trouble: Text | None
    closed: tuple[tuple[str, datetime], ...]
    """Operations not taken at this hour, and when they will be."""


def systems_health(now: datetime, *, systems: Systems) -> list[SystemHealth]:
    """Every system that is described or was called, those in trouble first."""
    described = described_systems()
    channels = {row.target: row for row in Channel.objects.all()}
    open_ = Q(status="waiting")
    counts: dict[str, dict[str, object]] = {
        row["target"]: dict(row)
        for row in Effect.objects.filter(open_ | needing_hands())
        .values("target")
        .annotate(
            waiting=Count("pk", filter=open_),
            stopped=Count("pk", filter=Q(status__in=["dead", "unknown"])),
            oldest=Min("next_at", filter=open_ & Q(next_at__lte=now)),
        )
    }
    closed = closed_operations(now)
    came = last_arrivals()
    names = [name for name in {**described, **channels, **counts} if systems is None or name in systems]
    found = [_health(name, channels.get(name), counts.get(name, {}), closed, came.get(name), now) for name in names]
    return sorted(found, key=lambda each: (("bad", "warn", "ok", "").index(each.tone), each.name))


def health_of(system: str, now: datetime, *, systems: Systems) -> SystemHealth | None:
    """One system, if there is one of this name."""
    return next((each for each in systems_health(now, systems=systems) if each.name == system), None)


def _title(name: str) -> Text:
    described = described_systems().get(name)
    return Text(name, described.en if described else "")


def _health(
    name: str,
    channel: Channel | None,
    counted: dict[str, object],
    closed: dict[str, datetime],
    came_at: datetime | None,
    now: datetime,
) -> SystemHealth:
    oldest = counted.get("oldest")
    since = oldest if isinstance(oldest, datetime) else None
    tone, words = _state(channel, since, int(str(counted.get("stopped", 0))), now)
    if not tone and came_at is not None:
        tone, words = "ok", Text("ファイルが届いています", "Its files arrive")
    return SystemHealth(
        name=name,
        title=_title(name),
        tone=tone,
        words=words,
        waiting=int(str(counted.get("waiting", 0))),
        oldest=since,
        stopped=int(str(counted.get("stopped", 0))),
        breaker=channel.breaker if channel else "closed",
        not_before=channel.not_before if channel and channel.not_before > now else None,
        changed_at=channel.changed_at if channel else None,
        paused_at=channel.paused_at if channel else None,
        pause_reason=channel.pause_reason if channel else "",
        came_at=came_at,
        succeeded_at=channel.succeeded_at if channel else None,
        failed_at=channel.failed_at if channel else None,
        trouble=sentence(Trouble(channel.trouble)) if channel and channel.trouble else None,
        closed=tuple((operation, opens) for operation, opens in closed.items() if operation.startswith(f"{name}.")),
    )


def _state(channel: Channel | None, oldest: datetime | None, stopped: int, now: datetime) -> tuple[str, Text]:
    if channel is not None and channel.paused_at is not None:
        return "warn", Text("運用者が送信を止めています", "Paused by an operator")
    if channel is not None and channel.breaker != Channel.Breaker.CLOSED:
        return "bad", Text("続けて失敗したので、送信を休んでいます", "Rests after failures in a row")
    if stopped:
        return "bad", Text(f"{stopped}件 止まっています", f"{stopped} stopped")
    if oldest is not None and now - oldest > LATE:
        late = span(now - oldest)
        return "warn", Text(f"{late.ja} おくれています", f"{late.en} late")
    if channel is None or channel.succeeded_at is None:
        return "", Text("まだ送っていません", "Nothing sent yet")
    if channel.failures:
        return "warn", Text(f"続けて {channel.failures}回 失敗しました", f"{channel.failures} failures in a row")
    return "ok", Text("正常", "Well")
