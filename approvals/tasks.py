"""What Celery may ask of approvals: to look. What there is to prove stands in PostgreSQL."""

from celery import shared_task
from django.utils import timezone

from approvals.services.route_proofs import prove_waiting

PROVE_ROUTES = "approvals.tasks.prove_waiting_routes"
AT_ONCE = 4
"""Pieces of one look: about two seconds."""


@shared_task(name=PROVE_ROUTES, queue="slow")
def prove_waiting_routes() -> int:
    """Prove some pieces, and leave the rest to the next look, so that documents need not wait; the number of pieces."""
    return prove_waiting(clock=timezone.now, most=AT_ONCE)
