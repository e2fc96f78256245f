"""Compiled procedures by the hash of their program, kept in memory: a hash always means the same program."""

from functools import lru_cache

from workflow.engine.machine import Machine
from workflow.engine.program import Program
from workflow.errors import ProcedureNotFound, ProgramNotFound
from workflow.models import DefinitionVersion, Procedure

_KEPT = 500


@lru_cache(maxsize=_KEPT)
def machine_of(program_hash: str) -> Machine:
    """The machine of a program. Raises ProgramNotFound."""
    stored = DefinitionVersion.objects.filter(program_hash=program_hash).values_list("program", flat=True).first()
    if stored is None:
        raise ProgramNotFound(program_hash)
    return Machine(Program.from_bytes(bytes(stored)))


def machine_in_force(procedure: str) -> Machine:
    """The machine that new cases of a procedure use. Raises ProcedureNotFound."""
    row = Procedure.objects.filter(key=procedure, in_force__isnull=False).values_list("in_force__program_hash").first()
    if row is None:
        raise ProcedureNotFound(procedure)
    return machine_of(row[0])


def keys_in_force() -> list[str]:
    """Ids of all procedures that new cases can be started of."""
    return list(Procedure.objects.filter(in_force__isnull=False).order_by("key").values_list("key", flat=True))


def program_hash_of(version: int) -> str:
    """Of a stored version, whatever its status. Raises DefinitionVersion.DoesNotExist."""
    return DefinitionVersion.objects.values_list("program_hash", flat=True).get(pk=version)


def versions_in_force() -> list[tuple[int, str]]:
    """Versions by which new cases go, by the ids of their procedures, and the hashes of their programs."""
    there = Procedure.objects.filter(in_force__isnull=False)
    return list(there.order_by("key").values_list("in_force", "in_force__program_hash"))


def versions_proposed() -> list[tuple[int, str]]:
    """Versions that wait for a second person, and the hashes of their programs."""
    waiting = DefinitionVersion.objects.filter(status=DefinitionVersion.Status.PROPOSED)
    return list(waiting.order_by("pk").values_list("pk", "program_hash"))
