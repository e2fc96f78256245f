"""The operator's page: systems, what waits, and the cases that are stuck."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from integrations.selectors.hub import hub
from integrations.selectors.system_map import system_map
from integrations.web.ledger import ledger_chips
from integrations.web.operators import Operator, operators_only
from meguro_platform.selectors.open_incidents import open_incidents
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_operate


@never_cache
@require_safe
@operators_only
def overview(request: HttpRequest, operator: Operator) -> HttpResponse:
    """Operators; cases that are stuck only for the unit that keeps the platform running."""
    incidents = open_incidents() if may_operate(request) else []
    shown = hub(timezone.now(), systems=operator.systems)
    content = {
        **shown,
        "incidents": incidents,
        "hands": len(incidents) + shown["today"].hands,
        "live": request.GET.get("live") != "off",
        "chips": ledger_chips(operator, "hands"),
        "drawing": system_map(shown["health"], language_of(request)),
    }
    return render(request, "operations/overview.html", content)
