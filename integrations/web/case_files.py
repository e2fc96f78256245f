"""What was found in the files a case took in: a part of the case page, addressed by its URL."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from integrations.ports import ports
from integrations.selectors.compared_layouts import layouts_compared_by
from integrations.selectors.judgements import judgements_of


@never_cache
@require_safe
def case_files(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever may read the case; for everybody else it does not exist."""
    assert request.user.is_authenticated
    case = ports().readable_case(request.user.uuid, number, timezone.now())
    if case is None:
        raise Http404
    part = bool(request.headers.get("HX-Request"))
    template = "integrations/case_files.html" if part else "integrations/case_files_page.html"
    judgements = judgements_of(case)
    content = {
        "number": number,
        "judgements": judgements,
        "compared_layouts": layouts_compared_by(request.user.uuid) if judgements else (),
    }
    return render(request, template, content)
