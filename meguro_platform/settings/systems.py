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


LEDGER_ALARMS = {
    "waiting": environment.number("MEGURO_ALARM_WAITING", 5_000),
    "minutes_late": environment.number("MEGURO_ALARM_MINUTES_LATE", 30),
    "stopped": environment.number("MEGURO_ALARM_STOPPED", 0),
    "unclaimed": environment.number("MEGURO_ALARM_UNCLAIMED", 1_000),
}
"""Above which numbers the operations page and the metrics raise an alarm."""

MOST_KEPT_MESSAGES = environment.number("MEGURO_MOST_KEPT_MESSAGES", 50_000)
"""Messages no case waits for that are kept; then senders are asked to come back later with the same message."""

METRICS_TOKEN = environment.text("MEGURO_METRICS_TOKEN", "")
METRICS_FROM = environment.words("MEGURO_METRICS_FROM")
"""Who may read /metrics: whoever brings this token, or asks from one of these addresses or networks."""
