"""Who asks, in which language, and for which page of a list."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language


def person_of(request: HttpRequest) -> UUID:
    """The person who is logged in; the log-in stands before every page."""
    assert request.user.is_authenticated
    return request.user.uuid


def language() -> str:
    """ja or en."""
    return "en" if get_language() == "en" else "ja"


def page_of(request: HttpRequest) -> int:
    """The page asked for; the first when that is no number."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
