"""The page of one case: what changed, what it says, where it stands, and what the reader may do."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from approvals.selectors.can_pull_up import can_pull_up
from approvals.selectors.can_take_back import can_take_back
from approvals.selectors.case_answers import answer_sections
from approvals.selectors.case_consequences import withdrawal_effects
from approvals.selectors.case_diagram import diagram_of
from approvals.selectors.case_reports import reports_of
from approvals.selectors.case_route import legend, route_stops
from approvals.selectors.case_talk import talk_of
from approvals.selectors.case_work import came_since, incidents_of, obligations_of, owes_a_look, waiting_for
from approvals.selectors.expected_decision import expected_decision
from approvals.selectors.journal_sentences import Sentence, sentences
from approvals.selectors.linked_cases import linked_cases_of
from approvals.selectors.open_case import OpenCase
from approvals.selectors.room_for_more import task_with_room
from approvals.selectors.route_notes import articles_of, route_notes
from approvals.selectors.sent_letters import letters_sent
from approvals.selectors.step_pace import paces_of
from approvals.services.look_at_case import LastLook, look_at_case, mark_as_read
from approvals.web.act_block import ActBlock, act_block
from approvals.web.act_form import fresh_key
from approvals.web.file_pages import files_shown
from approvals.web.inbox_list import read_list
from approvals.web.presence import others_reading
from approvals.web.reader import opened, reader_of
from approvals.web.remarks import remarks_since, talk_context
from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Why nothing was recorded: somebody was faster, or the case changed."""

    title: Text
    told: Sequence[Sentence]
    """What happened after the page was shown."""
    typed: str = ""
    """The reason that was typed, where no form is left to hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterLook:
    """What somebody wrote who has to look later, when it could not be recorded."""

    comment: str = ""
    objects: bool = False
    error: Text | None = None


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever may read the case; for everybody else it does not exist."""
    found = opened(request, number)
    return render_case(request, found, act_block(found), asks_withdrawal=request.GET.get("ask") == "withdraw")


@require_POST
def mark_read(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever may read the case: from now on only what comes later is new to them."""
    found = opened(request, number)
    mark_as_read(case=found.case.uuid, person=reader_of(request))
    return redirect("approvals:case", number=number)


def render_case(
    request: HttpRequest,
    case: OpenCase,
    block: ActBlock | None,
    *,
    conflict: Conflict | None = None,
    asks_withdrawal: bool = False,
    withdrawal_comment: str = "",
    withdrawal_error: Text | None = None,
    pull_up_reason: str = "",
    later: LaterLook | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page. What the reader had seen before is kept by it."""
    look = look_at_case(
        case=case.case.uuid,
        number=case.case.number,
        seq=case.case.journal_seq,
        person=case.reader,
        own=case.is_own,
        now=case.now,
    )
    told, stops = sentences(case.case, case.language, without=case.kept_back), route_stops(case)
    talk, new = talk_of(case, told), news(case, told, look)
    context = {
        "case": case,
        "applicant": case.people.name(str(case.case.applicant)),
        "applicant_post": case.people.post(case.state.parties.unit, case.state.parties.post),
        "act": block,
        "others": others_reading(case),
        "conflict": conflict,
        "stops": stops,
        "articles": articles_of(case),
        "notes": route_notes(case),
        "legend": legend(stops),
        "look": look,
        "news": new,
        "changed": changed_items(new),
        "came": came_since(case, look.at),
        "new_remarks": remarks_since(talk, case, look),
        "sections": answer_sections(case),
        "files": files_shown(case),
        "letters": letters_sent(case),
        "diagram": diagram_of(case),
        "returned": returned(case, told),
        "told": told[::-1],
        **talk_context(case, talk),
        "back": back_to_row(request.GET),
        "waiting": waiting_for(case),
        "expected": expected_decision(case, paces_of(case.case.procedure_id), stops),
        "incidents": incidents_of(case),
        "linked": linked_cases_of(case),
        "obligations": obligations_of(case),
        "owes_a_look": owes_a_look(case),
        "later": later or LaterLook(),
        "withdrawal": withdrawal_effects(case),
        "reports": reports_of(case),
        "asks_withdrawal": asks_withdrawal,
        "withdrawal_comment": withdrawal_comment,
        "withdrawal_error": withdrawal_error,
        "withdrawal_key": fresh_key(),
        "recall": can_take_back(case),
        "may_urge": may_urge(case),
        "pull_up": can_pull_up(case),
        "task_with_room": task_with_room(case),
        "pull_up_reason": pull_up_reason,
        "recall_key": fresh_key(),
    }
    return render(request, "approvals/case.html", context, status=status)


def back_to_row(query: QueryDict) -> str:
    """The inbox as it was when the case was opened from it: the same list, the same row."""
    parts = [read_list(QueryDict(query.get("list", "")[:500])).query]
    with suppress(ValueError):
        parts.append(f"task={UUID(query.get('task', ''))}")
    if (look := query.get("look", "")).isascii() and look.isdigit():
        parts.append(f"look={look}")
    asked = "&".join(filter(None, parts))
    return f"{reverse('approvals:inbox')}?{asked}" if asked else reverse("approvals:inbox")


def returned(case: OpenCase, told: Sequence[Sentence]) -> Sentence | None:
    """The send-back that brought the work to the reader: its reason stands beside the form."""
    task, reader = case.task_of_reader(), str(case.reader)
    if task is None:
        return None
    node = case.machine.user_node(task.node)
    acts = [sentence for sentence in told if sentence.kind == "person" and sentence.person != reader]
    return acts[-1] if acts and acts[-1].sent_back_to == case.words(node.step, node.en) else None


def may_urge(case: OpenCase) -> bool:
    """Whether whoever applied looks at the page and somebody else has the work."""
    parties, reader = case.state.parties, str(case.reader)
    mine = reader in (parties.applicant, parties.drafter, parties.typist)
    return mine and bool(case.state.tasks) and case.task_of_reader() is None


def changed_items(new: Sequence[Sentence]) -> set[str]:
    """Keys of the items that changed since the reader last looked."""
    return {change.key for sentence in new for change in sentence.changes}


def news(case: OpenCase, told: Sequence[Sentence], look: LastLook) -> list[Sentence]:
    """What others did since the reader last looked; nothing on the first visit."""
    if look.at is None:
        return []
    return [sentence for sentence in told if sentence.seq > look.seq and sentence.person != str(case.reader)]
