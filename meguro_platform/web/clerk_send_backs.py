"""Why the cases of a procedure come back, in numbers, for those who can write it better and those who audit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.selectors.procedure_names import procedure_names
from approvals.selectors.reason_kinds import reason_kinds
from meguro_platform.selectors.clerk_procedures import procedure_written_by
from meguro_platform.selectors.send_backs import ENOUGH, send_backs_of
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_audit, may_see_figures, needs, user_of


@never_cache
@require_safe
@needs(may_see_figures)
def send_backs(request: HttpRequest, key: str) -> HttpResponse:
    """Members of the office that owns the procedure, and of the audit office. Only numbers: nobody's case is read."""
    audits, named = may_audit(request), procedure_names([key.replace("\0", "")])
    if key not in named or not (audits or procedure_written_by(user_of(request), key)):
        raise Http404
    found, words, language = send_backs_of(key, timezone.now()), reason_kinds(), language_of(request)
    most = max(times for _, times in found.kinds) or 1
    rows = [
        (words.in_language(kind, language), times, 100 * times // most, round(100 * times / (found.total or 1)))
        for kind, times in found.kinds
    ]
    context = {"key": key, "name": named[key], "found": found, "rows": rows, "enough": ENOUGH, "audits": audits}
    return render(request, "clerk/send_backs.html", context)
