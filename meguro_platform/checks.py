"""What Django checks before anything runs: the apps are plugged into each other, the connections are usable."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

import forms.ports
import integrations.ports
import workflow.ports
from forms.plugs import MissingPlug
from integrations.selectors.connections import problems_of_connections


@register
def apps_are_connected(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every port is filled."""
    try:
        for app in (forms.ports, workflow.ports, integrations.ports):
            app.ports()
    except MissingPlug as missing:
        return [Error(str(missing), hint="meguro_platform.apps calls it when Django starts", id="meguro.E001")]
    return []


@register
def connections_are_usable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Addresses and secrets of connected systems can be used as they are set."""
    hint = "see MEGURO_CONNECTED_SYSTEMS in docs/operations.md"
    return [Error(problem.en or problem.ja, hint=hint, id="meguro.E002") for problem in problems_of_connections()]
