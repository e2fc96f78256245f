"""What an answer means."""

from datetime import UTC, datetime, timedelta

import pytest

from integrations.errors import Trouble
from integrations.message import LARGEST_BODY
from integrations.reply import CALL_FAILED, Failure, NoReply, Reply, Success, judge

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)


def failure_of(reply: Reply | NoReply, outputs: tuple[str, ...] = ()) -> Failure:
    verdict = judge(reply, outputs=outputs, now=NOW)
    assert isinstance(verdict, Failure)
    return verdict


def test_an_answer_with_every_output_is_a_success() -> None:
    reply = Reply(status=200, body='{"受付番号":"R-1","職員証番号":"N-1","余り":1}'.encode())

    verdict = judge(reply, outputs=("受付番号", "職員証番号"), now=NOW)

    assert verdict == Success(outputs={"受付番号": "R-1", "職員証番号": "N-1"})


def test_an_output_with_a_fraction_arrives_as_it_was_written() -> None:
    verdict = judge(Reply(status=200, body=b'{"rate":0.10}'), outputs=("rate",), now=NOW)

    assert verdict == Success(outputs={"rate": "0.10"})


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_an_empty_answer_is_enough_when_nothing_is_promised(status: int) -> None:
    assert judge(Reply(status=status), outputs=(), now=NOW) == Success(outputs={})


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.TIMED_OUT, Trouble.CUT_OFF, Trouble.NOT_CONNECTED])
def test_no_answer_is_tried_again(trouble: Trouble) -> None:
    failure = failure_of(NoReply(trouble, "connection refused"))

    assert (failure.trouble, failure.permanent, failure.detail) == (trouble, False, "connection refused")


@pytest.mark.parametrize("status", [101, 408, 425, 429, 500, 502, 503, 504, 599])
def test_a_receiver_in_difficulties_is_tried_again(status: int) -> None:
    assert not failure_of(Reply(status=status)).permanent


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 413, 422, 451])
def test_a_receiver_that_says_no_is_not_asked_again(status: int) -> None:
    failure = failure_of(Reply(status=status))

    assert (failure.permanent, failure.trouble, failure.code) == (True, Trouble.REFUSED, CALL_FAILED)


def test_a_refusal_carries_the_receiver_s_own_code() -> None:
    failure = failure_of(Reply(status=409, body='{"code":"停止済","message":"この証は停止済みです。"}'.encode()))

    assert (failure.code, failure.detail) == ("停止済", "この証は停止済みです。")


UNUSABLE = [b'{"code":5}', b'{"code":""}', rb'{"code":"\u0000"}', b'{"code":"' + b"x" * 99 + b'"}', b"["]


@pytest.mark.parametrize("body", UNUSABLE)
def test_an_unusable_code_counts_as_no_code(body: bytes) -> None:
    assert failure_of(Reply(status=409, body=body)).code == CALL_FAILED


def test_the_code_of_a_passing_failure_is_not_used() -> None:
    assert failure_of(Reply(status=500, body=b'{"code":"boom"}')).code == CALL_FAILED


def test_a_busy_receiver_says_when_to_come_back() -> None:
    failure = failure_of(Reply(status=429, headers={"retry-after": "7"}))

    assert (failure.trouble, failure.retry_after) == (Trouble.BUSY, timedelta(seconds=7))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    failure = failure_of(Reply(status=status, headers={"location": "http://169.254.169.254/"}))

    assert (failure.trouble, failure.permanent) == (Trouble.REDIRECTED, True)


def test_a_redirect_to_what_cannot_be_kept_is_one_without_words() -> None:
    assert failure_of(Reply(status=302, headers={"location": "http://x/\0"})).detail == ""


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"null", b"\xff", b"[" * 60_000, b"{}" + b" " * LARGEST_BODY])
def test_garbage_is_tried_again(body: bytes) -> None:
    failure = failure_of(Reply(status=200, body=body))

    assert (failure.trouble, failure.permanent) == (Trouble.GARBLED, False)


@pytest.mark.parametrize("body", [b"", b"{}", '{"受付番号":null}'.encode(), '{"受付番号":["R"]}'.encode()])
def test_a_missing_output_is_not_asked_for_again(body: bytes) -> None:
    failure = failure_of(Reply(status=200, body=body), outputs=("受付番号",))

    assert (failure.trouble, failure.permanent, failure.detail) == (Trouble.INCOMPLETE, True, "受付番号")
