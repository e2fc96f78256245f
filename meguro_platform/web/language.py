"""The language of the screens is the person's choice, not the browser's: Japanese until they switch."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SESSION_KEY = "language"
"""Where the choice of somebody who has not logged in is kept."""


def language_of(request: HttpRequest) -> str:
    """ja or en."""
    chosen = request.user.language if request.user.is_authenticated else request.session.get(SESSION_KEY)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Speaks the person's language while their request is answered; stands after the authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response
