"""A person's own documents: months, the slip, PDF, paper on request, who opened it. Nobody else's, ever."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forms.errors import IssuanceRefused
from forms.issuance.columns import shown
from forms.models import DocumentKind, IssuedDocument
from forms.ports import ports
from forms.selectors.issuance.handlers import handles_any
from forms.selectors.issuance.own_documents import (
    coming_documents,
    current_versions,
    documents_of_kind,
    kinds_of,
    looks_at,
    of_months_before,
    version_before,
    versions_of,
    with_contents,
)
from forms.selectors.issuance.readable import readable_documents
from forms.selectors.issuance.sampled_rows import openings_before
from forms.services.issuance.document_values import Opened, open_values
from forms.services.issuance.layout import pdf_of, values_of
from forms.services.issuance.look import How, look_at_own
from forms.services.issuance.paper import ask_for_paper
from forms.services.issuance.words import title_of
from forms.web.documents.consent_card import consents_of
from forms.web.documents.months import coming_of, years_of
from forms.web.documents.pdf_answer import pdf_answer
from forms.web.documents.slip import slip_of
from forms.web.documents.trend import chart
from forms.web.reader import language, person_of

_MONTHS_DRAWN, _LOOKS_SHOWN = 12, 50


@never_cache
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Everybody: the newest own document of the kind asked for, or that there is none yet."""
    person, now = person_of(request), timezone.now()
    kinds = kinds_of(person, now)
    kind = next((each for each in kinds if each.key == request.GET.get("kind")), kinds[0] if kinds else None)
    documents = documents_of_kind(person, kind.key, now) if kind else []
    if documents:
        return _page(request, current_versions(documents)[0], documents, kinds, now)
    return render(request, "forms/documents/none.html", _surroundings(request, kinds, kind, now))


@never_cache
@require_safe
def one(request: HttpRequest, document: UUID) -> HttpResponse:
    """Everybody, for their own documents that are published to them; anything else does not exist."""
    person, now = person_of(request), timezone.now()
    found = own_document(request, document, now)
    return _page(request, found, documents_of_kind(person, found.kind, now), kinds_of(person, now), now)


@never_cache
@require_safe
def pdf(request: HttpRequest, document: UUID) -> HttpResponse:
    """Everybody, for their own documents: the PDF to keep, or to print with ?print."""
    now = timezone.now()
    found = own_document(request, document, now)
    how: How = "print" if "print" in request.GET else "pdf"
    try:
        opened = open_values(found)
        before = _opened(version_before(found, with_contents(readable_documents(found.person, now))))
        values = values_of(opened.row, opened.columns, opened.changed_from(before))
        content = pdf_of(found.template_sha256, values)
    except IssuanceRefused as refused:
        messages.error(request, refused.en if language() == "en" else refused.ja)
        return redirect("documents:one", found.uuid)
    look_at_own(document=found, how=how, now=now)
    return pdf_answer(content, _file_name(opened), inline=how == "print")


@require_POST
def paper(request: HttpRequest, document: UUID) -> HttpResponse:
    """Everybody, for their own documents: one on paper too, without a change of consent."""
    now = timezone.now()
    found = own_document(request, document, now)
    ask_for_paper(document=found, now=now)
    messages.success(request, _("The office has been asked for paper. Your consent stays as it is."))
    return redirect("documents:one", found.uuid)


def own_document(request: HttpRequest, document: UUID, now: datetime) -> IssuedDocument:
    """A document of whoever asks. Raises Http404 for what does not exist, is not published, or is somebody else's."""
    mine = with_contents(readable_documents(person_of(request), now))
    found = mine.filter(uuid=document).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    document: IssuedDocument,
    documents: Sequence[IssuedDocument],
    kinds: list[DocumentKind],
    now: datetime,
) -> HttpResponse:
    """One of the `documents` of its kind."""
    kind = next((each for each in kinds if each.key == document.kind), None)
    context = _surroundings(request, kinds, kind, now) | {"document": document}
    try:
        opened = open_values(document)
    except IssuanceRefused as refused:
        return render(request, "forms/documents/unreadable.html", context | {"refused": refused}, status=500)
    look_at_own(document=document, how="view", now=now)
    return render(request, "forms/documents/one.html", context | _shown(opened, person_of(request), documents))


def _surroundings(
    request: HttpRequest, kinds: list[DocumentKind], kind: DocumentKind | None, now: datetime
) -> dict[str, object]:
    person = person_of(request)
    return {
        "kinds": kinds,
        "kind": kind,
        "consents": consents_of(person, kinds, now),
        "coming": coming_of(coming_documents(person, kind.key, now), language()) if kind else [],
        "is_handler": handles_any(person),
    }


def _shown(opened: Opened, person: UUID, documents: Sequence[IssuedDocument]) -> dict[str, object]:
    document, kind = opened.document, opened.kind
    last, year = (_opened(of_months_before(document, months, documents)) for months in (1, 12))
    versions = versions_of(document, documents)
    before = _opened(next((each for each in versions if each.version < document.version), None))
    looks = list(looks_at(document))
    checks = openings_before(document)
    names = ports().names_of([*(look.viewer for look in looks), *(each.viewer for each in checks)])
    context: dict[str, object] = {
        "slip": slip_of(opened, last, year, language()),
        "versions": versions,
        "changes": opened.changed_from(before, language()),
        "looks": [(look, names.get(look.viewer, ""), look.viewer == person) for look in looks[:_LOOKS_SHOWN]],
        "checks": [(each, names.get(each.viewer, "")) for each in checks],
        "paper_asked": document.paper_requests.filter(handed_at=None).first(),
        "first_read": document.row.settled_at,
        "paid_on": _paid_on(opened),
    }
    if kind is None:
        return context
    found = current_versions(documents)
    return context | {
        "title": title_of(kind, document.period, document.variety),
        "years": years_of(found, document, kind, language()),
        "chart": chart(_nets(found, document), document.period),
    }


def _nets(found: Sequence[IssuedDocument], document: IssuedDocument) -> list[tuple[date, int]]:
    """The last months of the same variety, the earliest first."""
    same = [each for each in found if each.variety == document.variety and each.period]
    nets = [(each.period, one.net) for each in same[:_MONTHS_DRAWN] if (one := _opened(each)) and one.net is not None]
    return [(period, net) for period, net in reversed(nets) if period is not None]


def _opened(document: IssuedDocument | None) -> Opened | None:
    """What it says; None where there is none or it can't be opened."""
    try:
        return open_values(document) if document is not None else None
    except IssuanceRefused:
        return None


def _paid_on(opened: Opened) -> str:
    column = opened.columns.find(opened.kind.paid_on) if opened.kind else None
    return shown(opened.row.get(column.key), column, language()) if column else ""


def _file_name(opened: Opened) -> str:
    title = title_of(opened.kind, opened.document.period, opened.document.variety).ja if opened.kind else ""
    return f"{opened.kind.name.ja if opened.kind else ''} {title}.pdf".strip()
