"""What is known of a stored case without locking it; what to do with it goes through the services."""

from uuid import UUID

from workflow.models import Case


def case_exists(case: UUID) -> bool:
    """Whether a command has made this case."""
    return Case.objects.filter(uuid=case).exists()
