"""Giving a list of the inbox a name, and taking it away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from approvals.services.saved_views import delete_view, save_view
from approvals.web.inbox_pane import list_of
from approvals.web.reader import language, reader_of


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Everybody, for themselves."""
    query = list_of(request).to_keep.query
    problem = save_view(person=reader_of(request), name=request.POST.get("name", ""), query=query)
    if problem:
        messages.warning(request, problem.in_language(language()))
    return redirect(f"{reverse('approvals:inbox')}?{query}")


@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Everybody, of their own."""
    delete_view(person=reader_of(request), name=request.POST.get("name", "").replace("\0", ""))
    return redirect("approvals:inbox")
