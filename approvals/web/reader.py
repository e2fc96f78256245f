"""Who asks, and in which language."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from approvals.selectors.open_case import OpenCase, open_case
from workflow.errors import CaseNotFound


def reader_of(request: HttpRequest) -> UUID:
    """The person who is logged in; the log-in stands before every page."""
    assert request.user.is_authenticated
    return request.user.uuid


def language() -> str:
    """ja or en."""
    return "en" if get_language() == "en" else "ja"


def opened(request: HttpRequest, number: str) -> OpenCase:
    """The case of this number as the reader may see it. Raises Http404 for what does not exist or is none of theirs."""
    try:
        return open_case(reader_of(request), number, language=language(), now=timezone.now())
    except CaseNotFound as missing:
        raise Http404 from missing
