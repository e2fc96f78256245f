"""A file of a case, opened by whoever may read the case."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from approvals.selectors.case_answers import files_of, replaced_files_of
from approvals.web.reader import opened
from forms.services.open_attachment import open_attachment

SHOWN_AT_ONCE = {"application/pdf", "image/jpeg", "image/png"}
"""Kinds the browser shows; everything else is saved. The kind was found from the content when it was taken in."""


@require_safe
def attachment(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """Whoever may read the case, for files its answers refer to or did before. Raises AttachmentUnreadable."""
    case = opened(request, number)
    reference = next((each for each in files_of(case) if each.uuid == str(file)), None)
    reference = reference or next((each for each in replaced_files_of(case) if each.uuid == str(file)), None)
    if reference is None:
        raise Http404
    content = open_attachment(file=reference)
    response = HttpResponse(content.content, content_type=content.type)
    disposition = content_disposition_header(content.type not in SHOWN_AT_ONCE, content.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, no-store"
    return response
