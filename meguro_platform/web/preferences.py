"""How a person wants to read and operate the screens: text size, language, single-key shortcuts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meguro_platform.models.user import Language, TextSize
from meguro_platform.services.mail_notices import choose_mail
from meguro_platform.web.language import SESSION_KEY as LANGUAGE_KEY
from meguro_platform.web.language import language_of
from meguro_platform.web.signed_in import person_of
from workflow.ports import ports

TEXT_SIZE_KEY = "text_size"
"""Where the choice of somebody who has not logged in is kept."""


def back(request: HttpRequest) -> HttpResponse:
    """To the page the person came from, never to another site."""
    page = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return redirect(page if safe and page.startswith("/") else "shell:portal")


@login_not_required
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep the text size; anybody may choose."""
    size = request.POST.get("text_size", "")
    if size not in TextSize.values:
        return HttpResponseBadRequest(_("This text size does not exist."))
    if request.user.is_authenticated:
        request.user.text_size = size
        request.user.save(update_fields=["text_size"])
    else:
        request.session[TEXT_SIZE_KEY] = size
    return HttpResponse(status=204) if request.headers.get("HX-Request") else back(request)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language; anybody may choose."""
    chosen = request.POST.get("language", "")
    if chosen not in Language.values:
        return HttpResponseBadRequest(_("This language does not exist."))
    if request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    else:
        request.session[LANGUAGE_KEY] = chosen
    return back(request)


@require_POST
def single_keys(request: HttpRequest) -> HttpResponse:
    """Switch single-key shortcuts on or off for oneself."""
    if request.user.is_authenticated:
        request.user.single_keys = request.POST.get("single_keys") == "on"
        request.user.save(update_fields=["single_keys"])
    return back(request)


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """How one wants to hear of new work by mail, for oneself."""
    refusal = choose_mail(
        person=person_of(request),
        how=request.POST.get("how", ""),
        address=request.POST.get("address", "").strip()[:254],
        now=timezone.now(),
        calendar=ports().calendar(),
    )
    if refusal is not None:
        messages.error(request, refusal.in_language(language_of(request)))
    else:
        messages.success(request, _("It is kept how you want to hear of new work."))
    return back(request)
