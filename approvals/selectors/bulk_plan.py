"""Which of several chosen cases can be settled with one verdict, and how each of the others differs from them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from approvals.routing.organisation import Organisation
from approvals.selectors.inbox import InboxRow
from approvals.selectors.kept_back import kept_back
from approvals.vocabulary import Capacity
from forms.spec import Text
from forms.validation.form import Item
from workflow.engine.program import Program
from workflow.engine.state import CaseState, Json
from workflow.models import Case
from workflow.selectors.programs import machine_of

_COMPARED = {"choice", "choices", "boolean"}
"""Types of items that make a case another kind of case; amounts, dates and texts differ from case to case anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Different:
    """A case that has to be opened by itself, and why."""

    row: InboxRow
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPlan:
    """What one click would do."""

    alike: tuple[tuple[InboxRow, ...], ...]
    """Groups, the largest first: of one version of one procedure, at one step, with the same choices."""
    different: tuple[Different, ...]


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks at the cases, and when."""

    reader: UUID
    organisation: Organisation
    on: date

    def closed_to(self, program: Program, states: Iterable[CaseState]) -> frozenset[str]:
        """Keys of the items that the reader must not see in one of the cases: how they differ would tell."""
        if not program.kept_from_some:
            return frozenset()
        closed = (kept_back(program, state, str(self.reader), self.organisation, self.on) for state in states)
        return frozenset().union(*closed)


def bulk_plan(rows: Sequence[InboxRow], quick: set[UUID], changed: set[UUID], eyes: Eyes) -> BulkPlan:
    """`quick`: tasks that a plain verdict settles; `changed`: cases with something the reader has not seen yet."""
    different: list[Different] = []
    places: dict[tuple[str, str, str], list[InboxRow]] = defaultdict(list)
    for row in rows:
        reason = _by_itself(row, quick, changed)
        if reason:
            different.append(Different(row=row, reason=reason))
        else:
            places[row.program, row.node, row.kind].append(row)
    alike: list[tuple[InboxRow, ...]] = []
    unlike: list[Different] = []
    for place in sorted(places.values(), key=len, reverse=True):
        if alike and len(place) == 1:
            unlike.append(Different(row=place[0], reason=_ELSEWHERE))
            continue
        same, others = _sorted_by_choices(place, eyes)
        alike.append(tuple(same))
        unlike += others
    return BulkPlan(alike=tuple(alike), different=(*unlike, *different))


def _by_itself(row: InboxRow, quick: set[UUID], changed: set[UUID]) -> Text | None:
    if row.task not in quick:
        return Text("記入や理由が要ります", "something has to be filled in")
    if row.capacity == Capacity.DEPUTY:
        return Text("代決は1件ずつ行います", "a deputy decides one by one")
    if row.case in changed:
        return Text("前に見たときから変わっています", "it changed since you last looked")
    return None


def _sorted_by_choices(rows: Sequence[InboxRow], eyes: Eyes) -> tuple[list[InboxRow], list[Different]]:
    """Those with the choices that most of them have, and the others with the first choice that differs."""
    if not rows:
        return [], []
    machine = machine_of(rows[0].program)
    states = _states(rows)
    kept = eyes.closed_to(machine.program, states.values())
    items = [item for item in machine.form.items if item.spec.type in _COMPARED and item.key not in kept]
    answers = {case: state.answers for case, state in states.items()}
    usual = {item.key: _most_frequent(answers, item.key) for item in items}
    alike, unlike = [], []
    for row in rows:
        own = answers[row.case]
        odd = next((item for item in items if _plain(own.get(item.key)) != usual[item.key]), None)
        if odd is None:
            alike.append(row)
        else:
            unlike.append(Different(row=row, reason=_differs(odd, own.get(odd.key))))
    return alike, unlike


def _states(rows: Sequence[InboxRow]) -> dict[UUID, CaseState]:
    cases = Case.objects.filter(uuid__in=[row.case for row in rows]).values_list("uuid", "state")
    return {uuid: CaseState.from_bytes(json.dumps(state)) for uuid, state in cases}


def _most_frequent(answers: Mapping[UUID, Mapping[str, Json]], key: str) -> str:
    return Counter(_plain(each.get(key)) for each in answers.values()).most_common(1)[0][0]


def _plain(answer: Json) -> str:
    return json.dumps(answer, sort_keys=True)


def _differs(item: Item, answer: Json) -> Text:
    ja, en = (item.field.show(answer, item.spec, language) for language in ("ja", "en"))
    return Text(f"「{item.spec.name}」が「{ja}」です", f"“{item.spec.en or item.spec.name}” is “{en}”")


_ELSEWHERE = Text("ほかの手続か手順です", "it is another procedure or step")
