"""What is posted and what is received."""

import json

import pytest

from integrations.errors import MessageInvalidError
from integrations.message import LARGEST_BODY, Call, read_message


def a_call(key: str = "c1/旧証の停止/1", operation: str = "入退室.証の停止") -> Call:
    return Call(key=key, operation=operation, case="c1", payload={"職員証番号": "N-1", "事由": "紛失"})


def code_of(body: bytes) -> str:
    with pytest.raises(MessageInvalidError) as refused:
        read_message(body)
    return refused.value.code


def test_a_call_is_posted_with_its_key_and_its_payload() -> None:
    content = json.loads(a_call().body())

    assert content == {
        "id": a_call().id,
        "type": "meguro.operation.requested.v1",
        "operation": "入退室.証の停止",
        "case": "c1",
        "key": "c1/旧証の停止/1",
        "payload": {"職員証番号": "N-1", "事由": "紛失"},
    }


def test_every_try_of_a_call_has_the_same_bytes() -> None:
    again = Call(
        key="c1/旧証の停止/1", operation="入退室.証の停止", case="c1", payload={"事由": "紛失", "職員証番号": "N-1"}
    )

    assert again.body() == a_call().body()


def test_the_id_fits_a_header_and_follows_the_key() -> None:
    assert a_call().id.isascii()
    assert a_call().id == a_call().id != a_call(key="c1/旧証の停止/2").id


def test_the_system_is_the_word_before_the_dot() -> None:
    assert a_call().system == "入退室"


def test_a_message_is_read() -> None:
    message = read_message('{"name":"職員証発行.完了","key":"R-1","data":{"受付番号":"R-1","枚数":1}}'.encode())

    assert (message.system, message.key, message.data) == ("職員証発行", "R-1", {"受付番号": "R-1", "枚数": 1})


def test_a_fraction_arrives_as_it_was_written() -> None:
    assert read_message(b'{"name":"a.b","key":"k","data":{"x":1.50,"y":[1e400]}}').data == {"x": "1.50", "y": ["1e400"]}


def test_a_message_may_carry_no_data() -> None:
    assert read_message('{"name":"職員証発行.完了","key":"R-1"}'.encode()).data == {}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[1]",
        b"\xff",
        b"[" * 60_000,
        b'{"name":"a.b","key":"k","data":' + b'{"x":' * 5_000,
        b'{"name":"a.b"}',
        b'{"name":"","key":"k"}',
        b'{"name":"a.b","key":" "}',
        b'{"name":"a.b","key":5}',
        b'{"name":"a.b","key":"k","data":[]}',
        b'{"name":"a.b","key":"k","data":{"x":{"y":1}}}',
        b'{"name":"a.b","key":"k","data":{"x":NaN}}',
        b'{"name":"a.b","key":"k","data":{"x":[[1]]}}',
        b'{"name":"a.b","key":"k","admin":true}',
        b'{"name":"\\ud800.b","key":"k"}',
        b'{"name":"%s","key":"k"}' % (b"a" * 300),
    ],
)
def test_a_malformed_message_is_refused(body: bytes) -> None:
    assert code_of(body) == "message-malformed"


@pytest.mark.parametrize(
    "body", [rb'{"name":"a\u0000.b","key":"k"}', rb'{"name":"a.b","key":"k","data":{"x":["y\u0000"]}}']
)
def test_a_message_the_database_cannot_keep_is_refused(body: bytes) -> None:
    assert code_of(body) == "message-unstorable"


def test_a_huge_message_is_refused() -> None:
    assert code_of(b" " * (LARGEST_BODY + 1)) == "message-too-large"


def test_a_refusal_is_worded_in_both_languages() -> None:
    with pytest.raises(MessageInvalidError) as refused:
        read_message(b"{")

    assert "知らせは" in refused.value.text.ja
    assert "A message is JSON" in refused.value.text.en
