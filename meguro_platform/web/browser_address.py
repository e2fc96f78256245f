"""The address of whoever asks, also behind proxies: the proxies of the settings say whom they ask for."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class BrowserAddress:
    """Puts it in the place of the proxy's before anything else reads it: limits of log-ins and `/metrics` go by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        neighbour = request.META.get("REMOTE_ADDR", "")
        request.META["REMOTE_ADDR"] = asking(neighbour, request.headers.get("X-Forwarded-For", ""))
        return self.get_response(request)


def asking(neighbour: str, forwarded: str) -> str:
    """The last address on the way here that is none of our proxies: what stands before it anybody may have written."""
    address = neighbour
    for before in reversed(forwarded.split(",")):
        if not _is_proxy(address):
            break
        try:
            address = str(ip_address(before.strip()))
        except ValueError:
            break
    return address


def _is_proxy(address: str) -> bool:
    return bool(address) and any(ip_address(address) in network for network in settings.PROXIES)
