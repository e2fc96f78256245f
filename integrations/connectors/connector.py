"""What a way of reaching systems must be able to do: carry an order, and ask what became of one."""

from typing import Protocol

from integrations.reply import NeverArrived, NoReply, Reply
from integrations.systems.order import Order


class Connector(Protocol):
    """Called from several threads at once; never touches our database. Trouble on the way is a value, never raised.

    `integrations.systems.verdict.verdict_on` says what a reply means.
    """

    def deliver(self, order: Order) -> Reply | NoReply:
        """Carry it and wait for the answer, at most `order.timeout`."""
        ...

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        """What became of an order whose answer got lost: the answer it had, or that it never arrived.

        NoReply with CANNOT_ASK when there is no way to find out; every other NoReply says to ask again later.
        """
        ...
