"""The pages that say why a page can't be shown, in the look of all others."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from meguro_platform.error_responses import handle

FOR_PROGRAMS = "/api/v1/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent can't be understood."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person has no right to it. The exception's text is written for them."""
    return render(request, "errors/403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: it does not exist, or the person may not know that it does. Programs are told as by every other address."""
    if request.path.startswith(FOR_PROGRAMS) and (answer := handle(Http404(), {})):
        return JsonResponse(answer.data, status=answer.status_code, content_type="application/problem+json")
    return render(request, "errors/404.html", status=404)


def not_possible(request: HttpRequest, reason: str) -> HttpResponse:
    """503: this machine can't do it now; the reason says what is missing."""
    return render(request, "errors/503.html", {"reason": reason}, status=503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the form is from another log-in or too old; nothing was recorded."""
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Touches neither database nor session, which may be what failed."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
