"""The connected systems: addresses and secrets from the environment, because definitions must not hold them."""

import json
import os
from pathlib import Path

from meguro_platform.embedded.stand_ins import STAND_INS
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
    """What `bootstrap.py run` has connected in a data folder, for commands that are typed beside it.

    What only an older version started is left out, as at the next start.
    """
    files = data / "stand-ins" / "connected-systems.json", data / "connected-systems.json"
    started, by_hand = (_read(str(file), file.read_text("utf-8")) if file.exists() else {} for file in files)
    invented = {stand_in.system for stand_in in STAND_INS}
    systems = {name: options for name, options in started.items() if name in invented} | by_hand
    return {name: options for name, options in systems.items() if options is not None}
