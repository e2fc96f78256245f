"""The inbox: what waits for me, the case beside it, one act after another."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.routing.organisation import Organisation
from approvals.selectors.case_answers import answer_sections
from approvals.selectors.case_route import route_stops, strip
from approvals.selectors.case_talk import talk_of
from approvals.selectors.case_work import came_since
from approvals.selectors.expected_decision import expected_decision
from approvals.selectors.inbox import (
    NO_FILTER,
    PAGE,
    InboxRow,
    Order,
    arrived_since,
    inbox_count,
    inbox_of,
    inbox_row,
    later_views_of,
)
from approvals.selectors.inbox_overview import overview_of
from approvals.selectors.journal_sentences import sentences
from approvals.selectors.open_case import OpenCase
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.procedure_names import procedure_names
from approvals.selectors.saved_views import saved_views_of
from approvals.selectors.step_names import step_names
from approvals.selectors.step_pace import paces_of
from approvals.services.look_at_case import look_at_case
from approvals.web.act_block import ActBlock, act_block
from approvals.web.case_page import Conflict, news, returned
from approvals.web.file_pages import files_shown
from approvals.web.inbox_list import LATER, InboxList, read_list, views
from approvals.web.inbox_rows import Item, items_of
from approvals.web.inbox_units import units_of
from approvals.web.presence import others_reading
from approvals.web.reader import language, opened, reader_of
from approvals.web.remarks import remarks_since, talk_context


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Everybody; the list holds what this person may do now, and nothing else."""
    chosen, shown = _chosen(request), read_list(request.GET)
    if request.headers.get("HX-Target") == "pane":
        return _pane_only(request, chosen, shown)
    context = _list(request, shown, chosen)
    if chosen is not None:
        case = opened(request, chosen.number)
        context |= pane(case, act_block(case), shown)
    return render(request, "approvals/inbox.html", context)


@never_cache
@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """Everybody: how much of the list they look at has arrived since; the list itself stays as it is."""
    shown, since = read_list(request.GET), request.GET.get("since", "")
    last = int(since) if since.isascii() and since.isdigit() and len(since) < 19 else 0
    count = arrived_since(reader_of(request), last, shown.narrowed(timezone.now()))
    return render(request, "approvals/inbox/arrivals.html", {"list": shown, "since": last, "arrived": count})


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
    talk = talk_of(case, told)
    return {
        "case": case,
        "act": block,
        "others": others_reading(case),
        "in_inbox": True,
        "list": shown,
        "applicant": case.people.name(str(case.case.applicant)),
        "conflict": conflict,
        "look": look,
        "news": news(case, told, look),
        "came": came_since(case, look.at),
        "new_remarks": remarks_since(talk, case, look),
        "returned": returned(told, block),
        **talk_context(case, talk),
        "sections": answer_sections(case),
        "files": files_shown(case),
        "expected": expected_decision(case, paces_of(case.case.procedure_id)),
        "route": strip([stop for stop in route_stops(case) if stop.state != "void"]),
    }


def list_of(request: HttpRequest) -> InboxList:
    """The list an act was made from, as its form says."""
    return read_list(QueryDict(request.POST.get("act.list", "")[:500]))


def items(
    request: HttpRequest,
    rows: list[InboxRow],
    shown: InboxList | None = None,
    organisation: Organisation | None = None,
) -> list[Item]:
    """The rows as pages draw them."""
    return items_of(
        reader_of(request),
        rows,
        organisation=organisation or organisation_in_force(),
        language=language(),
        now=timezone.now(),
        order=shown.order if shown else None,
    )


def _chosen(request: HttpRequest) -> InboxRow | None:
    try:
        return inbox_row(reader_of(request), UUID(request.GET.get("task", "")))
    except ValueError:
        return None


def _pane_only(request: HttpRequest, chosen: InboxRow | None, shown: InboxList) -> HttpResponse:
    """The pane, and the rows that look different now: the one that was open and the one that is."""
    if chosen is None:
        return render(request, "approvals/inbox/gone.html", status=409)
    case = opened(request, chosen.number)
    context = pane(case, act_block(case), shown) | {"arrived": True}
    was = _was_open(request)
    rows = [chosen] if was is None or was.entry == chosen.entry else [was, chosen]
    context |= {"oob_items": items(request, rows), "on": chosen.task}
    return render(request, "approvals/inbox/pane_answer.html", context)


def _was_open(request: HttpRequest) -> InboxRow | None:
    try:
        return inbox_row(reader_of(request), UUID(request.GET.get("was", "")))
    except ValueError:
        return None


def _list(request: HttpRequest, shown: InboxList, chosen: InboxRow | None) -> dict[str, object]:
    person, now = reader_of(request), timezone.now()
    counts, saved, organisation = overview_of(person, now), list(_saved(person, shown, now)), organisation_in_force()
    context: dict[str, object] = {
        "list": shown,
        "counts": counts,
        "views": views(counts, shown),
        "procedures": _procedures(counts.procedures, shown),
        "units": units_of(counts.units, shown, organisation, language()),
        "saved": saved,
        "saved_as": next((each["name"] for each in saved if each["current"]), ""),
        "on": chosen.task if chosen else None,
        "since": counts.newest,
    }
    if shown.view == LATER:
        return context | {"later_views": _later_views(person)}
    narrowed = shown.narrowed(now)
    total = counts.total if narrowed == NO_FILTER else None
    page = inbox_of(person, narrowed=narrowed, order=shown.order, page=shown.page, total=total)
    return context | {
        "items": items(request, list(page.rows), shown, organisation),
        "total": page.total,
        "previous_page": shown.at(shown.page - 1).query if shown.page > 1 else None,
        "next_page": shown.at(shown.page + 1).query if shown.page * PAGE < page.total else None,
        "by_deadline": shown.ordered(Order.DEADLINE),
        "by_arrival": shown.ordered(Order.NEWEST),
    }


def _procedures(counts: dict[str, int], shown: InboxList) -> list[dict[str, object]]:
    names = procedure_names(counts)
    return [
        {
            "name": names[key].in_language(language()),
            "count": count,
            "query": InboxList(procedure=key, order=shown.order, live=shown.live).query,
            "current": shown.procedure == key,
        }
        for key, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        if key in names
    ]


def _saved(person: UUID, shown: InboxList, now: datetime) -> Iterator[dict[str, object]]:
    for name, query in saved_views_of(person):
        kept = read_list(QueryDict(query))
        count = inbox_count(person, kept.narrowed(now))
        yield {"name": name, "query": kept.query, "count": count, "current": kept == shown.to_keep}


def _reason(reason: str) -> str:
    """Why somebody shall look."""
    if reason == "shown":
        return _("put before you for information")
    return _("decided by a deputy") if reason == "deputy" else _("passed over while absent")


def _later_views(person: UUID) -> list[dict[str, object]]:
    people = PeopleShown(organisation_in_force(), language())
    return [
        {
            "number": view.case.number,
            "applicant": people.name(str(view.case.applicant)),
            "step": step_names(view.case.program_hash, [view.step])[0],
            "post": people.post(view.unit, view.post),
            "reason": _reason(view.reason),
            "due_at": view.due_at,
            "created_at": view.created_at,
        }
        for view in later_views_of(person)[:PAGE]
    ]
