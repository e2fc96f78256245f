"""The connected systems: addresses and secrets from the environment, because definitions must not hold them."""

import json
import os
from pathlib import Path

from meguro_platform.settings import environment

Systems = dict[str, dict[str, object]]


def _systems() -> Systems:
    """MEGURO_CONNECTED_SYSTEMS, and over it what the file MEGURO_CONNECTED_SYSTEMS_FILE says; null removes a system."""
    systems = _read("MEGURO_CONNECTED_SYSTEMS", os.environ.get("MEGURO_CONNECTED_SYSTEMS", "{}"))
    if path := os.environ.get("MEGURO_CONNECTED_SYSTEMS_FILE"):
        try:
            content = Path(path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise environment.EnvironmentInvalidError(f"MEGURO_CONNECTED_SYSTEMS_FILE: {problem}") from None
        systems |= _read(path, content)
    return {name: options for name, options in systems.items() if options is not None}


def _read(where: str, content: str) -> Systems:
    """JSON from a system's name to its url, secret, timeout in seconds and more (docs/operations.md)."""
    try:
        systems = json.loads(content)
    except ValueError as problem:
        raise environment.EnvironmentInvalidError(f"{where} is no JSON: {problem}") from None
    if not isinstance(systems, dict) or not all(isinstance(each, dict | None) for each in systems.values()):
        raise environment.EnvironmentInvalidError(
            f'{where} must look like {{"system": {{"url": "https://…", "secret": "whsec_…"}}}}'
        )
    return systems


CONNECTED_SYSTEMS = _systems()


def of_the_demo(data: Path) -> Systems:
    """What `bootstrap.py run` has connected in a data folder, for commands that are typed beside it."""
    systems: Systems = {}
    for file in (data / "stand-ins" / "connected-systems.json", data / "connected-systems.json"):
        if file.exists():
            systems |= _read(str(file), file.read_text("utf-8"))
    return {name: options for name, options in systems.items() if options is not None}
