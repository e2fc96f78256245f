"""What the office does with a batch: confirm, release, remind, take back, decide exceptions, hand paper over."""

from collections.abc import Callable, Iterator, Sequence
from typing import get_args
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forms.documents.values import Row as Values
from forms.errors import IssuanceRefused
from forms.models import IssueBatch
from forms.selectors.issuance.batches import open_paper_requests
from forms.services.issuance import paper as on_paper
from forms.services.issuance.ask_release import remind as remind_others
from forms.services.issuance.corrected import before_corrections
from forms.services.issuance.document_values import Opened, open_values
from forms.services.issuance.exceptions import Decision, decide_exception
from forms.services.issuance.layout import run_of, values_of
from forms.services.issuance.release import release as release_batch
from forms.services.issuance.release import take_back_release
from forms.services.issuance.words import subject_of
from forms.web.documents.pdf_answer import pdf_stream
from forms.web.issuance.batch_page import batch_page
from forms.web.issuance.permission import batch_of, for_handlers
from forms.web.reader import page_of, person_of

Act = Callable[[IssueBatch], str]
"""Does something with a batch and says what was done. May raise IssuanceRefused."""


@require_POST
@for_handlers
def release(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The office in charge: stand for the batch as the first or as the second person."""

    def act(found: IssueBatch) -> str:
        done = release_batch(batch=found.pk, person=person_of(request), now=timezone.now())
        return _("Released. It becomes readable at its hour.") if done.approver else _("Confirmed as the first person.")

    return _done(request, batch, act)


@require_POST
@for_handlers
def remind(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The office in charge: tell those who can release the batch again that it waits for them."""

    def act(found: IssueBatch) -> str:
        remind_others(batch=found.pk, person=person_of(request), now=timezone.now())
        return _("Those who can release it were told again.")

    return _done(request, batch, act)


@require_POST
@for_handlers
def take_back(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The office in charge: stop the publication before its hour."""

    def act(found: IssueBatch) -> str:
        take_back_release(batch=found.pk, person=person_of(request), now=timezone.now())
        return _("The release was taken back. Two persons have to stand for it again.")

    return _done(request, batch, act)


@require_POST
@for_handlers
def decide(request: HttpRequest, batch: UUID, number: int) -> HttpResponse:
    """The office in charge: decide about one row that was set apart."""

    def act(found: IssueBatch) -> str:
        decision = request.POST.get("decision")
        chosen: Decision | None = next((each for each in get_args(Decision) if each == decision), None)
        if chosen is None:
            raise IssuanceRefused("どうするか選んでください。", "Choose what to do.")
        reason, person = request.POST.get("reason", ""), person_of(request)
        decide_exception(
            batch=found.pk, number=number, decision=chosen, reason=reason, person=person, now=timezone.now()
        )
        return _("Recorded.")

    return _done(request, batch, act)


@require_POST
@for_handlers
def paper_run(request: HttpRequest, batch: UUID) -> HttpResponseBase:
    """The office in charge: everybody's paper as one PDF in mail order. Each document in it counts as seen."""
    found, person, now = batch_of(request, batch), person_of(request), timezone.now()
    rows = on_paper.paper_rows(found)
    try:
        if found.readable_from is None:
            raise IssuanceRefused("承認のあとに印刷してください。", "Print after the batch was released.")
        if not rows:
            raise IssuanceRefused("紙で渡す人はいません。", "Nobody receives paper.")
        documents = [open_values(row.document) for row in rows if row.document]
        pieces = list(run_of(found.template_sha256, _values(documents)))
    except IssuanceRefused as refused:
        return batch_page(request, found, refused)
    on_paper.record_run(batch=found, rows=rows, person=person, now=now)
    return pdf_stream(pieces, f"{subject_of(found).ja} 紙{len(rows)}人分.pdf")


@require_POST
@for_handlers
def hand_over(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The office in charge: paper was handed over, with a signature."""

    def act(found: IssueBatch) -> str:
        sent = [number for number in request.POST.getlist("row")[:5000] if number.isascii() and number.isdigit()]
        numbers = [int(number) for number in sent if len(number) < 10]
        done = on_paper.hand_over(batch=found, numbers=numbers, person=person_of(request), now=timezone.now())
        return ngettext("%(count)s handed over.", "%(count)s handed over.", done) % {"count": done}

    return _done(request, batch, act)


@require_POST
@for_handlers
def settle_request(request: HttpRequest, batch: UUID, wanted: int) -> HttpResponse:
    """The office in charge: the paper somebody asked for was handed over."""

    def act(found: IssueBatch) -> str:
        if not open_paper_requests(found).filter(pk=wanted).exists():
            raise IssuanceRefused("もう渡してあります。", "It has been handed over already.")
        on_paper.settle_request(request=wanted, person=person_of(request), now=timezone.now())
        return _("Recorded.")

    return _done(request, batch, act)


def _values(documents: Sequence[Opened]) -> Iterator[Values]:
    """What is written in each of the documents of one batch."""
    versions = {each.document.person: each.document.version for each in documents}
    before = before_corrections(documents[0].document.root, versions)
    for each in documents:
        yield values_of(each.row, each.columns, each.changed_from(before.get(each.document.person)))


def _done(request: HttpRequest, batch: UUID, act: Act) -> HttpResponse:
    """Do it and go back to the page, or show the page with the reason why not."""
    found = batch_of(request, batch)
    try:
        said = act(found)
    except IssuanceRefused as refused:
        return batch_page(request, batch_of(request, batch), refused)
    messages.success(request, said)
    page = page_of(request)
    return redirect(reverse("issuance:batch", args=[found.uuid]) + (f"?page={page}#ex" if page > 1 else ""))
