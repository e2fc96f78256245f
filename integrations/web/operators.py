"""Who looks after calls: members of the unit that operates the platform, or of an office for its own systems."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, TypeAlias
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from guardian.shortcuts import get_objects_for_user

from integrations.models import ConnectedSystem

OPERATE, ADMINISTER = "integrations.operate_systems", "integrations.administer_systems"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who is asking, and for which systems he may."""

    person: UUID
    systems: frozenset[str] | None
    """None for all."""
    administers: bool

    def may(self, system: str) -> bool:
        return self.systems is None or system in self.systems


View: TypeAlias = Callable[Concatenate[HttpRequest, Operator, ...], HttpResponse]


def operator_of(request: HttpRequest) -> Operator | None:
    """The operator who asks; None for everybody else."""
    user = request.user
    if not user.is_authenticated:
        return None
    systems = None if user.has_perm(OPERATE) else _own(user)
    if systems is not None and not systems:
        return None
    return Operator(person=user.uuid, systems=systems, administers=user.has_perm(ADMINISTER))


def operators_only(view: View) -> Callable[..., HttpResponse]:
    """Only operators get to the view, which is told who is asking."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        operator = operator_of(request)
        if operator is None:
            raise PermissionDenied(_("This right belongs to certain offices and follows your post."))
        return view(request, operator, *args, **kwargs)

    return guarded


def _own(user: Any) -> frozenset[str]:
    return frozenset(get_objects_for_user(user, OPERATE, klass=ConnectedSystem).values_list("name", flat=True))
