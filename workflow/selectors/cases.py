"""What is known of a stored case without locking it; what to do with it goes through the services."""

import json
from uuid import UUID

from workflow.engine.state import CaseState
from workflow.models import Case


def case_exists(case: UUID) -> bool:
    """Whether a command has made this case."""
    return Case.objects.filter(uuid=case).exists()


def state_of(case: UUID) -> CaseState:
    """The case as it stands. Raises Case.DoesNotExist."""
    return CaseState.from_bytes(json.dumps(Case.objects.values_list("state", flat=True).get(uuid=case)))
