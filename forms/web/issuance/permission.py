"""Who may open the office's pages: those whom the organisation gave the right on the kind, nobody by being above."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from forms.models import IssueBatch
from forms.selectors.issuance.batches import batches_of
from forms.selectors.issuance.handlers import handles_any
from forms.web.reader import person_of

View = Callable[..., HttpResponseBase]


def for_handlers(view: View) -> View:
    """Only people who handle some kind of document; which one, each page asks again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not handles_any(person_of(request)):
            raise PermissionDenied(_("This right belongs to certain offices and follows your post."))
        return view(request, *args, **kwargs)

    return guarded


def batch_of(request: HttpRequest, batch: UUID) -> IssueBatch:
    """A batch of a kind that whoever asks handles. Raises Http404 for any other, whether it exists or not."""
    found = batches_of(person_of(request)).filter(uuid=batch).first()
    if found is None:
        raise Http404
    return found
