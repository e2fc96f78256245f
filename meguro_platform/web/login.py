"""Logging in: in the demo by choosing a person, else by staff number and password."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from meguro_platform.models import User
from meguro_platform.web.demo_people import demo_groups, people_found
from meguro_platform.web.guessing import remember_browser, spraying_sentence, waiting_sentence
from meguro_platform.web.language import language_of
from meguro_platform.web.preferences import back

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
LONGEST_NUMBER = 20


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login_page(request: HttpRequest) -> HttpResponse:
    """Anybody."""
    if request.method == "GET":
        return _page(request)
    number = _typed_number(request)
    if not settings.DEMO and (sprayed := spraying_sentence(request, number)):
        return _page(request, error=sprayed, status=429)
    person = _chosen(number) if settings.DEMO else _proven(request, number)
    if person is None:
        waiting = waiting_sentence(request)
        wrong = _("This staff number and password do not go together.")
        return _page(request, error=waiting or wrong, status=429 if waiting else 422)
    login(request, person, backend=MODEL_BACKEND)
    return remember_browser(request, back(request), person)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Everybody who is logged in."""
    logout(request)
    return redirect("shell:login")


def _page(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    onward = request.POST.get("next") or request.GET.get("next", "")
    context: dict[str, object] = {"next": onward, "error": error}
    if settings.DEMO:
        wanted = request.GET.get("q", "")
        context |= {"groups": demo_groups(language_of(request)), "wanted": wanted, "found": people_found(wanted)}
    template = "shell/choose_person.html" if settings.DEMO else "shell/login.html"
    return render(request, template, context, status=status)


def _chosen(number: str) -> User:
    """The person chosen in the demo. Raises PermissionDenied for one who is not in it."""
    person = User.objects.filter(staff_number=number, is_active=True).first()
    if person is None:
        raise PermissionDenied(_("This person does not work here."))
    return person


def _proven(request: HttpRequest, number: str) -> User | None:
    person = authenticate(request, staff_number=number, password=request.POST.get("password", ""))
    return person if isinstance(person, User) else None


def _typed_number(request: HttpRequest) -> str:
    """What fits where wrong guesses are counted; no staff number is longer."""
    return request.POST.get("staff_number", "").replace("\0", "")[:LONGEST_NUMBER]
