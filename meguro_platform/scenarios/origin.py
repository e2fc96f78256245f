"""The finished case that the case of a scenario starts from."""

from forms.field_catalogue import field_of
from forms.field_type import Json
from forms.services.save_draft import as_typed
from workflow.definition.scenario import OriginCase
from workflow.engine.machine import Machine
from workflow.engine.origin import Origin

NUMBER = "2026-000000"


def origin_in(machine: Machine, written: OriginCase | None) -> Origin | None:
    """None where the procedure starts from no other case."""
    earlier = machine.program.begins_from
    if earlier is None or written is None:
        return None
    answers: dict[str, Json] = {}
    for answer in written.answers:
        if (item := earlier.item(answer.item)) is not None:
            raw: Json = list(answer.raw) if isinstance(answer.raw, tuple) else answer.raw
            answers[item.key] = field_of(item).parse(raw, item)
    return Origin(case="", number=NUMBER, procedure=earlier.procedures[0], outcome=written.outcome, answers=answers)


def carried_over(machine: Machine, origin: Origin | None) -> dict[str, Json]:
    """What stands in the form before anybody writes."""
    earlier = machine.program.begins_from
    pairs = earlier.carry.items() if earlier and origin else ()
    return {key: as_typed(origin.answers[there]) for key, there in pairs if origin and there in origin.answers}
