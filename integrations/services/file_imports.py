"""What the platform does itself when a case asks: judges an attached file and keeps its rows, or throws them away.

It stands behind the same seam as the connectors, so a case cannot tell who took the file in. Unlike them it writes to
our database, from the thread that carries the order; the same order again finds the rows that are there already.
"""

import io
import re
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from django.db import close_old_connections

from forms.errors import AttachmentUnreadable
from forms.field_type import Attached
from forms.services.issuance.row_sets import discard_row_sets_of
from forms.services.open_attachment import open_attachment
from forms.spec import Text
from integrations.errors import FileInvalidError, LayoutUnknownError, Trouble
from integrations.layouts.judge import judge
from integrations.layouts.judgement import Judgement, Verdict
from integrations.layouts.report import summary
from integrations.reply import NoReply, Reply
from integrations.selectors.layouts import LayoutsInvalidError, layout_named
from integrations.services.keep_rows import keep_rows
from integrations.systems.order import Order
from integrations.systems.system import FileImport

_MONTH = re.compile(r"(\d{4})-(\d{2})")
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
        return _done({"rows": rows, "findings": 0, **judgement.totals})


def _done(outputs: dict[str, object]) -> Reply:
    return Reply(status=200, body=msgspec.json.encode(outputs))


def _refused(code: str, reason: Text) -> Reply:
    return Reply(status=422, body=msgspec.json.encode({"code": code, "message": reason.ja}))


def _file_in(order: Order) -> Attached:
    """The one file among the inputs. Raises FileInvalidError when there is none."""
    for value in order.call.payload.values():
        if isinstance(value, list) and value and isinstance(value[0], dict) and "sha256" in value[0]:
            return msgspec.convert(value[0], Attached)
    raise FileInvalidError(Text("ファイルが添付されていません。", "No file is attached."))


def _month_in(order: Order) -> date | None:
    """The first day of the month among the inputs."""
    for value in order.call.payload.values():
        if isinstance(value, str) and (found := _MONTH.fullmatch(value)):
            return date(int(found[1]), int(found[2]), 1)
    return None


def _reasons(judgement: Judgement) -> Text:
    """The verdict in one line and the first places."""
    places = [detail.text for tally in judgement.tallies for detail in tally.details][:_MOST_REASONS]
    ja = "".join((f"{summary(judgement, 'ja')}。", *(place.ja for place in places)))
    return Text(ja, " ".join((f"{summary(judgement, 'en')}.", *(place.in_language("en") for place in places))))


_UNREADABLE = Text("添付されたファイルを読めません。", "The attached file cannot be read.")
