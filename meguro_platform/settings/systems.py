"""The connected systems: addresses and secrets from the environment, because definitions must not hold them."""

import json

from meguro_platform.settings import environment


def _systems() -> dict[str, dict[str, object]]:
    """The value of MEGURO_CONNECTED_SYSTEMS: JSON from a system's name to its url, secret and timeout in seconds."""
    try:
        systems = json.loads(environment.text("MEGURO_CONNECTED_SYSTEMS", "{}"))
    except ValueError as problem:
        raise environment.EnvironmentInvalidError(f"MEGURO_CONNECTED_SYSTEMS is no JSON: {problem}") from None
    if not isinstance(systems, dict) or not all(isinstance(options, dict) for options in systems.values()):
        raise environment.EnvironmentInvalidError(
            'MEGURO_CONNECTED_SYSTEMS must look like {"system": {"url": "https://…", "secret": "whsec_…"}}'
        )
    return systems


CONNECTED_SYSTEMS = _systems()
