"""Who asks, and in which language."""

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
