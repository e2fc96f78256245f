"""The connected systems that people also work with in a browser: where, and whether calls to them get through."""

from dataclasses import dataclass

from django.conf import settings

from forms.spec import Text
from integrations.errors import ConnectionInvalidError
from integrations.selectors.connections import connection_of
from integrations.selectors.systems import described_systems
from workflow.models import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPage:
    """One system as the portal links to it."""

    title: Text
    href: str
    tone: str
    """ok, warn or bad; empty when nothing was sent yet."""
    words: Text
    """How our calls fare, in a word or two; who looks after the system sees more."""


def pages_for_people() -> list[SystemPage]:
    """Those whose settings name a page, in the order of the settings."""
    with_page = [name for name, options in settings.CONNECTED_SYSTEMS.items() if options.get("page")]
    if not with_page:
        return []
    described = described_systems()
    channels = {row.target: row for row in Channel.objects.filter(target__in=with_page)}
    found = []
    for name in with_page:
        try:
            href = connection_of(name).page
        except ConnectionInvalidError:
            continue  # the checks at the start of a process say what is wrong
        if name in described:
            tone, words = _state(channels.get(name))
            found.append(SystemPage(title=Text(name, described[name].en), href=href, tone=tone, words=words))
    return found


def _state(channel: Channel | None) -> tuple[str, Text]:
    if channel is None or channel.succeeded_at is None:
        return "", Text("")
    if channel.paused_at is not None:
        return "warn", Text("連携を停止中", "Connection paused")
    if channel.breaker != Channel.Breaker.CLOSED:
        return "bad", Text("連携できません", "Cannot be reached")
    if channel.failures:
        return "warn", Text("連携におくれ", "Connection delayed")
    return "ok", Text("正常", "Well")
