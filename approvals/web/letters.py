"""The documents that a 施行 sends: one that was sent, and one that somebody is about to send."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.selectors.open_case import OpenCase
from approvals.selectors.sent_letters import letter_in_hand, letter_sent
from approvals.web.reader import opened
from forms.documents.press.letter import letter_pdf
from forms.documents.sent_letter import SentLetter
from forms.errors import DocumentNotMade, PrintingUnavailable, TemplateNotPrintable


@never_cache
@require_safe
def sent(request: HttpRequest, number: str, seq: int) -> HttpResponse:
    """Whoever may read the case and is shown all that stands in the document: what was sent."""
    case = opened(request, number)
    return _answer(request, case, lambda: letter_sent(case, seq))


@never_cache
@require_safe
def in_hand(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the 施行: the document as it would go now."""
    case = opened(request, number)
    return _answer(request, case, lambda: letter_in_hand(case, str(task)))


def _answer(request: HttpRequest, case: OpenCase, find: Callable[[], SentLetter | None]) -> HttpResponse:
    try:
        letter = find()
        if letter is None:
            raise Http404
        content = letter_pdf(letter)
    except (DocumentNotMade, PrintingUnavailable, TemplateNotPrintable) as broken:
        why = getattr(broken, "en" if case.language == "en" else "ja", "") or str(broken)
        messages.error(request, _("The document could not be made.") + " " + why)
        return redirect("approvals:case", number=case.case.number)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{letter.number}.pdf") or "inline"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, no-store"
    return response
