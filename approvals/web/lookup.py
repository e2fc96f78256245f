"""What a field offers while somebody types a name: people, units, posts, and the cases he may see."""

from typing import get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.selectors.lookup import offered
from approvals.selectors.organisation import organisation_in_force
from approvals.web.reader import reader_of
from forms.field_type import ReferenceKind

KINDS: dict[str, ReferenceKind] = {kind: kind for kind in get_args(ReferenceKind)}


@never_cache
@require_safe
def lookup(request: HttpRequest, kind: str) -> HttpResponse:
    """Everybody: the organisation is known to all who work in it; of cases only their own to see. One parameter,
    under whatever name the field has."""
    if kind not in KINDS:
        raise Http404
    typed = str(next(iter(request.GET.values()), ""))
    found = offered(KINDS[kind], typed, reader_of(request), organisation_in_force(), timezone.localdate())
    return render(request, "widgets/offers.html", {"offers": found})
