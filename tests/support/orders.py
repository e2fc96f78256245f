"""Orders to systems that tests describe in a few lines of YAML."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

from forms.source.source import Source
from integrations.errors import Trouble
from integrations.message import Call
from integrations.reply import NoReply
from integrations.systems.connection import Connection
from integrations.systems.order import Order
from integrations.systems.reader import load
from integrations.systems.system import ConnectedSystem

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
LOOPBACK = (ip_network("127.0.0.0/8"),)
PLAIN = """書式: 1
連携先: 倉庫
id: store
つなぎ方: HTTP
操作:
  - 操作: 出庫
    送る: {品名: 文字}
"""


class NeverAsked:
    """The half of a connector that a test does not use."""

    def ask(self, order: Order) -> NoReply:
        return NoReply(Trouble.CANNOT_ASK)


def described(text: str, id_: str = "store") -> ConnectedSystem:
    """The system of a file; fails with the problems when it has any."""
    loaded = load(Source(f"definitions/systems/{id_}.yaml", text))
    assert loaded.system is not None, [(each.position, each.message.ja) for each in loaded.problems]
    return loaded.system


def connection(system: str = "倉庫", **values: object) -> Connection:
    """A connection that may reach this machine."""
    defaults: dict[str, object] = {"system": system, "timeout": timedelta(seconds=30), "allow": LOOPBACK}
    return Connection(**{**defaults, **values})  # type: ignore[arg-type]


def an_order(
    text: str = PLAIN,
    operation: str = "出庫",
    *,
    to: Connection,
    payload: Mapping[str, object] | None = None,
    key: str = "case/step/1",
    seconds: float = 10,
    files: Mapping[str, bytes] | None = None,
) -> Order:
    """An order of one operation of the system that the text describes."""
    system = described(text)
    return Order(
        call=Call(key=key, operation=f"{system.name}.{operation}", case="case", payload=payload or {"品名": "机"}),
        operation=system.operations[operation],
        connection=to,
        at=NOW,
        timeout=timedelta(seconds=seconds),
        files=files or {},
    )
