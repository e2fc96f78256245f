"""Every small part of the pages in every state, for those who build pages. Only in the demo."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meguro_platform.web.part_examples import FIELDS, PROBLEMS, ROUTE


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Everybody who is logged in to the demo; nothing on it is real."""
    if not settings.DEMO:
        raise Http404
    now = timezone.now()
    dues = (now + timedelta(minutes=1), now + timedelta(days=1), now + timedelta(days=9), now - timedelta(days=2))
    return render(
        request,
        "shell/parts.html",
        {"dues": dues, "route": ROUTE, "fields": FIELDS, "problems": PROBLEMS, "tones": TONES},
    )


TONES = (
    ("now", "決定待ち"),
    ("ok", "決定"),
    ("bad", "差戻し"),
    ("warn", "おくれ"),
    ("proxy", "後閲"),
    ("auto", "自動"),
    ("", "供覧"),
)
