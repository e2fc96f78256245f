"""What a page asks of whoever opens it, declared above the view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from meguro_platform.models import User
from meguro_platform.selectors.clerk_procedures import edits_any

View = Callable[..., HttpResponse]
Rule = Callable[[HttpRequest], bool]


def may_audit(request: HttpRequest) -> bool:
    """Members of the audit office."""
    return user_of(request).has_perm("workflow.audit_cases")


def may_operate(request: HttpRequest) -> bool:
    """Members of the unit that keeps the platform running."""
    return user_of(request).has_perm("workflow.settle_incidents")


def may_see_coming_organisation(request: HttpRequest) -> bool:
    """Members of the personnel section, and of the unit that keeps the platform running."""
    return user_of(request).has_perm("meguro_platform.see_coming_organisation")


def may_write_definitions(request: HttpRequest) -> bool:
    """Members of an office that owns a procedure; which ones, each page asks again."""
    return edits_any(user_of(request))


def may_see_figures(request: HttpRequest) -> bool:
    """Members of an office that owns a procedure, and of the audit office; of which ones, each page asks again."""
    return may_write_definitions(request) or may_audit(request)


def has_password(request: HttpRequest) -> bool:
    """Whoever logs in with a password, not by the demo's list of people or another system's word."""
    return user_of(request).has_usable_password()


def needs(rule: Rule) -> Callable[[View], View]:
    """Only whom the rule admits gets to the view; everybody else is told that the right is missing."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not rule(request):
                raise PermissionDenied(_("This right belongs to certain offices and follows your post."))
            return view(request, *args, **kwargs)

        return guarded

    return guard


def user_of(request: HttpRequest) -> User:
    """Who is logged in; the log-in stands before every page."""
    assert request.user.is_authenticated
    return request.user
