"""Nothing is shown to a stranger, except what says so itself (`login_not_required`)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from forms.spec import Text
from meguro_platform.web.language import language_of

NOTHING_SENT = Text(
    "ログインの時間が切れていたので、送ったものは記録していません。もう一度ログインしてください。",
    "Your session had ended, so what you sent was not recorded. Please log in again.",
)


class LoginRequired(LoginRequiredMiddleware):
    """Leads to the log-in and from there back to the page; a part of a page takes the whole page there."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        is_part = bool(request.headers.get("HX-Request"))
        if refusal is None or not (is_part or request.method == "POST"):
            return refusal
        log_in = f"{resolve_url('shell:login')}?{urlencode({'next': _page_of(request)})}"
        if request.method == "POST":
            messages.warning(request, NOTHING_SENT.in_language(language_of(request)))
        return HttpResponse(status=204, headers={"HX-Redirect": log_in}) if is_part else HttpResponseRedirect(log_in)


def _page_of(request: HttpRequest) -> str:
    """Where the person was: the address that takes what a page sends can't be opened by itself."""
    try:
        here = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    except ValueError:  # http://[
        return ""
    return here.path + (f"?{here.query}" if here.query else "")
