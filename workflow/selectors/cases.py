"""Cases by uuid and number. Rows only: what to do with a case goes through the services."""

from uuid import UUID

from workflow.models import Case


def case_exists(case: UUID) -> bool:
    """Whether a command has made this case."""
    return Case.objects.filter(uuid=case).exists()


def case_by_number(number: str) -> Case | None:
    """The case of a number, whoever may read it; pages ask approvals who may."""
    return Case.objects.select_related("procedure").filter(number=number).first()
