"""How a system may be called: how often, how many at once, at which hours, and whether twice does harm."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from workflow.services.channels import BreakerRule

AT_ONCE = 16
"""Calls to one system on their way at the same time, unless its settings say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the settings allow towards one system."""

    at_once: int = AT_ONCE
    per_second: int | None = None
    breaker: BreakerRule = field(default_factory=BreakerRule)


def policy_of(system: str) -> Policy:
    """The policy of a system; the usual one for a system without settings, which fails at its first call anyway."""
    options: dict[str, Any] = settings.CONNECTED_SYSTEMS.get(system, {})
    return Policy(at_once=int(options.get("at_once", AT_ONCE)), per_second=options.get("rate"))
