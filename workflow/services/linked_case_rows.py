"""The rows by which a case asks for another: written in its own transaction, seen to by the sweep."""

import json
from uuid import UUID

from workflow.engine.effects import OpenCase, StartChild, StopChild
from workflow.engine.origin import Origin
from workflow.ports import CaseFacts, Insert, Update, ports

TABLE = "workflow_linkedcase"


def linked_key(case: str, key: str) -> str:
    """The key of a linked case outside of the case that asked for it."""
    return f"{case}:{key}"


def ask_for_child(facts: CaseFacts, effect: StartChild) -> Insert:
    """A case that is waited for; it is the applicant's own."""
    step = facts.program.by_id[effect.node].step
    return _row(facts, effect, step, facts.parties.applicant, waited_for=True, submitted=True)


def ask_for_case(facts: CaseFacts, effect: OpenCase) -> Insert:
    """A case that goes its own way; of several people named the first has it."""
    people = ports().people.recipients(facts, effect.applicant) if effect.applicant else (facts.parties.applicant,)
    applicant = people[0] if people else None
    return _row(facts, effect, effect.step, applicant, waited_for=False, submitted=effect.submitted)


def stop_child(facts: CaseFacts, effect: StopChild) -> Update:
    """It is not waited for any more."""
    return Update(TABLE, "key", linked_key(facts.state.case, effect.key), {"status": "stopping"})


def began_from(facts: CaseFacts, origin: Origin) -> Insert:
    """A person started this case from a finished one; each of the two shows the other."""
    row = {
        "key": linked_key(origin.case, f"from/{facts.state.case}"),
        "parent_id": UUID(origin.case),
        "child_id": UUID(facts.state.case),
        "step": "",
        "procedure": facts.program.key,
        "applicant": UUID(facts.parties.applicant),
        "answers": "{}",
        "waited_for": False,
        "submitted": True,
        "status": "done",
        "detail": "",
        "asked_at": facts.now,
    }
    return Insert(TABLE, (row,))


def _row(
    facts: CaseFacts,
    effect: StartChild | OpenCase,
    step: str,
    applicant: str | None,
    *,
    waited_for: bool,
    submitted: bool,
) -> Insert:
    row = {
        "key": linked_key(facts.state.case, effect.key),
        "parent_id": UUID(facts.state.case),
        "step": step,
        "procedure": effect.procedure,
        "applicant": UUID(applicant) if applicant else None,
        "answers": json.dumps(effect.answers, ensure_ascii=False),
        "waited_for": waited_for,
        "submitted": submitted,
        "status": "wanted",
        "detail": "",
        "asked_at": facts.now,
    }
    return Insert(TABLE, (row,), on_conflict_nothing=True)
