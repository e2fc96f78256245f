"""What Celery may ask of approvals: to look. What there is to prove stands in PostgreSQL."""

from celery import shared_task
from django.utils import timezone

from approvals.services.route_proofs import prove_waiting

PROVE_ROUTES = "approvals.tasks.prove_waiting_routes"


@shared_task(name=PROVE_ROUTES, queue="slow")
def prove_waiting_routes() -> int:
    """Prove routes until no piece is left; the number of pieces."""
    return prove_waiting(clock=timezone.now)
