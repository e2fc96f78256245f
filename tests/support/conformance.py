"""What every kind of connector has to do, stated once; each kind's tests bring a real server of another make."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from integrations.connectors.connectors import Connectors
from integrations.errors import Trouble
from integrations.reply import Failure, NeverArrived, NoReply, Reply, Success
from integrations.systems.connection import Connection
from integrations.systems.order import Order
from integrations.systems.verdict import verdict_on
from tests.support.orders import NOW, an_order

NAME = "髙﨑德𠮷の机"
"""With characters that a careless way of writing loses."""


class OtherSide(ABC):
    """A running system that takes orders of goods."""

    connection: Connection
    text: str
    """Its file; the operation is 出庫 with the input 品名 and, where the system answers, the output 番号."""
    answers: bool = True
    can_ask: bool = True

    @abstractmethod
    def arrived(self) -> Sequence[str]:
        """品名 of every different thing that arrived, in order."""

    @abstractmethod
    def nowhere(self) -> Connection:
        """The connection as it would be if nobody were there."""

    def order(self, name: str = NAME, *, key: str = "case/step/1") -> Order:
        return an_order(self.text, to=self.connection, payload={"品名": name}, key=key)


class Reachable(OtherSide):
    """One on another machine."""

    @abstractmethod
    def hanging(self) -> Connection:
        """The connection to somebody who never answers."""


class Conformance:
    """Inherit and give the fixture `other`."""

    def test_an_order_arrives_with_its_values(self, other: OtherSide) -> None:
        with Connectors() as connectors:
            reply = connectors.deliver(other.order())

        assert isinstance(reply, Reply), reply
        assert list(other.arrived()) == [NAME]

    def test_the_answer_says_that_it_was_done(self, other: OtherSide) -> None:
        order = other.order()
        outputs = ("番号",) if other.answers else ()

        with Connectors() as connectors:
            verdict = verdict_on(connectors.deliver(order), operation=order.operation, outputs=outputs, now=NOW)

        assert isinstance(verdict, Success), verdict
        assert set(verdict.outputs) == set(outputs)

    def test_the_same_key_again_does_nothing_twice(self, other: OtherSide) -> None:
        order = other.order()
        with Connectors() as connectors:
            first, second = connectors.deliver(order), connectors.deliver(order)

        assert isinstance(first, Reply)
        assert isinstance(second, Reply)
        assert (first.status, first.body) == (second.status, second.body)
        assert list(other.arrived()) == [NAME]

    def test_whoever_asks_hears_what_the_lost_answer_said(self, other: OtherSide) -> None:
        order = other.order()
        outputs = ("番号",) if other.answers else ()
        with Connectors() as connectors:
            before = connectors.ask(order)
            answer = connectors.deliver(order)
            after = connectors.ask(order)

        if not other.can_ask:
            assert isinstance(after, NoReply)
            assert after.trouble is Trouble.CANNOT_ASK
            return
        assert before == NeverArrived()
        assert isinstance(after, Reply), after
        told = verdict_on(after, operation=order.operation, outputs=outputs, now=NOW)
        assert told == verdict_on(answer, operation=order.operation, outputs=outputs, now=NOW)
        assert list(other.arrived()) == [NAME]

    def test_orders_from_many_threads_all_arrive(self, other: OtherSide) -> None:
        orders = [other.order(f"机{number}", key=f"case/step/{number}") for number in range(8)]
        with Connectors() as connectors, ThreadPoolExecutor(4) as threads:
            replies = list(threads.map(connectors.deliver, orders))

        assert all(isinstance(reply, Reply) for reply in replies), replies
        assert sorted(other.arrived()) == [f"机{number}" for number in range(8)]

    def test_when_nobody_is_there_it_is_said_and_not_raised(self, other: OtherSide) -> None:
        order = replace(other.order(), connection=other.nowhere())
        with Connectors() as connectors:
            replies = [connectors.deliver(order), connectors.ask(order)]

        assert all(isinstance(reply, NoReply) for reply in replies)
        assert next(reply.trouble for reply in replies if isinstance(reply, NoReply)) is Trouble.UNREACHABLE

    def test_a_failure_of_the_way_may_be_tried_again(self, other: OtherSide) -> None:
        order = replace(other.order(), connection=other.nowhere())
        with Connectors() as connectors:
            verdict = verdict_on(connectors.deliver(order), operation=order.operation, outputs=(), now=NOW)

        assert isinstance(verdict, Failure)
        assert not verdict.permanent


class NetworkConformance(Conformance):
    """What is asked besides of a kind that calls another machine."""

    def test_somebody_who_never_answers_is_left_in_time(self, other: Reachable) -> None:
        order = replace(other.order(), connection=other.hanging(), timeout=timedelta(seconds=0.5))
        with Connectors() as connectors:
            reply = connectors.deliver(order)

        assert isinstance(reply, NoReply)
        assert reply.trouble in (Trouble.TIMED_OUT, Trouble.CUT_OFF, Trouble.UNREACHABLE)

    def test_this_machine_is_not_called_unless_the_settings_allow_it(self, other: OtherSide) -> None:
        order = replace(other.order(), connection=replace(other.connection, allow=()))
        with Connectors() as connectors:
            reply = connectors.deliver(order)

        assert isinstance(reply, NoReply)
        assert reply.trouble is Trouble.NOT_ALLOWED
        assert list(other.arrived()) == []
