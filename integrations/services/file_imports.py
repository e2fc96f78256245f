"""What the platform does itself when a case asks: takes a file in, takes in corrections, or throws rows away.

It stands behind the same seam as the connectors, so a case cannot tell who took the file in. Unlike them it writes to
our database, from the thread that carries the order; the same order again finds the rows that are there already.
"""

from datetime import date
from typing import cast
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from django.db import close_old_connections

from forms.errors import AttachmentUnreadable
from forms.field_type import Attached, Json
from forms.fields.attachment import attached_files
from forms.services.issuance.row_sets import discard_row_sets_of
from forms.services.open_attachment import open_attachment
from forms.spec import Text
from integrations.errors import FileInvalidError, LayoutUnknownError, Trouble
from integrations.reply import NoReply, Reply
from integrations.selectors.layouts import LayoutsInvalidError, layout_named
from integrations.services.take_in import TakeIn, Taken, correction_of, take_in
from integrations.systems.order import Order
from integrations.systems.system import FileImport


class FileImports:
    """A `Connector` for operations of the kind import."""

    def deliver(self, order: Order) -> Reply | NoReply:
        """A rejected file is refused with its first reasons; nothing of it is kept."""
        try:
            return self._carried(order)
        except (LayoutUnknownError, LayoutsInvalidError) as problem:
            return NoReply(Trouble.NOT_CONNECTED, str(problem))
        except AttachmentUnreadable:
            return _refused(
                "file_missing", Text("添付されたファイルを読めません。", "The attached file cannot be read.")
            )
        except FileInvalidError as problem:
            return _refused("file_rejected", problem.text)
        finally:
            close_old_connections()

    def ask(self, order: Order) -> Reply | NoReply:
        """Carrying it again is the question: nothing happens twice."""
        return self.deliver(order)

    def _carried(self, order: Order) -> Reply:
        carriage = order.operation.carriage
        assert isinstance(carriage, FileImport)
        month = _month_in(order)
        origin = f"{order.call.case}:{month:%Y-%m}" if month else order.call.case
        match carriage.does:
            case "throw_away":
                discard_row_sets_of(origin=origin)
                return _done({})
            case "correct":
                people = str(order.call.payload.get(carriage.people) or "")
                return _done(take_in(correction_of(carriage, month, people), _what(order, month, f"{origin}:correct")))
            case _:
                return _done(take_in(_file_of(order, carriage), _what(order, month, origin)))


def _what(order: Order, month: date | None, origin: str) -> TakeIn:
    carriage = order.operation.carriage
    assert isinstance(carriage, FileImport)
    entered = {total: order.call.payload.get(name) for total, name in carriage.entered.items()}
    return TakeIn(
        layout=layout_named(carriage.layout),
        month=month,
        case=UUID(order.call.case),
        origin=origin,
        uuid=uuid5(NAMESPACE_URL, f"{origin}:{order.call.key}"),
        entered={total: value for total, value in entered.items() if isinstance(value, int)},
        now=order.at,
    )


def _file_of(order: Order, carriage: FileImport) -> Taken:
    """The file among the inputs, and its control file where one was sent. Raises FileInvalidError."""
    named = [value.name for value in order.operation.send if value.item.type == "attachment"]
    file = next((found for name in named if name != carriage.control and (found := _attached(order, name))), None)
    if file is None:
        raise FileInvalidError(Text("ファイルが添付されていません。", "No file is attached."))
    control = _attached(order, carriage.control)
    return Taken(
        name=file.name,
        content=open_attachment(file=file).content,
        control=open_attachment(file=control).content if control else None,
    )


def _attached(order: Order, name: str) -> Attached | None:
    return next(iter(attached_files(cast(Json, order.call.payload.get(name)))), None)


def _done(outputs: dict[str, object]) -> Reply:
    return Reply(status=200, body=msgspec.json.encode(outputs))


def _refused(code: str, reason: Text) -> Reply:
    return Reply(status=422, body=msgspec.json.encode({"code": code, "message": reason.ja}))


def _month_in(order: Order) -> date | None:
    """The first day of the month among the inputs."""
    names = (value.name for value in order.operation.send if value.item.type == "year_month")
    month = order.call.payload.get(next(names, ""))
    return date.fromisoformat(f"{month}-01") if isinstance(month, str) else None
