"""Whoever guesses passwords has to wait: at one staff number (django-axes counts), or at many from one address."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from meguro_platform.models import User

COOKIE = "meguro_browser"
KNOWN_FOR = timedelta(days=400)
MOST_KNOWN = 5
"""People who share a computer, at a counter say."""


def waiting_sentence(request: HttpRequest) -> str:
    """What is said to whoever guessed too often for one staff number; empty for everybody else."""
    if not getattr(request, "axes_locked_out", False):
        return ""
    return _("Too many wrong passwords. Please wait %(minutes)s minutes.") % {"minutes": _minutes()}


def spraying_sentence(request: HttpRequest, staff_number: str) -> str:
    """What is said when too many people's passwords were tried in vain from this address; else empty.

    An office behind one address is not meant: whoever logged in with this browser before is let through, and whoever
    mistyped and then got in does not count.
    """
    if staff_number in _known(request):
        return ""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(ip_address=request.META["REMOTE_ADDR"], attempt_time__gt=since)
    if tried.values("username").distinct().count() < settings.MOST_STAFF_NUMBERS_TRIED:
        return ""
    return _(
        "Wrong passwords were tried for many people from this network. "
        "Please wait %(minutes)s minutes, or use the browser in which you logged in before."
    ) % {"minutes": _minutes()}


def remember_browser(request: HttpRequest, answer: HttpResponse, person: User) -> HttpResponse:
    """The browser proves from now on that this person has logged in with it; it opens nothing by itself."""
    known = [person.staff_number, *(each for each in _known(request) if each != person.staff_number)]
    answer.set_signed_cookie(
        COOKIE,
        "+".join(known[:MOST_KNOWN]),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def as_answered(request: HttpRequest, answer: HttpResponse, credentials: object) -> HttpResponse:
    """Both pages that ask for a password say themselves that one has to wait."""
    return answer


def _known(request: HttpRequest) -> list[str]:
    try:
        return (request.get_signed_cookie(COOKIE, max_age=KNOWN_FOR) or "").split("+")
    except (KeyError, BadSignature):
        return []


def _minutes() -> int:
    return int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
