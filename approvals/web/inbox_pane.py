"""The reading pane of the inbox, and the rows beside it, as every answer of the inbox draws them."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.http.request import QueryDict
from django.utils import timezone

from approvals.routing.organisation import Organisation
from approvals.selectors.case_answers import answer_sections
from approvals.selectors.case_route import route_stops, strip
from approvals.selectors.case_talk import talk_of
from approvals.selectors.case_work import came_since
from approvals.selectors.expected_decision import expected_decision
from approvals.selectors.inbox import InboxRow
from approvals.selectors.journal_sentences import sentences
from approvals.selectors.open_case import OpenCase
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.route_notes import articles_of, route_notes
from approvals.selectors.step_pace import paces_of
from approvals.services.look_at_case import look_at_case
from approvals.web.act_block import ActBlock
from approvals.web.case_page import Conflict, changed_items, news, returned
from approvals.web.file_pages import files_shown
from approvals.web.inbox_list import InboxList, read_list
from approvals.web.inbox_rows import Item, items_of
from approvals.web.presence import others_reading
from approvals.web.reader import language, reader_of
from approvals.web.remarks import remarks_since, talk_context


def pane(
    case: OpenCase, block: ActBlock | None, shown: InboxList, conflict: Conflict | None = None
) -> dict[str, object]:
    """What the reading pane shows of a case."""
    look = look_at_case(
        case=case.case.uuid,
        number=case.case.number,
        seq=case.case.journal_seq,
        person=case.reader,
        own=case.is_own,
        now=case.now,
    )
    told = sentences(case.case, case.language, without=case.kept_back)
    talk, new, stops = talk_of(case, told), news(case, told, look), route_stops(case)
    return {
        "case": case,
        "act": block,
        "others": others_reading(case),
        "in_inbox": True,
        "list": shown,
        "applicant": case.people.name(str(case.case.applicant)),
        "conflict": conflict,
        "look": look,
        "news": new,
        "changed": changed_items(new),
        "came": came_since(case, look.at),
        "new_remarks": remarks_since(talk, case, look),
        "returned": returned(case, told),
        **talk_context(case, talk),
        "sections": answer_sections(case),
        "files": files_shown(case),
        "expected": expected_decision(case, paces_of(case.case.procedure_id), stops),
        "articles": articles_of(case),
        "notes": route_notes(case),
        "route": strip([stop for stop in stops if stop.state != "void"]),
    }


def list_of(request: HttpRequest) -> InboxList:
    """The list an act was made from, as its form says."""
    return read_list(QueryDict(request.POST.get("act.list", "")[:500]))


def items(
    request: HttpRequest,
    rows: list[InboxRow],
    shown: InboxList | None = None,
    organisation: Organisation | None = None,
    groups: Mapping[str, int] | None = None,
) -> list[Item]:
    """The rows as pages draw them. `groups`: how many each group of the list has."""
    return items_of(
        reader_of(request),
        rows,
        organisation=organisation or organisation_in_force(),
        language=language(),
        now=timezone.now(),
        order=shown.order if shown else None,
        groups=groups or {},
    )
