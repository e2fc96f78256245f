"""The finished case that a new one starts from (開始の元の案件): whether it may be, and what is kept of it."""

from uuid import UUID

from forms.field_type import Json
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.origin import Origin
from workflow.engine.outcome import Refused, refused
from workflow.models import Case
from workflow.selectors.programs import machine_of


def origin_of(machine: Machine, case: UUID | None, applicant: UUID) -> Origin | Refused | None:
    """None for a procedure whose cases start from no other. Whether the person may read the case was asked before."""
    earlier = machine.program.begins_from
    if earlier is None:
        return None
    found = Case.objects.filter(pk=case).first() if case else None
    if found is None:
        return refused(
            "no_earlier_case",
            "元の案件がえらばれていません。もとになる、終わった案件をえらんでください。",
            "No earlier case is chosen. Choose the finished case that it starts from.",
        )
    if found.status != "ended" or not earlier.fits(found.procedure_id, found.outcome):
        return refused(
            "unfit_earlier_case",
            f"案件{found.number}からは始められません。始められるのは、「{'」「'.join(earlier.outcomes)}」で終わった案件からです。",
            f"It can't start from case {found.number}, which has not ended in a way that allows it.",
        )
    if earlier.own and found.applicant != applicant:
        return refused(
            "anothers_earlier_case",
            f"案件{found.number}からは、その申請をした本人だけが始められます。",
            f"Only whoever applied in case {found.number} may start from it.",
        )
    return Origin(
        case=str(found.uuid),
        number=found.number,
        procedure=found.procedure_id,
        outcome=found.outcome,
        document_number=found.document_number,
        answers=_read(machine, found),
    )


def carried(machine: Machine, origin: Origin) -> dict[str, Json]:
    """What stands in the form at first: answers of the earlier case, by the keys of the items here."""
    earlier = machine.program.begins_from
    pairs = earlier.carry.items() if earlier else ()
    return {key: value for key, there in pairs if (value := origin.answers.get(there)) is not None}


def _read(machine: Machine, case: Case) -> dict[str, Json]:
    """Its answers to the items that the program knows by name, where its own version holds the same kind of value.

    What is not for everybody (見せる人, 見せない) stays there: whoever starts from it may be kept from it.
    """
    program, earlier = machine_of(case.program_hash).program, machine.program.begins_from
    answers = dict(case.state).get("answers", {})
    closed = {key for node in program.nodes if isinstance(node, UserNode) for key in node.hide}
    closed |= program.shown_to.keys()
    theirs = {item.name: item for item in program.form.items if item.key not in closed and not item.internal}
    return {
        item.key: answers[found.key]
        for item in (earlier.items if earlier else ())
        if (found := theirs.get(item.name)) and found.type == item.type and answers.get(found.key) is not None
    }
