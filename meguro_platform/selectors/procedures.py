"""The procedures in force, as a catalogue needs them."""

from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.models import DefinitionVersion, Procedure
from workflow.selectors.programs import machine_of


def machines_in_force() -> list[Machine]:
    """Every procedure that can be started now, by its key."""
    hashes = (
        Procedure.objects.filter(in_force__isnull=False)
        .order_by("key")
        .values_list("in_force__program_hash", flat=True)
    )
    return [machine_of(program_hash) for program_hash in hashes]


def former_names(procedure: str, keys: frozenset[str]) -> dict[str, Text]:
    """What items were called that older versions had; those nobody knows are left out."""
    found: dict[str, Text] = {}
    versions = DefinitionVersion.objects.filter(procedure__key=procedure).order_by("-proposed_at", "-id")
    for program_hash in versions.values_list("program_hash", flat=True)[:20]:
        form = machine_of(program_hash).program.form
        for key in keys - found.keys():
            if item := form.item(key):
                found[key] = Text(item.name, item.en)
        if not keys - found.keys():
            break
    return found
