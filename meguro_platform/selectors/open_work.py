"""What a case waits for now, for whoever carries a story on."""

from datetime import datetime
from uuid import UUID

from workflow.models import Case, Effect, Subscription, Timer, UserTask


def stored_case(case: UUID) -> Case:
    """The row of a case. Raises Case.DoesNotExist."""
    return Case.objects.get(uuid=case)


def open_task(case: UUID) -> UserTask | None:
    """The open work of a case, the oldest first."""
    return UserTask.objects.filter(case=case, status="open").order_by("opened_at").first()


def next_timer(case: UUID, until: datetime) -> Timer | None:
    """The timer of a case that comes due first, if it does by then."""
    return Timer.objects.filter(case=case, due_at__lte=until).order_by("due_at").first()


def awaited_message(case: UUID) -> Subscription | None:
    """The message a case waits for."""
    return Subscription.objects.filter(case=case).first()


def call_status(case: UUID, operation: str) -> str:
    """How far a call of a case is; empty when there is none."""
    return Effect.objects.filter(case=case, operation=operation).values_list("status", flat=True).first() or ""
