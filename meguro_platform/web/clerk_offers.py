"""What may be written where the clerk's cursor stands, and the schema that other editors know it from."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_write_definitions, needs
from workflow.definition.completion import offers_at
from workflow.definition.parser.parser import LANGUAGES
from workflow.definition.schema import schema_of


@never_cache
@require_POST
@needs(may_write_definitions)
def offers(request: HttpRequest) -> HttpResponse:
    """Members of an office that owns a procedure. Nothing is saved."""
    line = request.POST.get("line", "")
    number = int(line) if line.isascii() and line.isdigit() and len(line) < 7 else 1
    text = request.POST.get("text", "").replace("\r\n", "\n")
    found = offers_at(text, number, "en" if language_of(request) == "en" else "ja")
    return render(request, "clerk/offers.html", {"offers": found})


@require_safe
@needs(may_write_definitions)
def schema(request: HttpRequest, language: str) -> JsonResponse:
    """Members of an office that owns a procedure."""
    for known in LANGUAGES:
        if known == language:
            return JsonResponse(schema_of(known), json_dumps_params={"ensure_ascii": False})
    raise Http404
