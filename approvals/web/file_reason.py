"""Why somebody opens a file of an item marked 要配慮: asked before, once a session for each file.

Not asked of whoever applied, nor of whoever has the case's work now: that is the reason.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from approvals.selectors.case_answers import is_sensitive
from approvals.selectors.open_case import OpenCase
from forms.field_type import Attached
from forms.free_text import text_problem
from forms.plain_text import tidy
from forms.spec import Text

SESSION_KEY = "reasons_of_files"
SHORTEST, LONGEST = 5, 200
TOO_SHORT = Text("開く理由を書いてください（5文字以上）。", "Write why you open the file (at least 5 characters).")


def reason_of(request: HttpRequest, case: OpenCase, file: Attached) -> str | None:
    """What the reader said, or has to do with the case; empty where nothing is asked; None while it is to be asked."""
    task = case.task_of_reader()
    if task is not None:
        return case.step(task.node)
    if case.is_own or not is_sensitive(case, file):
        return ""
    said: str | None = request.session.get(SESSION_KEY, {}).get(file.uuid)
    return said


def ask_reason(request: HttpRequest, case: OpenCase, file: Attached) -> HttpResponse:
    """The page that asks; sent with a reason it keeps that for the session and leads to the file or the page of it."""
    said, page = tidy(request.POST.get("reason", "")), _page_wanted(request)
    context: dict[str, object] = {"case": case, "file": file, "reason": said, "page": page}
    if request.method != "POST":
        return render(request, "approvals/file_reason.html", context)
    problem = text_problem(said, LONGEST) or (TOO_SHORT if len(said) < SHORTEST else None)
    if problem is not None:
        return render(request, "approvals/file_reason.html", context | {"error": problem}, status=422)
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), file.uuid: said}
    if page is not None:
        return redirect("approvals:file_page", case.case.number, UUID(file.uuid), page)
    return redirect("approvals:attachment", case.case.number, UUID(file.uuid))


def _page_wanted(request: HttpRequest) -> int | None:
    wanted = request.GET.get("page", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else None
