"""What can go wrong in workflow.

WorkflowError
├── NotFound
│   ├── CaseNotFound         no such case, or not one this person may see
│   ├── TaskNotFound         no such task
│   ├── ReportNotFound       no report of this name may be filed in this case
│   └── ProcedureNotFound    no procedure of this key is in force
├── ProgramNotFound          a case names a program that is not stored: the database was tampered with
├── CommandKeyReused         an Idempotency-Key came a second time with something else
└── PublicationRefused       a version may not be published, or not by this person
"""

from uuid import UUID

from forms.spec import Text


class WorkflowError(Exception):
    """The root of workflow's errors."""


class NotFound(WorkflowError):
    """What was asked for is not there, or not for this person."""


class CaseNotFound(NotFound):
    def __init__(self, case: UUID | str) -> None:
        super().__init__(f"there is no case {case}")
        self.case = case


class TaskNotFound(NotFound):
    def __init__(self, task: UUID | str) -> None:
        super().__init__(f"there is no task {task}")
        self.task = task


class ReportNotFound(NotFound):
    def __init__(self, report: str) -> None:
        super().__init__(f"there is no report {report}")
        self.report = report


class ProcedureNotFound(NotFound):
    def __init__(self, procedure: str) -> None:
        super().__init__(f"no procedure {procedure!r} is in force")
        self.procedure = procedure


class ProgramNotFound(WorkflowError):
    def __init__(self, program_hash: str) -> None:
        super().__init__(f"there is no program {program_hash}")
        self.program_hash = program_hash


class CommandKeyReused(WorkflowError):
    def __init__(self, key: str) -> None:
        super().__init__(f"the key {key!r} was used for another command")
        self.key = key


class PublicationRefused(WorkflowError):
    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason
