"""What goes out and what comes back is held against the file, and put into the system's words and ours."""

import json
from typing import Any

import pytest

from integrations.errors import Trouble
from integrations.reply import Failure, Reply, Success
from integrations.systems.file_message import file_message
from integrations.systems.http_message import http_message
from integrations.systems.templates import NotFillable
from integrations.systems.values import unfit
from integrations.systems.verdict import verdict_on
from tests.support.orders import NOW, an_order, connection, described

TEXT = """書式: 1
連携先: 倉庫
id: store
つなぎ方: HTTP
操作:
  - 操作: 出庫
    送る:
      品名: {型: 文字, 文字数: 1〜10}
      数: {型: 整数, 必須: いいえ}
      単価: {型: 数値, 必須: いいえ}
      金額: {型: 金額, 必須: いいえ}
      期日: {型: 日付, 必須: いいえ}
      急ぎ: {型: はい・いいえ, 必須: いいえ}
    受取る:
      番号: {型: 文字, 元: result.no}
      残り: {型: 整数, 元: result.left, 必須: いいえ}
      状態: {型: 文字, 元: result.state, 必須: いいえ, 読替: {"1": 済, "2": 待ち}}
    方法: POST
    場所: /goods/{品名}/issues
    本文:
      item: {name: 品名, qty: 数, price: 単価}
      yen: 金額
      due: 期日
      urgent: 急ぎ
      key: 鍵
      fixed: 「A-1」
      tags: [品名, 「x」]
    断り: {符号: error.code, 説明: error.text, 読替: {E9: 品切れ}}
"""


def order(**payload: object) -> Any:
    return an_order(TEXT, to=connection(url="http://store.example/base/"), payload={"品名": "机", **payload})


def test_a_message_is_in_the_system_s_words_with_our_values() -> None:
    message = http_message(order(数=3, 単価="1.50", 金額=1200, 期日="2026-05-11", 急ぎ=True))

    assert (message.method, message.url) == ("POST", "http://store.example/base/goods/%E6%9C%BA/issues")
    assert json.loads(message.body, parse_float=str) == {
        "item": {"name": "机", "qty": 3, "price": "1.50"},
        "yen": 1200,
        "due": "2026-05-11",
        "urgent": True,
        "key": "case/step/1",
        "fixed": "A-1",
        "tags": ["机", "x"],
    }


def test_what_is_empty_is_null() -> None:
    assert json.loads(http_message(order()).body)["item"] == {"name": "机", "qty": None, "price": None}


def test_equal_orders_give_equal_bytes() -> None:
    assert http_message(order(数=1)) == http_message(order(数=1))


@pytest.mark.parametrize("name", [".", "..", "..."])
def test_a_value_cannot_lead_to_another_place(name: str) -> None:
    with pytest.raises(NotFillable):
        http_message(order(品名=name))


def test_a_slash_in_a_value_stays_a_value() -> None:
    assert http_message(order(品名="../x?y#z")).url.endswith("/goods/..%2Fx%3Fy%23z/issues")


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({}, "品名がありません。"),
        ({"品名": ""}, "品名がありません。"),
        ({"品名": "あ" * 11}, "品名"),
        ({"品名": 3}, "品名"),
        ({"品名": "机", "数": "三個"}, "数"),
        ({"品名": "机", "数": 1.5}, "数"),
        ({"品名": "机", "期日": "いつか"}, "期日"),
        ({"品名": "机", "急ぎ": "たぶん"}, "急ぎ"),
        ({"品名": "机", "住所": "目黒"}, "「住所」は決められていない値です。"),
        ({"品名": ["机"]}, "品名"),
        ({"品名": {"a": 1}}, "品名"),
    ],
)
def test_a_payload_that_breaks_the_types_is_not_sent(payload: dict[str, object], said: str) -> None:
    complaints = unfit(described(TEXT).operations["出庫"].send, payload)

    assert len(complaints) == 1
    assert said in complaints[0].ja


def told(status: int, content: object, *outputs: str) -> Success | Failure:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    operation = described(TEXT).operations["出庫"]
    return verdict_on(Reply(status=status, body=body), operation=operation, outputs=outputs, now=NOW)


def test_outputs_are_found_where_the_file_says_and_renamed() -> None:
    content = {"result": {"no": 17, "left": 4, "state": "2", "more": "ignored"}}

    assert told(200, content, "番号", "残り", "状態") == Success(outputs={"番号": "17", "残り": 4, "状態": "待ち"})


@pytest.mark.parametrize(
    ("status", "content", "trouble"),
    [
        (200, {"result": {}}, Trouble.INCOMPLETE),
        (200, {}, Trouble.INCOMPLETE),
        (200, {"result": {"no": "1", "left": "many"}}, Trouble.UNEXPECTED),
        (200, {"result": {"no": ["1"]}}, Trouble.UNEXPECTED),
        (200, {"result": {"no": True}}, Trouble.UNEXPECTED),
        (200, b"<html>", Trouble.GARBLED),
        (200, b"[1]", Trouble.GARBLED),
        (302, {}, Trouble.REDIRECTED),
        (404, {}, Trouble.REFUSED),
        (429, {}, Trouble.BUSY),
        (500, {}, Trouble.BROKEN),
    ],
)
def test_other_answers_are_failures(status: int, content: object, trouble: Trouble) -> None:
    failure = told(status, content, "番号")

    assert isinstance(failure, Failure)
    assert failure.trouble is trouble


def test_a_refusal_has_our_name_for_its_code() -> None:
    failure = told(409, {"error": {"code": "E9", "text": "ありません"}}, "番号")

    assert isinstance(failure, Failure)
    assert (failure.code, failure.detail) == ("品切れ", "ありません")


def test_an_unknown_code_stays_as_it_is_and_none_is_the_usual_error() -> None:
    known, unknown = told(409, {"error": {"code": "E1"}}), told(409, b"")

    assert isinstance(known, Failure)
    assert isinstance(unknown, Failure)
    assert (known.code, unknown.code) == ("E1", "call_failed")


FILE = """書式: 1
連携先: 倉庫
id: store
つなぎ方: フォルダー
操作:
  - 操作: 出庫
    送る: {品名: 文字}
    ファイル名: '{品名}.csv'
    本文: 品名
    文字コード: CP932
"""


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", "a\\b", "a\nb", "あ" * 100, "a:b", 'a"b'])
def test_a_value_that_is_no_name_of_a_file_is_refused(name: str) -> None:
    with pytest.raises(NotFillable):
        file_message(an_order(FILE, to=connection(folder="/srv/out"), payload={"品名": name}))


def test_characters_that_the_system_cannot_read_are_named() -> None:
    with pytest.raises(NotFillable) as refused:
        file_message(an_order(FILE, to=connection(folder="/srv/out"), payload={"品名": "𠮷"}))

    assert "U+20BB7" in refused.value.text.ja
    assert file_message(an_order(FILE, to=connection(folder="/x"), payload={"品名": "髙﨑①"})).content == (
        "髙﨑①".encode("cp932")
    )
