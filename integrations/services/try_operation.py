"""One call by hand, outside any case: for whoever connects a system and wants to see both understand each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from forms.errors import AnswerInvalid
from forms.field_catalogue import field_of
from forms.spec import Text
from integrations.connectors.connectors import Connectors
from integrations.connectors.pickup import open_pickup
from integrations.errors import PayloadUnfitError, SystemUnknownError
from integrations.message import Call
from integrations.reply import Failure, NoReply, Reply, Success
from integrations.selectors.connections import connection_of
from integrations.selectors.systems import described_systems, operation_named
from integrations.services.file_imports import FileImports
from integrations.systems.file_message import file_message
from integrations.systems.http_message import http_message
from integrations.systems.order import Order
from integrations.systems.system import Envelope, FileDrop, FileImport, HttpCall, Mail, Statement, Value
from integrations.systems.templates import filled, filled_line
from integrations.systems.values import unfit
from integrations.systems.verdict import verdict_on

_ONLY_IN_CASES = Text(
    "この操作は案件の文書を送るので、案件の外では試せません。",
    "This operation sends the document of a case, so it cannot be tried outside one.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of it."""

    reply: Reply | NoReply
    verdict: Success | Failure


def trial_order(name: str, typed: Mapping[str, str], *, now: datetime) -> Order:
    """The order of an operation under a key that no case has; values are read as a form reads them.

    Raises SystemUnknownError, ConnectionMissingError, ConnectionInvalidError and PayloadUnfitError.
    """
    operation, connection = operation_named(name), connection_of(name.partition(".")[0])
    if operation.takes_document:
        raise PayloadUnfitError((_ONLY_IN_CASES,))
    payload = _payload(operation.send, typed)
    call = Call(key=f"trial/{uuid4()}", operation=name, case="", payload=payload)
    return Order(call=call, operation=operation, connection=connection, at=now, timeout=connection.timeout)


def _payload(values: Sequence[Value], typed: Mapping[str, str]) -> dict[str, object]:
    items = {value.name: value.item for value in values}
    try:
        payload = {
            name: field_of(items[name]).parse(raw, items[name]) if name in items else raw for name, raw in typed.items()
        }
    except AnswerInvalid as invalid:
        raise PayloadUnfitError((invalid.message,)) from None
    if complaints := unfit(values, payload):
        raise PayloadUnfitError(complaints)
    return dict(payload)


def shown(order: Order) -> str:
    """The message in the system's words, without signature, token and password. Raises NotFillable."""
    match order.operation.carriage:
        case Envelope() | HttpCall():
            message = http_message(order)
            headers = "".join(f"{name}: {value}\n" for name, value in message.headers.items())
            return f"{message.method} {message.url}\n{headers}\n{message.body.decode(errors='replace')}"
        case FileDrop():
            file = file_message(order)
            return f"{file.folder}/{file.name}\n\n{file.content.decode(errors='replace')}"
        case Statement(sql=sql, parameters=parameters):
            values = {name: filled(leaf, order.values) for name, leaf in parameters.items()}
            return f"{sql}\n{values}"
        case Mail(to=to, subject=subject, text=text):
            lines = (filled_line(to, order.values), filled_line(subject, order.values))
            return f"To: {lines[0]}\nSubject: {lines[1]}\n\n{filled(text, order.values)}"
        case FileImport(does=does, layout=layout):
            return " ".join((does, layout))


def try_operation(order: Order, *, now: datetime) -> Tried:
    """Carry the order."""
    with Connectors(FileImports()) as connectors:
        reply = connectors.deliver(order)
    outputs = [value.name for value in order.operation.receive if value.required]
    return Tried(reply=reply, verdict=verdict_on(reply, operation=order.operation, outputs=outputs, now=now))


def files_waiting(name: str, *, now: datetime) -> tuple[str, ...] | None:
    """Names of the complete files of a delivery (受信), none of them taken; None when the name is no delivery.

    Raises ConnectionMissingError, ConnectionInvalidError and PickupFailed.
    """
    system, _, delivery = name.partition(".")
    described = described_systems().get(system)
    if described is None:
        raise SystemUnknownError(name)
    if delivery not in described.deliveries:
        return None
    with open_pickup(described.kind, connection_of(system), described.deliveries[delivery]) as pickup:
        return pickup.waiting(now)
