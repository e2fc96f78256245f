"""The request of an order: method, address, headers, body; without signature and token, which the connector adds."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec

from forms.spec import Text
from integrations.systems.order import Order
from integrations.systems.system import Envelope, HttpCall, Leaf
from integrations.systems.templates import NotFillable, filled, filled_line, filled_path, is_file

_ENCODER = msgspec.json.Encoder(order="deterministic", decimal_format="number")
_JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """What is sent."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


def http_message(order: Order) -> HttpMessage:
    """The request of an order; equal orders give equal bytes. Raises NotFillable."""
    match order.operation.carriage:
        case Envelope():
            return HttpMessage(
                method="POST", url=order.connection.url, headers={"content-type": _JSON}, body=order.call.body()
            )
        case HttpCall() as call:
            return _in_their_words(order, call)
        case other:
            raise TypeError(f"{type(other).__name__} is not carried over HTTP")


def _in_their_words(order: Order, call: HttpCall) -> HttpMessage:
    env = order.values
    url = order.connection.url.rstrip("/") + filled_path(call.path, env)
    headers = {name.lower(): _ascii(name, filled_line(leaf, env)) for name, leaf in call.headers.items()}
    if call.method == "GET":
        query = urlencode(_pairs(filled(call.body, env)))
        return HttpMessage(method="GET", url=f"{url}?{query}" if query else url, headers=headers, body=b"")
    if call.body is None:
        return HttpMessage(method=call.method, url=url, headers=headers, body=b"")
    type_, body = _body(order, call)
    return HttpMessage(method=call.method, url=url, headers={**headers, "content-type": type_}, body=body)


def _body(order: Order, call: HttpCall) -> tuple[str, bytes]:
    match call.shape:
        case "json":
            return _JSON, _ENCODER.encode(filled(call.body, order.values))
        case "form":
            pairs = _pairs(filled(call.body, order.values))
            return "application/x-www-form-urlencoded", urlencode(pairs).encode()
        case _:
            return _multipart(order, call)


def _pairs(content: object) -> list[tuple[str, str]]:
    if not isinstance(content, Mapping):
        return []
    return [(name, _word(value)) for name, value in content.items() if value is not None]


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _ascii(name: str, line: str) -> str:
    """Headers carry ASCII only. A key holds Japanese step names; send 呼出番号 instead."""
    if not line.isascii():
        raise NotFillable(Text(f"見出し「{name}」に日本語は送れません。", f"The header “{name}” carries ASCII only."))
    return line


def _multipart(order: Order, call: HttpCall) -> tuple[str, bytes]:
    assert isinstance(call.body, Mapping)
    boundary = hashlib.sha256(order.call.id.encode()).hexdigest()
    parts: list[bytes] = []
    for name, leaf in call.body.items():
        if isinstance(leaf, Leaf) and is_file(leaf):
            parts += _files(order, name, leaf)
        elif (value := filled(leaf, order.values)) is not None:
            parts.append(_part(f'name="{name}"', "text/plain; charset=utf-8", _word(value).encode()))
    lines = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return f"multipart/form-data; boundary={boundary}", lines + f"--{boundary}--\r\n".encode()


def _files(order: Order, name: str, leaf: Leaf) -> list[bytes]:
    found = []
    for file in order.chosen_files(leaf.expression):
        if file.uuid not in order.files:
            raise NotFillable(
                Text(f"ファイル「{file.name}」の中身がありません。", f"The file “{file.name}” is not there.")
            )
        shown = "".join(c if c not in '"\\\r\n' else "_" for c in file.name)
        found.append(_part(f'name="{name}"; filename="{shown}"', file.type, order.files[file.uuid]))
    return found


def _part(disposition: str, type_: str, content: bytes) -> bytes:
    head = f"Content-Disposition: form-data; {disposition}\r\nContent-Type: {type_}\r\n\r\n"
    return head.encode() + content
