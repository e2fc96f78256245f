"""Of several inputs with files, what goes out is in the order of the system's file, whichever process sends it."""

import re

import msgspec

from forms.field_type import Attached
from integrations.systems.http_message import http_message
from tests.support.orders import an_order, connection

NAMES = "いろはにほへ"
SYSTEM = f"""書式: 1
連携先: 倉庫
id: store
つなぎ方: HTTP
操作:
  - 操作: 出庫
    送る: {{{", ".join(f"{name}: 添付" for name in NAMES)}}}
    場所: /out
    本文の形: マルチパート
    本文: {{file: "concatenate({", ".join(reversed(NAMES))})"}}
"""


def a_file(name: str) -> Attached:
    return Attached(uuid=name, sha256="a" * 64, name=f"{name}.pdf", size=1, type="application/pdf")


def test_every_try_sends_files_in_the_same_order() -> None:
    payload = {name: [msgspec.to_builtins(a_file(name))] for name in NAMES}
    files = {name: name.encode() for name in NAMES}
    order = an_order(SYSTEM, to=connection(url="http://127.0.0.1:1"), payload=payload, files=files)

    body = http_message(order).body.decode()

    assert re.findall(r'filename="(.)\.pdf"', body) == list(NAMES)
