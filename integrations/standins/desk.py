"""The desk of a stand-in system: takes a signed call, does it once, and answers the same ever after."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from integrations.errors import SignatureRefusedError
from integrations.message import CALL, system_of
from integrations.signing import verified_id
from integrations.standins.callbacks import owe
from integrations.standins.front import Answer, Job, Request
from integrations.standins.ledger import Entry, Ledger
from integrations.standins.systems import Done, Operation, System


class CallBody(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a call, as a receiver reads it."""

    id: str
    type: str
    operation: str
    case: str
    key: str
    payload: dict[str, object]


def refusal_of(request: Request, secrets: tuple[str, ...]) -> Answer | None:
    """The refusal of a request whose signature is not ours."""
    try:
        verified_id(request.body, request.headers, secrets=secrets, now=datetime.now(UTC))
    except SignatureRefusedError as refusal:
        return Answer.of(401, code=refusal.reason, message=refusal.text.ja)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One system with its ledger and the key it shares with us."""

    system: System
    ledger: Ledger
    secrets: tuple[str, ...]
    callback_after: float
    """Seconds between an order and the message that it is done."""

    @property
    def name(self) -> str:
        return self.system.name

    def take(self, request: Request) -> Job | Answer:
        """The call that was posted, once its signature is shown to be ours."""
        if request.method != "POST":
            return Answer.of(404, message="ここにはありません。")
        call = refusal_of(request, self.secrets) or self.read(request.body)
        if isinstance(call, Answer):
            return call
        return Job(call.operation.partition(".")[2], lambda: self.serve(call))

    def read(self, body: bytes) -> CallBody | Answer:
        """The call in a body, or why it is none."""
        try:
            call = msgspec.json.decode(body, type=CallBody)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return Answer.of(400, code="malformed", message="呼出しの形が違います。")
        if call.type != CALL or system_of(call.operation) != self.system.name or self.operation(call) is None:
            return Answer.of(404, code="unknown_operation", message=f"「{call.operation}」という操作はありません。")
        return call

    def operation(self, call: CallBody) -> Operation | None:
        return self.system.operations.get(call.operation.partition(".")[2])

    def serve(self, call: CallBody) -> Answer:
        """Do what is asked, or answer what was answered when this key came before."""
        payload = json.dumps(call.payload, ensure_ascii=False, sort_keys=True)
        with self.ledger.transaction():
            before = self.ledger.seen(call.key)
            if before is None:
                return self._act(call, payload)
        if (before.operation, before.payload) != (call.operation, payload):
            return Answer.of(422, code="key_reused", message="同じ鍵で違う内容が届きました。")
        return Answer(before.status, before.answer)

    def _act(self, call: CallBody, payload: str) -> Answer:
        operation = self.operation(call)
        assert operation is not None  # `read` let only known operations pass
        missing = [name for name in operation.needs if call.payload.get(name) in (None, "")]
        if missing:
            return Answer.of(422, code="incomplete", message=f"{'、'.join(missing)}がありません。")
        match operation.act(self.ledger, call.key, call.payload):
            case Done() as done:
                answer = Answer.of(200, **dict(done.outputs))
                if done.announces:
                    owe(self.ledger, done.announces, after=self.callback_after)
            case refusal:
                answer = Answer.of(409, code=refusal.code, message=refusal.message)
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = Entry(
            key=call.key,
            operation=call.operation,
            case=call.case,
            payload=payload,
            status=answer.status,
            answer=answer.content,
        )
        self.ledger.write(entry, at=moment)
        return answer
