"""The first page of everybody: what needs me now, and where are my applications?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """Everybody who is logged in; every block shows only what is theirs."""
    return render(request, "shell/portal.html")
