"""The ledger of calls: a list that stays fast however long it gets, narrowed by what has to be done."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from integrations.selectors.causes import causes
from integrations.selectors.hub import numbers as hub_numbers
from integrations.selectors.ledger import MOST_COUNTED, Show, count_calls, ledger_page
from integrations.selectors.systems import described_systems
from integrations.web.operators import Operator, operators_only

SHOWS: dict[str, tuple[Show, object]] = {
    "hands": ("hands", _("needs somebody")),
    "retrying": ("retrying", _("being tried again")),
    "waiting": ("waiting", _("waiting to be sent")),
    "closed": ("closed", _("given up")),
    "done": ("done", _("done")),
    "all": ("all", _("everything")),
}
_COUNTED = ("hands", "retrying", "waiting")


@never_cache
@require_safe
@operators_only
def ledger(request: HttpRequest, operator: Operator) -> HttpResponse:
    """Operators, for the systems they operate."""
    asked = {name: request.GET.get(name, "").replace("\0", "")[:200].strip() for name in ("system", "key")}
    show = SHOWS.get(request.GET.get("show", ""), SHOWS["hands" if not any(asked.values()) else "all"])[0]
    calls, older = ledger_page(show=show, **asked, systems=operator.systems, before=number_in(request, "before"))
    kept = {name: value for name, value in asked.items() if value}
    return render(
        request,
        "integrations/operations/ledger.html",
        {
            "calls": calls,
            "older": f"?{urlencode({'show': show, **kept, 'before': older})}" if older else "",
            "newest": f"?{urlencode({'show': show, **kept})}" if number_in(request, "before") else "",
            "show": show,
            "causes": causes(systems=operator.systems) if show == "hands" else [],
            "chips": ledger_chips(operator, show, kept),
            "asked": asked,
            "systems": [name for name in described_systems() if operator.may(name)],
        },
    )


@never_cache
@require_safe
@operators_only
def numbers(request: HttpRequest, operator: Operator) -> HttpResponse:
    """The row of figures by itself, for whoever keeps the page open."""
    figures = hub_numbers(timezone.now(), systems=operator.systems)
    return render(request, "integrations/operations/numbers.html", {**figures, "live": True})


def ledger_chips(
    operator: Operator, show: str, kept: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, object]]:
    """The lists of the ledger, with numbers where they say what is to be done."""
    return [
        {
            "href": f"?{urlencode({'show': name, **kept})}",
            "words": words,
            "current": name == show,
            "count": count_of(name, operator),
        }
        for name, (_show, words) in SHOWS.items()
    ]


def count_of(name: str, operator: Operator) -> str:
    """A number beside a filter where it says what is to be done."""
    if name not in _COUNTED:
        return ""
    count = count_calls(SHOWS[name][0], systems=operator.systems)
    return f"{MOST_COUNTED:,}+" if count >= MOST_COUNTED else f"{count:,}"


def number_in(request: HttpRequest, name: str) -> int:
    """A whole number of the address; zero for anything else."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
