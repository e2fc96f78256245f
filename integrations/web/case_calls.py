"""The calls of one case with every attempt: a part of the case page, addressed by its URL."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from integrations.ports import ports
from integrations.selectors.calls import calls_of_case
from integrations.web.operators import operator_of


@never_cache
@require_safe
def case_calls(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever may read the case; for everybody else it does not exist. Operators are led to what is technical."""
    assert request.user.is_authenticated
    case = ports().readable_case(request.user.uuid, number, timezone.now())
    if case is None:
        raise Http404
    part = bool(request.headers.get("HX-Request"))
    template = "integrations/case_calls.html" if part else "integrations/case_calls_page.html"
    operator = operator_of(request)
    calls = [(call, operator is not None and operator.may(call.system)) for call in calls_of_case(case)]
    return render(request, template, {"number": number, "calls": calls})
