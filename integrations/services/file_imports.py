"""What the platform does itself when a case asks: judges an attached file and keeps its rows, or throws them away.

It stands behind the same seam as the connectors, so a case cannot tell who took the file in. Unlike them it writes to
our database, from the thread that carries the order; the same order again finds the rows that are there already.
"""

import io
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
from integrations.layouts.judge import judge
from integrations.layouts.judgement import Judgement, Verdict
from integrations.layouts.layout import Consequence
from integrations.layouts.report import summary
from integrations.reply import NoReply, Reply
from integrations.selectors.layouts import LayoutsInvalidError, layout_named
from integrations.services.keep_rows import keep_rows
from integrations.systems.order import Order
from integrations.systems.system import FileImport

_MOST_REASONS = 3


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
        if carriage.does == "throw_away":
            discard_row_sets_of(origin=origin)
            return _done({})
        file = _file_in(order)
        content = io.BytesIO(open_attachment(file=file).content)
        judgement = judge(layout_named(carriage.layout), content, month=month)
        if judgement.verdict is Verdict.REJECTED:
            raise FileInvalidError(_reasons(judgement))
        uuid: UUID = uuid5(NAMESPACE_URL, f"{origin}:{order.call.key}:{judgement.survey.sha256}")
        kept = keep_rows(
            judgement=judgement, file=content, name=file.name, entered={}, now=order.at, uuid=uuid, origin=origin
        )
        rows = {"row_set": kept.row_set, "count": kept.count}
        return _done({"rows": rows, "findings": _to_decide(judgement), **judgement.totals})


def _to_decide(judgement: Judgement) -> int:
    """How much two people would have to decide. The case is told, and never goes on as if there were nothing."""
    return sum(tally.count for tally in judgement.tallies if tally.code.consequence is Consequence.HOLD)


def _done(outputs: dict[str, object]) -> Reply:
    return Reply(status=200, body=msgspec.json.encode(outputs))


def _refused(code: str, reason: Text) -> Reply:
    return Reply(status=422, body=msgspec.json.encode({"code": code, "message": reason.ja}))


def _file_in(order: Order) -> Attached:
    """The file among the inputs. Raises FileInvalidError when there is none."""
    files = attached_files(_input(order, "attachment"))
    if not files:
        raise FileInvalidError(Text("ファイルが添付されていません。", "No file is attached."))
    return files[0]


def _month_in(order: Order) -> date | None:
    """The first day of the month among the inputs."""
    month = _input(order, "year_month")
    return date.fromisoformat(f"{month}-01") if isinstance(month, str) else None


def _input(order: Order, kind: str) -> Json:
    """What was sent for the first input of a type."""
    names = (value.name for value in order.operation.send if value.item.type == kind)
    return cast(Json, order.call.payload.get(next(names, "")))


def _reasons(judgement: Judgement) -> Text:
    """The verdict in one line and the first places."""
    places = [detail.text for tally in judgement.tallies for detail in tally.details][:_MOST_REASONS]
    ja = "".join((f"{summary(judgement, 'ja')}。", *(place.ja for place in places)))
    return Text(ja, " ".join((f"{summary(judgement, 'en')}.", *(place.in_language("en") for place in places))))


_UNREADABLE = Text("添付されたファイルを読めません。", "The attached file cannot be read.")
