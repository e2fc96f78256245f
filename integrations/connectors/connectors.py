"""Every kind of connector behind the one seam: an order goes to the one of its operation's kind."""

import threading
from contextlib import ExitStack
from types import TracebackType

from integrations.connectors.connector import Connector
from integrations.connectors.http import HttpConnector
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.systems.order import Order
from integrations.systems.system import Kind


class Connectors:
    """One of each kind, made when it is first needed; use it as a context manager."""

    def __init__(self, imports: Connector | None = None) -> None:
        """`imports` takes files in; without it such orders cannot be carried."""
        self._open = ExitStack()
        self._lock = threading.Lock()
        self._made: dict[Kind, Connector] = {Kind.IMPORT: imports} if imports else {}

    def __enter__(self) -> "Connectors":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def deliver(self, order: Order) -> Reply | NoReply:
        """Carry it the way its system is reached."""
        return self._of(order.operation.kind).deliver(order)

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        """Ask the way its system is reached."""
        return self._of(order.operation.kind).ask(order)

    def _of(self, kind: Kind) -> Connector:
        with self._lock:
            connector = self._made.get(kind)
            if connector is None:
                connector = self._made[kind] = self._new(kind)
            return connector

    def _new(self, kind: Kind) -> Connector:
        """Libraries of the rarer kinds are loaded with the first order: paramiko alone takes 0.2 s to import."""
        match kind:
            case Kind.HTTP:
                return self._open.enter_context(HttpConnector())
            case Kind.SFTP:
                from integrations.connectors.sftp import SftpConnector

                return SftpConnector()
            case Kind.FOLDER:
                from integrations.connectors.folder import FolderConnector

                return FolderConnector()
            case Kind.SQL:
                from integrations.connectors.sql import SqlConnector

                return SqlConnector()
            case Kind.MAIL:
                from integrations.connectors.mail import MailConnector

                return MailConnector()
            case Kind.IMPORT:
                raise ValueError("whoever made these connectors gave none for imports")
