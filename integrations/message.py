"""What is said between us and a connected system: the calls we post and the messages we receive.

A call is `POST <address of the system>` with the body
`{"id", "type", "operation", "case", "key", "payload"}`, signed (see `signing`). `key` is the idempotency key
`case/step/round/row`: a receiver that meets it again answers what it answered before and does nothing twice.
`id` is also the header webhook-id; it is made from the key, because headers cannot carry Japanese step names.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from forms.spec import Text
from integrations.errors import MessageInvalidError

CALL = "meguro.operation.requested.v1"
"""The type of every call; a change of shape gets a new number."""
LARGEST_BODY = 64 * 1024
"""Bytes of a message or an answer that are read; more is refused."""
_LONGEST_WORD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One outbound operation of one case."""

    key: str
    """Idempotency key, the same for every try."""
    operation: str
    """As the definition writes it: 入退室.証の停止."""
    case: str
    """Public identifier of the case, or "" for a call outside any case."""
    payload: Mapping[str, object]

    @property
    def id(self) -> str:
        return f"msg_{hashlib.sha256(self.key.encode()).hexdigest()[:32]}"

    @property
    def system(self) -> str:
        return system_of(self.operation)

    def body(self) -> bytes:
        """The bytes that are signed and posted; equal calls give equal bytes."""
        content = {
            "id": self.id,
            "type": CALL,
            "operation": self.operation,
            "case": self.case,
            "key": self.key,
            "payload": self.payload,
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One inbound message (知らせ): `name` as the definition writes it, `key` finds the case that waits for it."""

    name: str
    key: str
    data: dict[str, object] = {}
    """Text, whole numbers, truth values, null, and lists of them. Other numbers arrive as the text they were written,
    because the state of a case holds no floating point."""

    @property
    def system(self) -> str:
        return system_of(self.name)


def system_of(name: str) -> str:
    """The connected system an operation or message belongs to: the part before the first dot."""
    return name.partition(".")[0]


def read_message(body: bytes) -> Message:
    """The message in an inbound body. Raises MessageInvalidError for anything that is not exactly that."""
    if len(body) > LARGEST_BODY:
        raise too_large()
    try:
        message = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise MessageInvalidError("message-malformed", _SHAPE) from None
    words_fit = all(0 < len(word.strip()) <= _LONGEST_WORD for word in (message.name, message.key))
    if not words_fit or not all(_is_plain(value) for value in message.data.values()):
        raise MessageInvalidError("message-malformed", _SHAPE)
    if not all(is_storable(text) for text in (message.name, message.key, *_texts(message.data))):
        raise MessageInvalidError(
            "message-unstorable",
            Text(
                ja="知らせに使えない文字（NUL や片割れのサロゲート）が入っています。取り除いて送り直してください。",
                en="The message contains characters that cannot be kept (NUL, lone surrogates). Send it without them.",
            ),
        )
    return message


def too_large() -> MessageInvalidError:
    """The refusal of a body that is not read at all."""
    return MessageInvalidError(
        "message-too-large",
        Text(
            ja=f"知らせが大きすぎます。{LARGEST_BODY // 1024}キロバイトまでです。",
            en=f"The message is too large. At most {LARGEST_BODY // 1024} kB are read.",
        ),
    )


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can keep a text: no NUL and no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _is_plain(value: object) -> bool:
    parts = value if isinstance(value, list) else [value]
    return all(part is None or isinstance(part, str | int) for part in parts)


def _texts(data: Mapping[str, object]) -> Iterator[str]:
    for name, value in data.items():
        yield name
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, str):
                yield part


_DECODER = msgspec.json.Decoder(Message, float_hook=str)

_SHAPE = Text(
    ja='知らせは {"name": "システム.知らせ", "key": "照合する値", "data": {…}} の形の JSON で送ってください。'
    f"name と key は1〜{_LONGEST_WORD}文字、data の値は文字・数・真偽・空か、その並びです。",
    en='A message is JSON of the form {"name": "system.message", "key": "value to match", "data": {…}}; '
    f"name and key have 1 to {_LONGEST_WORD} characters; values of data are text, number, true, false, null or a list.",
)
