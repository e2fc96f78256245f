"""Nothing is shown to a stranger, except what says so itself (`login_not_required`)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import urlencode


class LoginRequired(LoginRequiredMiddleware):
    """Leads to the log-in; when only a part of a page was asked for, the whole page goes there."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal is None or not request.headers.get("HX-Request"):
            return refusal
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        onward = urlencode({"next": here.path + (f"?{here.query}" if here.query else "")})
        return HttpResponse(status=204, headers={"HX-Redirect": f"{resolve_url('shell:login')}?{onward}"})
