"""Tasks by their case, open or closed."""

from uuid import UUID

from workflow.models import UserTask


def task_belongs(task: UUID, case: UUID) -> bool:
    """Whether the task is one of the case's."""
    return UserTask.objects.filter(uuid=task, case=case).exists()


def case_number_of(task: UUID) -> str | None:
    """Number of the case, whoever may read it."""
    return UserTask.objects.filter(uuid=task).values_list("case__number", flat=True).first()
