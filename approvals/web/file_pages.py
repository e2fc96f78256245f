"""The files of a case page by page: what one has seen is ticked, for oneself alone."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from approvals.selectors.case_answers import files_of, is_sensitive
from approvals.selectors.case_files import CaseFiles, Place, case_files, was_opened
from approvals.selectors.open_case import OpenCase
from approvals.services.tick_page import MARKS, mark_page, note_page, open_page
from approvals.web.file_reason import reason_of
from approvals.web.reader import opened
from forms.errors import AttachmentUnreadable, PagesUnreadable
from forms.field_type import Attached
from forms.plain_text import tidy
from forms.services.file_pages import page_counts, page_image
from forms.spec import Text

LONGEST_FILE = 5_000
"""Pages of a file that are offered one by one; all of it can be opened as a whole."""


def files_shown(case: OpenCase, here: Place | None = None) -> CaseFiles:
    """The files of the case with the reader's ticks. Counts the pages of those nobody has counted."""
    counts = {sha256: min(count, LONGEST_FILE) for sha256, count in page_counts(files_of(case)).items()}
    return case_files(case, counts, here)


@never_cache
@require_safe
def page(request: HttpRequest, number: str, file: UUID, page: int) -> HttpResponse:
    """Whoever may read the case: one page of one of its files, which is ticked by it."""
    case, reference = _file(request, number, file)
    reason = reason_of(request, case, reference)
    if reason is None:
        return _asked_first(request, number, file, page)
    here = Place(file=reference.uuid, page=page)
    if files_shown(case, here).page is None:
        raise Http404
    open_page(
        case=case.case.uuid,
        number=number,
        sha256=reference.sha256,
        page=page,
        person=case.reader,
        own=case.is_own,
        sensitive=is_sensitive(case, reference),
        reason=reason,
        now=case.now,
    )
    return _shown(request, case, here)


@require_POST
def mark(request: HttpRequest, number: str, file: UUID, page: int) -> HttpResponse:
    """Whoever may read the case: bookmark a page, note something on it, or look again later. Only they see it."""
    case, reference = _file(request, number, file)
    if reason_of(request, case, reference) is None:
        return _asked_first(request, number, file, page)
    wanted, note, error = request.POST.get("mark", ""), tidy(request.POST.get("note", "")), None
    if wanted == "note":
        error = note_page(case=case.case.uuid, sha256=reference.sha256, page=page, person=case.reader, note=note)
    elif wanted in MARKS:
        mark_page(case=case.case.uuid, sha256=reference.sha256, page=page, person=case.reader, mark=wanted)
    if error is None and not request.headers.get("HX-Request"):
        return redirect(f"{reverse('approvals:case', args=[number])}#files")  # the page itself would tick it anew
    return _shown(request, case, Place(file=reference.uuid, page=page), note, error)


@require_safe
def image(request: HttpRequest, number: str, file: UUID, page: int) -> HttpResponse:
    """Whoever may read the case: what a page looks like that they opened, so that no picture goes unrecorded."""
    case, reference = _file(request, number, file)
    if reason_of(request, case, reference) is None:
        raise Http404
    if not (case.is_own or was_opened(case, reference, page)):
        raise Http404
    try:
        kind, content = page_image(reference, page)
    except (PagesUnreadable, AttachmentUnreadable) as unreadable:
        raise Http404 from unreadable
    response = HttpResponse(content, content_type=kind)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _asked_first(request: HttpRequest, number: str, file: UUID, page: int) -> HttpResponse:
    """To the page that asks why and leads back here; a script that wanted a part of a page is told to go there, too."""
    address = f"{reverse('approvals:attachment', args=[number, file])}?page={page}"
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def _shown(
    request: HttpRequest, case: OpenCase, here: Place, note: str = "", error: Text | None = None
) -> HttpResponse:
    """The part with the files for a page that shows it already, else a page around it."""
    context = {"case": case, "files": files_shown(case, here), "arrived": True, "note": note, "note_error": error}
    part = "approvals/case/files.html" if request.headers.get("HX-Target") == "files" else "approvals/file_page.html"
    return render(request, part, context, status=422 if error else 200)


def _file(request: HttpRequest, number: str, file: UUID) -> tuple[OpenCase, Attached]:
    """The case and the file, if its answers refer to it now. Raises Http404."""
    case = opened(request, number)
    reference = next((each for each in files_of(case) if each.uuid == str(file)), None)
    if reference is None:
        raise Http404
    return case, reference
