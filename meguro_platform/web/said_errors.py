"""What can't be made or opened on this machine is said in a sentence, on every page that has no better place for it."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from meguro_platform.said import said
from meguro_platform.web.errors import not_possible
from meguro_platform.web.language import language_of

logger = logging.getLogger(__name__)


class SaidErrors:
    """Turns them into a page with status 503; everything else stays a fault of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        sentence = said(exception)
        if sentence is None:
            return None
        logger.warning("%s: %s", request.path, exception)
        return not_possible(request, sentence.in_language(language_of(request)))
