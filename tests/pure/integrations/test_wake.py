"""Waking the workers never holds up a commit."""

import threading
from queue import Queue

from integrations.services.wake import Waker


def test_a_call_becomes_a_message() -> None:
    sent: Queue[str] = Queue()

    Waker(lambda: sent.put("look"))()

    assert sent.get(timeout=10) == "look"


def test_many_calls_while_the_broker_is_slow_become_one_more_message() -> None:
    began, may_go_on, sent = Queue[str](), threading.Event(), Queue[str]()

    def send() -> None:
        began.put("look")
        may_go_on.wait(10)
        sent.put("look")

    wake = Waker(send)
    wake()
    began.get(timeout=10)

    for _ in range(100):
        wake()
    may_go_on.set()

    assert [sent.get(timeout=10), sent.get(timeout=10), began.get(timeout=10)] == ["look"] * 3
    assert began.empty()


def test_a_broker_that_is_gone_is_no_error_and_is_tried_the_next_time() -> None:
    tries: Queue[str] = Queue()

    def send() -> None:
        tries.put("look")
        raise OSError("connection refused")

    wake = Waker(send)
    wake()
    first = tries.get(timeout=10)
    wake()

    assert [first, tries.get(timeout=10)] == ["look", "look"]
