"""The record of tries: each is written before anything is sent, and completed when its reply is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, F
from msgspec import json

from integrations.message import is_storable
from integrations.models.attempt import Attempt
from integrations.reply import Failure, NoReply, Reply, Success
from integrations.selectors.systems import described_systems
from workflow.services.claim_effects import ClaimedEffect
from workflow.services.request import Mark

_EXCERPT = 500
_DETAIL = 300

_BEGIN = """
INSERT INTO integrations_attempt (effect_id, number, system, started_at, trouble, detail, excerpt)
SELECT begun.effect, begun.number, begun.system, %s, '', '', ''
FROM json_to_recordset(%s::json) AS begun (effect bigint, number int, system text)
RETURNING effect_id, id
"""

_COMPLETE = """
UPDATE integrations_attempt a
SET ended_at = greatest(%s, a.started_at), status = m.status, trouble = m.trouble, detail = m.detail,
    excerpt = m.excerpt, next_at = clock_timestamp() + m.pause * interval '1 second'
FROM json_to_recordset(%s::json) AS m (id bigint, status smallint, trouble text, detail text, excerpt text,
    pause double precision)
WHERE a.id = m.id
"""


@dataclass(frozen=True, slots=True)
class Try:
    """One claimed call on its way, with the row that tells of it."""

    effect: ClaimedEffect
    attempt: int


@dataclass(frozen=True, slots=True)
class Replied:
    """A try with what came back, what that means, and how long to wait before the next."""

    one: Try
    reply: Reply | NoReply
    verdict: Success | Failure
    pause: timedelta | None


def begin_attempts(effects: Sequence[ClaimedEffect], *, now: datetime) -> list[Try]:
    """Write that tries begin."""
    if not effects:
        return []
    ids = {name: system.id for name, system in described_systems().items()}
    rows = [{"effect": effect.id, "number": effect.attempt, "system": ids.get(effect.target, "")} for effect in effects]
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [now, json.encode(rows).decode()])
        begun = dict(cursor.fetchall())
    return [Try(effect, begun[effect.id]) for effect in effects]


def completed(replies: Sequence[Replied], *, now: datetime) -> Mark:
    """The statement that writes what came back, for people."""
    return _COMPLETE, [now, json.encode([_columns(each) for each in replies]).decode()]


def write(mark: Mark) -> None:
    """Write it by itself."""
    with connection.cursor() as cursor:
        cursor.execute(*mark)


def _columns(each: Replied) -> dict[str, object]:
    """What the statement reads."""
    status, excerpt, trouble, detail = None, "", "", ""
    if isinstance(each.reply, Reply):
        status = each.reply.status
        text = each.reply.body[: _EXCERPT * 4].decode(errors="replace")[:_EXCERPT]
        excerpt = text if is_storable(text) else ""
    if isinstance(each.verdict, Failure):
        trouble, detail = str(each.verdict.trouble), each.verdict.detail[:_DETAIL]
    return {
        "id": each.one.attempt,
        "status": status,
        "trouble": trouble,
        "detail": detail,
        "excerpt": excerpt,
        "pause": each.pause.total_seconds() if each.pause is not None else None,
    }


def failed_before(effects: Sequence[int]) -> dict[int, int]:
    """How many tries of each call failed so far, or since it was sent again. Interrupted ones do not count."""
    rows = (
        Attempt.objects.filter(effect__in=effects, ended_at__isnull=False, number__gt=F("effect__replayed_after"))
        .exclude(trouble="")
        .values("effect")
        .annotate(tries=Count("pk"))
    )
    return {row["effect"]: row["tries"] for row in rows}
