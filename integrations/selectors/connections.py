"""Which systems are connected, where they are and how they sign: read from the settings, never from definitions.

`CONNECTED_SYSTEMS = {"入退室": {"url": "https://…", "secret": "whsec_…", "timeout": 30}}`. What else may be
written there, and which kind of connector needs what, is in docs/operations.md.
"""

from collections.abc import Mapping
from copy import deepcopy

from django.conf import settings

from forms.spec import Text
from integrations.errors import ConnectionInvalidError, ConnectionMissingError
from integrations.selectors.systems import SystemsInvalidError, described_systems
from integrations.systems.connection import Connection
from integrations.systems.connection_reader import read_connection
from integrations.systems.system import Kind


def connected_systems() -> tuple[str, ...]:
    """Names of all systems that have settings."""
    return tuple(settings.CONNECTED_SYSTEMS)


def connection_of(system: str) -> Connection:
    """How to reach a system. Raises ConnectionMissingError or ConnectionInvalidError.

    What the platform does itself needs no settings.
    """
    described = described_systems().get(system)
    options: Mapping[str, object] | None = settings.CONNECTED_SYSTEMS.get(system)
    if options is None and (described is None or described.kind is not Kind.IMPORT):
        raise ConnectionMissingError(system)
    return _read(system, described.kind if described else Kind.HTTP, options or {})


_known: dict[str, tuple[Kind, Mapping[str, object], Connection]] = {}


def _read(system: str, kind: Kind, options: Mapping[str, object]) -> Connection:
    """The connection, read once as long as the settings say the same: it is asked for with every call."""
    known = _known.get(system)
    if known is not None and known[0] is kind and known[1] == options:
        return known[2]
    found = read_connection(system, kind, options)
    _known[system] = kind, deepcopy(options), found
    return found


def problems_of_connections() -> list[Text]:
    """What is wrong with the settings of connected systems; empty when every one is usable."""
    try:
        described = described_systems()
    except SystemsInvalidError as invalid:
        return [Text(str(invalid), str(invalid))]
    found = []
    owners: dict[str, str] = {}
    for system in connected_systems():
        if system not in described:
            found.append(_undescribed(system))
            continue
        try:
            connection = connection_of(system)
        except ConnectionInvalidError as problem:
            found.append(problem.text)
            continue
        for secret in connection.secrets:
            other = owners.setdefault(secret.removeprefix("whsec_"), system)
            if other != system:
                found.append(_shared(system, other))
    return found


def _undescribed(system: str) -> Text:
    return Text(
        ja=f"設定に「{system}」がありますが、definitions/systems にその連携先の定義がありません。",
        en=f'The settings name the system "{system}", but no file under definitions/systems describes it.',
    )


def _shared(system: str, other: str) -> Text:
    """The key says who has sent a message, so one key for two would give one system's messages to the other."""
    return Text(
        ja=f"連携先「{system}」と「{other}」が同じ鍵を使っています。連携先ごとに別の鍵にしてください。",
        en=f'The systems "{system}" and "{other}" have the same secret. Give each its own.',
    )
