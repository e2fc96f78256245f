"""What may be written where the clerk's cursor stands, and the schema that other editors know it from."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_write_definitions, needs
from meguro_platform.wiring import catalogue
from workflow.definition.completion.completion import offers_at
from workflow.definition.parser.parser import LANGUAGES
from workflow.definition.schema import schema_of
from workflow.definition.vocabulary.entries import Language


@never_cache
@require_POST
@needs(may_write_definitions)
def offers(request: HttpRequest) -> HttpResponse:
    """Members of an office that owns a procedure. Nothing is saved."""
    line, column = _number(request, "line") or 1, _number(request, "column")
    text = request.POST.get("text", "").replace("\r\n", "\n")
    reader: Language = "en" if language_of(request) == "en" else "ja"
    found = offers_at(text, line, column, catalogue(), reader)
    return render(request, "clerk/offers.html", {"offers": found, "line": line, "column": column})


def _number(request: HttpRequest, name: str) -> int | None:
    written = request.POST.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None


@require_safe
@needs(may_write_definitions)
def schema(request: HttpRequest, language: str) -> JsonResponse:
    """Members of an office that owns a procedure."""
    for known in LANGUAGES:
        if known == language:
            return JsonResponse(schema_of(known), json_dumps_params={"ensure_ascii": False})
    raise Http404
