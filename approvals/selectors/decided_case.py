"""A decided case as its document tells it: what was decided, by whom, on what grounds; and the record for machines.

Everything comes from the journal up to the act that asked for the document, carried out again, and from the program.
So it can be made again at any time, whatever has happened to the case since.
"""

from uuid import UUID

from approvals.routing.route import route_of
from approvals.selectors.case_at import entries_up_to_call, state_after, untold
from approvals.selectors.case_record import files_in, record_of
from approvals.selectors.journal_sentences import Sentence, sentences
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from forms.documents.case_values import DecidedCase
from forms.documents.values import Values
from forms.tokyo_time import write_instant
from forms.validation.found_words import found_words, found_words_in_rows
from forms.validation.state import ItemState
from workflow.definition.vocabulary.vocabulary import Vocabulary
from workflow.engine.machine import Machine
from workflow.engine.nodes import DECIDING, UserNode
from workflow.engine.record import CaseRecord
from workflow.engine.state import CaseState
from workflow.engine.subject import subject_of
from workflow.engine.world import LiveWorld
from workflow.models import Case
from workflow.ports import ports
from workflow.selectors.programs import machine_of


def decided_case(case: UUID, call: str) -> DecidedCase:
    """The case as it stood when this call was asked for.

    Raises DocumentNotMade when there was no decision, or the journal no longer tells it; Case.DoesNotExist.
    """
    found = Case.objects.get(uuid=case)
    entries = entries_up_to_call(case, call)
    state = state_after(entries)
    machine = machine_of(state.program)
    if state.decision is None:
        raise untold("この案件はまだ決定されていません。", "The case has not been decided.")
    at = CaseRecord.from_bytes(entries[-1].body or b"{}").now
    items = [
        part
        for part in machine.form_state(state, LiveWorld(at, ports().calendar())).items.values()
        if _told(part) and part.item.key not in machine.program.shown_to
    ]
    course = [sentence for sentence in sentences(found) if sentence.seq <= entries[-1].seq]
    return DecidedCase(
        number=found.number,
        values=_values(machine, state, items, course),
        record=record_of(found, machine, state, items, entries),
        files=tuple(files_in(items)),
        at=at,
    )


def _told(part: ItemState) -> bool:
    return part.visible and not part.item.spec.internal and part.stored is not None


def _values(machine: Machine, state: CaseState, items: list[ItemState], course: list[Sentence]) -> Values:
    people, program, decision = PeopleShown(organisation_in_force()), machine.program, state.decision
    assert decision is not None
    acts = [sentence for sentence in course if sentence.kind == "person"]
    decided = next(act for act in reversed(acts) if (act.person, act.at) == (decision.person, decision.at))
    parties = state.parties
    return {
        "手続": program.name,
        "件名": _subject(machine, items),
        "結果": _verdict(machine, decision.outcome),
        "決裁日時": write_instant(decision.at),
        "決裁者": _who(decided),
        "決裁の根拠": _grounds(machine, state),
        "文書番号": state.document_number,
        "申請番号": state.number,
        "申請者": f"{people.post(parties.unit, parties.post)} {people.name(parties.applicant)}".strip(),
        "申請日時": write_instant(acts[0].at),
        "所管": people.unit(program.office.base.removeprefix("unit:")),
        "保存期間": _retention(machine),
        "公開区分": _disclosure(machine, items),
        "内容": [{"項目": part.item.spec.name, "値": _value(part)} for part in items],
        "添付": [
            {"名前": file.name, "大きさ": f"{file.size:,}バイト", "ハッシュ": file.sha256} for file in files_in(items)
        ],
        "経過": [
            {"日時": write_instant(act.at), "人": _who(act), "行為": act.text, "意見": act.comment} for act in acts
        ],
    }


def _subject(machine: Machine, items: list[ItemState]) -> str:
    """What the case is about; where nothing says it, the procedure, of which the name stands above already."""
    told = {part.item.key: part.stored for part in items}
    return subject_of(machine, told, "ja") or machine.program.description.partition("\n")[0]


def _verdict(machine: Machine, verdict: str) -> str:
    nodes = (node for node in machine.program.nodes if isinstance(node, UserNode) and node.kind in DECIDING)
    return next((button.ja for node in nodes for button in node.buttons if button.verdict == verdict), verdict)


def _who(act: Sentence) -> str:
    capacity = (
        f"（{act.capacity}: {act.principal}）" if act.principal else f"（{act.capacity}）" if act.capacity else ""
    )
    return f"{act.post} {act.actor}".strip() + capacity


def _grounds(machine: Machine, state: CaseState) -> str:
    """The articles by which those who decide were found, and the rules by which others had to be asked; where no table
    says, the regulation of the procedure."""
    asked = [each for each in (route_of(route).asked for route in state.circulated.values()) if each and each.article]
    told = [f"{each.article}（一段上げ）" if each.raised else each.article for each in asked]
    told += (f"{rule}（{words}）" for each in asked for words, rule in each.grounds)
    return "、".join(dict.fromkeys(told)) or machine.program.basis


def _value(part: ItemState) -> str:
    """What stands there; of what was looked up also where and when."""
    spec, shown = part.item.spec, part.item.field.show(part.stored, part.item.spec)
    note = found_words(part.found, "ja") if part.found else found_words_in_rows(spec, part.stored, "ja")
    return f"{shown}\n（{note}）" if note else shown


def _retention(machine: Machine) -> str:
    """How long it is kept, and from when on: 5年（完結の翌年度から）."""
    document, japanese = machine.program.document, Vocabulary("en").japanese
    return f"{japanese(document.retention)}（{japanese(document.counted_from)}から）" if document else ""


def _disclosure(machine: Machine, items: list[ItemState]) -> str:
    """What the item for it says; while that is empty, what the procedure says."""
    document = machine.program.document
    if document is None:
        return ""
    key = document.disclosure_item
    said = (part.item.field.show(part.stored, part.item.spec) for part in items if part.item.key == key)
    return next(said, Vocabulary("en").japanese(document.disclosure))
