"""The inbox: what waits for me, the case beside it, one act after another."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.selectors.inbox import (
    NO_FILTER,
    PAGE,
    InboxRow,
    Order,
    arrived_since,
    due_dates,
    inbox_count,
    inbox_of,
    inbox_row,
)
from approvals.selectors.inbox_overview import overview_of
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.own_absences import own_absences
from approvals.selectors.procedure_names import procedure_names
from approvals.selectors.saved_views import saved_views_of
from approvals.web import looks
from approvals.web.act_block import act_block
from approvals.web.inbox_list import LATER, InboxList, read_list, views
from approvals.web.inbox_pane import items, pane
from approvals.web.inbox_rows import groups_of
from approvals.web.inbox_units import units_of
from approvals.web.reader import language, opened, reader_of


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Everybody; the list holds what this person may do now, and nothing else."""
    shown, for_pane = read_list(request.GET), request.headers.get("HX-Target") == "pane"
    if shown.is_of_looks:
        view = looks.chosen_look(request)
        if for_pane:
            return looks.pane_only(request, view, shown)
        context = _list(request, shown, None)
        return render(
            request, "approvals/inbox.html", context | (looks.look_pane(request, view, shown) if view else {})
        )
    chosen = _chosen(request)
    if for_pane:
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
        "away": next(iter(own_absences(person, timezone.localdate())), None),
        "saved_as": next((each["name"] for each in saved if each["current"]), ""),
        "on": chosen.task if chosen else None,
        "since": counts.newest,
    }
    if shown.is_of_looks:
        return context | looks.look_list(
            request, shown, counts.later_views if shown.view == LATER else counts.circulated
        )
    narrowed = shown.narrowed(now)
    dues = counts.dues if narrowed == NO_FILTER else due_dates(person, narrowed)
    page = inbox_of(person, narrowed=narrowed, order=shown.order, page=shown.page, total=len(dues))
    return context | {
        "items": items(request, list(page.rows), shown, organisation, groups_of(dues, now)),
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
