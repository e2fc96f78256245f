"""A file of a case, opened by whoever may read the case."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from approvals.selectors.case_answers import files_of, replaced_files_of
from approvals.services.record import record_opened_file
from approvals.web.file_reason import ask_reason, reason_of
from approvals.web.reader import opened
from forms.services.open_attachment import open_attachment

SHOWN_AT_ONCE = {"application/pdf", "image/jpeg", "image/png"}
"""Kinds the browser shows; everything else is saved. The kind was found from the content when it was taken in."""


@require_http_methods(["GET", "HEAD", "POST"])
def attachment(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """Whoever may read the case, for files its answers refer to or did before. Raises AttachmentUnreadable.

    POST says why, where that is asked.
    """
    case = opened(request, number)
    reference = next((each for each in files_of(case) if each.uuid == str(file)), None)
    reference = reference or next((each for each in replaced_files_of(case) if each.uuid == str(file)), None)
    if reference is None:
        raise Http404
    reason = reason_of(request, case, reference)
    if reason is None:
        return ask_reason(request, case, reference)
    content = open_attachment(file=reference)
    if not case.is_own:
        record_opened_file(
            person=case.reader,
            case=case.case.uuid,
            number=number,
            sha256=reference.sha256,
            reason=reason,
            now=case.now,
        )
    response = HttpResponse(content.content, content_type=content.type)
    disposition = content_disposition_header(content.type not in SHOWN_AT_ONCE, content.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = "private, no-store"
    return response
