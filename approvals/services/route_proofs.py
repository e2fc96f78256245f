"""The routes of versions that wait to be published are proved by workers, piece by piece, and kept proved; those of
procedures in force when the personnel section asks.

1. The sweep sees to it that each version that waits has a proof against the organisation of today.
2. Any worker takes any piece; how far it came is committed with it. A killed one leaves nothing behind.
3. Nothing is published on a proof against another day or organisation.
"""

import logging
import sys
from collections.abc import Callable
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Case, QuerySet, When

from approvals.models import RouteProof
from approvals.routing.prove import Proof, prove
from approvals.selectors.route_proofs import proof_of, proved_against
from approvals.services.prove_publication import MOST, in_full, in_words, is_asked_of, refusal, scenes_to_prove
from forms.spec import Text
from forms.tokyo_time import TOKYO
from workflow.selectors.programs import machine_of, program_hash_of, versions_in_force, versions_proposed

logger = logging.getLogger(__name__)

PIECE = 10_000
"""Routes of a piece: about half a second."""
FAILED = "確かめる途中で思わぬ誤りが起きました。システムの担当に知らせてください。"
UNDER_WAY = Text(
    "経路をまだ確かめている途中です。確かめ終わってから、もう一度公開してください。何も変えていません。",
    "The routes are still being proved. Publish it when that is done. Nothing was changed.",
)


def begin_proofs(*, now: datetime) -> bool:
    """Begin proofs that are missing or old; whether there is anything for the workers. Safe to call at any time."""
    today = now.astimezone(TOKYO).date()
    against = proved_against(today)
    if not against:
        return False
    for version, program in versions_proposed():
        if is_asked_of(machine_of(program).program):
            _begin(version, program, against, today)
    return _unfinished(against).exists()


def begin_proofs_in_force(*, now: datetime) -> None:
    """Begin those of every procedure as it is that are missing or old, before the organisation changes."""
    today = now.astimezone(TOKYO).date()
    if against := proved_against(today):
        for version, program in versions_in_force():
            _begin(version, program, against, today)


def prove_waiting(*, clock: Callable[[], datetime], most: int = sys.maxsize) -> int:
    """Prove until no piece is left that nobody else has, or so many are proved; the number of pieces."""
    pieces = 0
    while pieces < most and prove_piece(now=clock()):
        pieces += 1
    return pieces


@transaction.atomic
def prove_piece(*, now: datetime) -> bool:
    """Prove some routes. False when there are none to take, or the organisation changed and they begin anew."""
    today = now.astimezone(TOKYO).date()
    waiting = _unfinished(proved_against(today)).select_for_update(skip_locked=True, of=("self",))
    publishers_first = Case(When(version__status="proposed", then=0), default=1)
    found = waiting.select_related("version").order_by(publishers_first, "pk").first()
    if found is None:
        return False
    try:
        _prove_some(found, today, now)
    except (AssertionError, KeyError, TypeError):  # one that fails must not keep the others waiting
        logger.exception("the routes of version %s could not be proved", found.version_id)
        found.faults, found.in_full, found.finished_at = [FAILED], [FAILED], now
    found.save()
    return True


def _prove_some(found: RouteProof, today: date, now: datetime) -> None:
    machine = machine_of(found.version.program_hash)
    scene = next(islice(scenes_to_prove(machine, today), found.days_done, None))
    counted = Proof()
    for fault in prove(machine, scene.organisation, scene.day, counted, behind=found.groups_done):
        if fault is not None and (words := in_words(fault, scene)) not in found.faults:
            found.faults.append(words)
            found.in_full.append(in_full(fault, scene))
        if len(found.faults) == MOST or (fault is None and counted.routes >= PIECE):
            break
    found.groups_done, found.groups, found.routes = counted.groups, counted.all_groups, found.routes + counted.routes
    day_is_over = counted.groups == counted.all_groups
    if day_is_over:
        found.days_done, found.groups_done, found.groups = found.days_done + 1, 0, 0
    if len(found.faults) == MOST or (day_is_over and (found.faults or found.days_done == found.days)):
        found.finished_at = now


def objection_to_version(version: int, *, today: date) -> Text | None:
    """Why a version can't be put in force by what is proved of its routes now; None when it can."""
    if not is_asked_of(machine_of(program_hash_of(version)).program) or not proved_against(today):
        return None
    proof = proof_of(version, today)
    if proof is None or not proof.is_finished:
        return UNDER_WAY
    return refusal(proof.faults) if proof.faults else None


def _begin(version: int, program: str, against: str, today: date) -> None:
    """Unless it is begun already; one that is old begins anew."""
    if RouteProof.objects.filter(version=version, against=against).exists():
        return
    days = sum(1 for _ in scenes_to_prove(machine_of(program), today))
    anew: dict[str, Any] = {
        "against": against,
        "days": days,
        "days_done": 0,
        "groups_done": 0,
        "groups": 0,
        "routes": 0,
    }
    anew |= {"faults": [], "in_full": [], "finished_at": None}
    RouteProof.objects.update_or_create(version_id=version, defaults=anew)


def _unfinished(against: str) -> QuerySet[RouteProof]:
    statuses = ("proposed", "in_force")
    return RouteProof.objects.filter(finished_at=None, version__status__in=statuses, against=against)
