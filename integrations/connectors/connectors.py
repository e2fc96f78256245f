"""Every kind of connector behind the one seam: an order goes to the one of its operation's kind."""

from contextlib import ExitStack
from types import TracebackType

from integrations.connectors.connector import Connector
from integrations.connectors.http import HttpConnector
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.systems.order import Order
from integrations.systems.system import Kind


class Connectors:
    """One of each kind; use it as a context manager."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._by_kind: dict[Kind, Connector] = {Kind.HTTP: self._open.enter_context(HttpConnector())}

    def __enter__(self) -> "Connectors":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def deliver(self, order: Order) -> Reply | NoReply:
        """Carry it the way its system is reached."""
        return self._by_kind[order.operation.kind].deliver(order)

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        """Ask the way its system is reached."""
        return self._by_kind[order.operation.kind].ask(order)
