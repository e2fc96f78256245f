"""A page that is only shown asks once which organisation is in force, and shows that one throughout."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from approvals.selectors.organisation import asked_once


class OneOrganisation:
    """Of requests that change nothing; an act asks again whenever it needs to know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with asked_once():
            return self.get_response(request)
