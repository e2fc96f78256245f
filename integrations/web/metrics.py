"""`/metrics` for Prometheus: read by whoever brings the token or asks from an address of the settings, nobody else."""

from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from integrations.selectors.metrics import ledger_metrics


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Programs that watch the platform. For everybody else there is no such page."""
    if not may_read(request.headers.get("Authorization", ""), request.META.get("REMOTE_ADDR", "")):
        raise Http404
    return HttpResponse(generate_latest(ledger_metrics(timezone.now())), content_type=CONTENT_TYPE_LATEST)


def may_read(authorization: str, address: str) -> bool:
    """Whether the token is right, or the address is one that may ask."""
    token = settings.METRICS_TOKEN
    if token and compare_digest(authorization.encode(), f"Bearer {token}".encode()):
        return True
    try:
        asking = ip_address(address)
    except ValueError:
        return False
    return any(asking in network for network in settings.METRICS_FROM)
