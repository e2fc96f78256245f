"""Cases whose answers changed since they were last taken up for searching, with the words they are found by."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from approvals.models import CaseWords
from forms.field_type import Json
from forms.models import Submission
from forms.search_words import LONGEST, folded
from workflow.engine.machine import Machine
from workflow.engine.state import CaseState
from workflow.errors import ProgramNotFound
from workflow.models import Case
from workflow.selectors.programs import machine_of

_LOOK_BACK = 500
"""Revisions looked at again each time: a transaction that began earlier may have ended later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One case as it will be searched."""

    case: UUID
    submission: int
    text: str


def unindexed_cases(limit: int) -> list[Found]:
    """The oldest first, at most `limit`."""
    begin = (CaseWords.objects.aggregate(newest=Max("submission"))["newest"] or 0) - _LOOK_BACK
    rows = Submission.objects.filter(id__gt=begin).order_by("id").values_list("case", "id")
    newest: dict[UUID, int] = dict(rows[: limit + _LOOK_BACK])
    known = dict(CaseWords.objects.filter(case__in=newest).values_list("case", "submission"))
    wanted = {case: last for case, last in newest.items() if known.get(case, 0) < last}
    cases = Case.objects.filter(uuid__in=list(wanted)[:limit]).select_related("procedure")
    return [Found(case=case.uuid, submission=wanted[case.uuid], text=_text(case)) for case in cases]


def _text(case: Case) -> str:
    state = CaseState.from_bytes(json.dumps(case.state))
    facts = state.parties.facts
    head = (case.number, case.procedure.name, case.procedure.name_en, facts.get("name"), facts.get("kana"))
    words = [str(word) for word in head if word]
    with suppress(ProgramNotFound):  # such a case is found by number and name, and stops no other
        words.extend(_answers(machine_of(case.program_hash), state.answers))
    return folded("\n".join(words))[:LONGEST]


def _answers(machine: Machine, answers: Mapping[str, Json]) -> Iterator[str]:
    """What is sensitive, or not for everybody, is found by nobody, because a hit alone would tell."""
    kept = machine.program.kept_from_some
    for item in machine.form.items:
        stored = answers.get(item.key)
        if stored is not None and item.spec.personal_data != "sensitive" and item.key not in kept:
            yield item.field.show(stored, item.spec)
