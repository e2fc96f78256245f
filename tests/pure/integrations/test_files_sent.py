"""Of several inputs with files, those go out that the expression chooses, in its order, whoever sends them."""

import re
from typing import Any

import msgspec

from forms.field_type import Attached
from integrations.systems.http_message import http_message
from tests.support.orders import an_order, connection

NAMES = "いろはにほへ"
FILE = "{型: 添付, 必須: いいえ}"
SYSTEM = f"""書式: 1
連携先: 倉庫
id: store
つなぎ方: HTTP
操作:
  - 操作: 出庫
    送る: {{{", ".join(f"{name}: {FILE}" for name in NAMES)}, 急ぎ: {{型: はい・いいえ, 必須: いいえ}}}}
    場所: /out
    本文の形: マルチパート
    本文: {{file: "CHOICE"}}
"""


def a_file(uuid: str, name: str = "") -> Attached:
    return Attached(uuid=uuid, sha256="a" * 64, name=f"{name or uuid}.pdf", size=1, type="application/pdf")


def sent(expression: str, payload: dict[str, Any]) -> list[tuple[str, str]]:
    """The names and contents of what goes out."""
    text = SYSTEM.replace("CHOICE", expression)
    files = {name: name.encode() for name in NAMES}
    order = an_order(text, to=connection(url="http://127.0.0.1:1"), payload=payload, files=files)
    return re.findall(
        r'filename="(.*)\.pdf"\r\nContent-Type: application/pdf\r\n\r\n(.*)\r\n', http_message(order).body.decode()
    )


def test_every_try_sends_files_in_the_same_order() -> None:
    everything = {name: [msgspec.to_builtins(a_file(name))] for name in NAMES}

    assert sent(f"concatenate({', '.join(NAMES)})", everything) == [(name, name) for name in NAMES]


def test_only_what_the_expression_chose_is_sent() -> None:
    payload = {"い": [msgspec.to_builtins(a_file("い"))], "ろ": [msgspec.to_builtins(a_file("ろ"))], "急ぎ": True}

    assert sent("if 急ぎ then い else ろ", payload) == [("い", "い")]
    assert sent("if 急ぎ then い else ろ", payload | {"急ぎ": False}) == [("ろ", "ろ")]


def test_of_two_files_with_one_name_the_chosen_one_is_sent() -> None:
    payload = {"い": [msgspec.to_builtins(a_file("い", "写し"))], "ろ": [msgspec.to_builtins(a_file("ろ", "写し"))]}

    assert sent("ろ", payload) == [("写し", "ろ")]


def test_a_file_that_is_not_there_keeps_no_other_back() -> None:
    payload = {"は": [msgspec.to_builtins(a_file("は"))]}

    assert sent("concatenate(い, は)", payload) == [("は", "は")]
    assert sent("if い = null then は else い", payload) == [("は", "は")]
