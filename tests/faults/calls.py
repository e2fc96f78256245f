"""Many calls for the ledger, each with a key of its own."""

from datetime import timedelta

from django.utils import timezone

from workflow.models import Effect

SYSTEM, OPERATION = "入退室", "入退室.証の停止"


def order(count: int, *, first: int = 0, tries: int = 30, timeout: int = 5) -> None:
    """Calls that wait: each stops a card of its own, and is tried again after a second."""
    now = timezone.now()
    Effect.objects.bulk_create(
        Effect(
            key=key_of(number),
            call="stop/1",
            node="stop",
            target=SYSTEM,
            operation=OPERATION,
            payload={"職員証番号": f"N-{number}", "事由": "紛失"},
            retry={"times": tries, "first": {"amount": 1, "unit": "seconds"}},
            timeout_seconds=timeout,
            next_at=now - timedelta(seconds=1),
            created_at=now,
        )
        for number in range(first, first + count)
    )


def key_of(number: int) -> str:
    return f"thousand:{number}"
