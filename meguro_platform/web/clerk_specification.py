"""The specification of a version: what it says, drawn and laid out, with the results of its scenarios; as PDF too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forms.errors import PrintingUnavailable, RenderingStopped
from forms.source.source import Source
from forms.spec import Text
from meguro_platform.selectors.clerk_procedures import ClerkProcedure, Version, source_of
from meguro_platform.services.checked_text import town_of_scenarios
from meguro_platform.services.specification import Described, Language, as_pdf, describe
from meguro_platform.web.chosen_version import chosen_version
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_write_definitions, needs
from meguro_platform.wiring import catalogue
from workflow.definition.translation.translate import NotTranslated


@never_cache
@require_safe
@needs(may_write_definitions)
def specification(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Members of the office that owns the procedure."""
    procedure, chosen = chosen_version(request, key, version)
    described = _described(request, chosen, key)
    return render(request, "clerk/specification.html", _context(procedure, chosen, described))


@never_cache
@require_safe
@needs(may_write_definitions)
def specification_pdf(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Members of the office that owns the procedure."""
    procedure, chosen = chosen_version(request, key, version)
    described = _described(request, chosen, key)
    refusal = None
    if described is not None:
        try:
            pdf = as_pdf(described, timezone.now())
        except (PrintingUnavailable, RenderingStopped) as refused:
            refusal = Text(refused.ja, refused.en)
        else:
            disposition = {"Content-Disposition": f'inline; filename="{key}.pdf"'}
            return HttpResponse(pdf, content_type="application/pdf", headers=disposition)
    context = _context(procedure, chosen, described) | {"refusal": refusal}
    return render(request, "clerk/specification.html", context, status=503 if refusal else 200)


def _described(request: HttpRequest, chosen: Version, key: str) -> Described | None:
    """None for a version that the language of today does not take any more."""
    source = Source(f"{key}.yaml", source_of(chosen.id))
    language: Language = "en" if language_of(request) == "en" else "ja"
    try:
        return describe(source, catalogue(), town_of_scenarios(), language)
    except NotTranslated:
        return None


def _context(procedure: ClerkProcedure, chosen: Version, described: Described | None) -> dict[str, object]:
    return {"procedure": procedure, "version": chosen, "described": described}
