"""The office's pages: all batches, and one batch with totals, exceptions, release, delivery and corrections."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forms.errors import IssuanceRefused
from forms.issuance.batch import BatchStatus
from forms.issuance.rows import LABELS, RowState
from forms.models import IssueBatch, IssueRow
from forms.ports import ports
from forms.selectors.issuance.batches import (
    batch_before,
    batches_of,
    corrections_of,
    open_paper_requests,
    paper_requests_of,
)
from forms.selectors.issuance.counts import counts_of
from forms.selectors.issuance.handlers import kinds_handled_by
from forms.services.issuance.alarm import is_late
from forms.services.issuance.compare_batches import compare_with
from forms.services.issuance.compare_batches import compared as counts_beside
from forms.services.issuance.paper import paper_rows
from forms.services.issuance.ready import agrees, obstacles_of
from forms.services.issuance.words import subject_of
from forms.spec import Text
from forms.web.complaint import Complaint
from forms.web.documents.trend import chart
from forms.web.issuance.batch_view import (
    exceptions_of,
    shares_of,
    stages_of,
    status_of,
    time_left,
    totals_shown,
    why_paper,
)
from forms.web.issuance.people_compared import people_compared
from forms.web.issuance.permission import batch_of, for_handlers
from forms.web.issuance.sums_by_month import sums_by_month
from forms.web.reader import language, page_of, person_of

_LISTED, _ASKED = 60, 500


@never_cache
@require_safe
@for_handlers
def batches(request: HttpRequest) -> HttpResponse:
    """The office in charge: the batches of the kinds it handles."""
    now, page = timezone.now(), page_of(request)
    found = list(batches_of(person_of(request))[(page - 1) * _LISTED : page * _LISTED + 1])
    shown = [
        {"batch": batch, "status": status_of(batch), "late": is_late(batch, now), "subject": _subject(batch)}
        for batch in found[:_LISTED]
    ]
    asked, subject = paper_requests_of(person_of(request))[:_ASKED], cache(_subject)
    context = {
        "batches": shown,
        "newer": page - 1,
        "older": page + 1 if len(found) > _LISTED else 0,
        "kinds": kinds_handled_by(person_of(request)),
        "asked": [(each, subject(each.document.batch)) for each in asked],
    }
    return render(request, "forms/issuance/batches.html", context)


@never_cache
@require_safe
@for_handlers
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The office in charge: one batch. What documents say is not on it."""
    return batch_page(request, batch_of(request, batch))


@never_cache
@require_safe
@for_handlers
def comparison(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The office in charge: the batch beside the one before it. That somebody looks is recorded.

    With ?counts only what names nobody, as a part of the batch's page; of that nothing is recorded. With ?everybody
    the lists of people are whole.
    """
    found, now = batch_of(request, batch), timezone.now()
    before = batch_before(found)
    if "counts" in request.GET:
        return _counts_beside(request, found, before)
    compared = compare_with(found, before, viewer=person_of(request), now=now) if before else None
    months = sums_by_month(found)
    context: dict[str, object] = {
        "batch": found,
        "compared": compared,
        "before_subject": _subject(before) if before else "",
        "months": months,
        "chart": chart(months, months[-1][0] if months else None),
    }
    if compared is not None and before is not None:
        names_of = partial(_names, (found, before))
        context |= people_compared(compared.people, names_of, everybody="everybody" in request.GET)
    return render(request, "forms/issuance/comparison.html", context)


def _counts_beside(request: HttpRequest, batch: IssueBatch, before: IssueBatch | None) -> HttpResponse:
    context = {
        "batch": batch,
        "compared": counts_beside(batch, before) if before else None,
        "before_subject": _subject(before) if before else "",
    }
    return render(request, "forms/issuance/counts.html", context)


def batch_page(request: HttpRequest, batch: IssueBatch, refused: IssuanceRefused | None = None) -> HttpResponse:
    """The page, after something that could not be done with the reason for it."""
    now, person = timezone.now(), person_of(request)
    sources, totals = totals_shown(batch, language())
    held, exceptions = exceptions_of(batch, page_of(request))
    counts = counts_of(batch.pk)
    paper = list(batch.rows.filter(state=RowState.PAPER.value).order_by("unit_code", "staff_number"))
    names = ports().names_of(each for each in (batch.operator, batch.approver, *(row.person for row in paper)) if each)
    context = {
        "batch": batch,
        "subject": _subject(batch),
        "status": status_of(batch),
        "stages": stages_of(batch, now),
        "left": time_left(batch, now),
        "late": is_late(batch, now),
        "sources": sources,
        "totals": totals,
        "disagree": not agrees(batch),
        "held": held,
        "exceptions": exceptions,
        "shares": shares_of(batch),
        "why_paper": why_paper(batch, now),
        "counts": [(LABELS[state], count) for state, count in counts.items()],
        "total": sum(counts.values()),
        "made": sum(counts.values()) - counts.get(RowState.MAKING, 0),
        "to_print": len(paper_rows(batch)),
        "paper": [(row, names.get(row.person, "") if row.person else "") for row in paper],
        "requests": open_paper_requests(batch),
        "corrections": [(each, status_of(each)) for each in corrections_of(batch)],
        "corrected": IssueBatch.objects.filter(key=batch.corrects).first() if batch.corrects else None,
        "operator": names.get(batch.operator) if batch.operator else "",
        "approver": names.get(batch.approver) if batch.approver else "",
        "gate": _gate(batch, person),
        "may_take_back": _may_take_back(batch, now),
        "problems": [Complaint(Text(refused.ja, refused.en))] if refused else [],
    }
    return render(request, "forms/issuance/batch.html", context, status=409 if refused else 200)


def _subject(batch: IssueBatch) -> str:
    return subject_of(batch).in_language(language())


def _gate(batch: IssueBatch, person: UUID) -> dict[str, object] | None:
    """The buttons of the release: what they do, or why not; None when nothing is to be released."""
    if batch.status not in (BatchStatus.RECEIVED, BatchStatus.CHECKED):
        return None
    why_not = obstacles_of(batch)
    may_remind = batch.status == BatchStatus.CHECKED and not why_not
    if batch.operator == person:
        why_not.append(
            Text(
                "操作した人は承認できません。もう一人が押します。",
                "Whoever confirmed can't release. Another person does.",
            )
        )
    return {"first": batch.operator is None, "why_not": why_not, "may_remind": may_remind}


def _may_take_back(batch: IssueBatch, now: datetime) -> bool:
    return batch.status == BatchStatus.RELEASED and batch.readable_from is not None and batch.readable_from > now


def _names(batches: Sequence[IssueBatch], numbers: Sequence[str]) -> dict[str, str]:
    """By staff number, of people in these batches."""
    rows = IssueRow.objects.filter(batch__in=batches, staff_number__in=numbers)
    persons = {number: person for number, person in rows.values_list("staff_number", "person") if person}
    known = ports().names_of(persons.values())
    return {number: known.get(person, "") for number, person in persons.items()}
