"""What keeps a batch from being released."""

from msgspec import convert

from forms.issuance.totals import Told, TotalLine, compared
from forms.models import IssueBatch, RowSet
from forms.spec import Text


def sources_of(batch: IssueBatch) -> tuple[Told, ...]:
    """Who else told the totals of the batch's file."""
    row_set = RowSet.objects.filter(uuid=batch.row_set).only("controls").first() if batch.row_set else None
    return convert(row_set.controls, tuple[Told, ...]) if row_set else ()


def totals_of(batch: IssueBatch) -> list[TotalLine]:
    """The sums of the batch's rows beside what others said they are; empty for rows without a file."""
    row_set = RowSet.objects.filter(uuid=batch.row_set).only("sums", "controls").first() if batch.row_set else None
    return compared(row_set.sums, convert(row_set.controls, tuple[Told, ...])) if row_set else []


def obstacles_of(batch: IssueBatch) -> list[Text]:
    """Why nobody can release the batch now; empty when it can be released."""
    found = []
    if batch.opened_at is None or batch.chunks.filter(done_at=None).exists():
        found.append(Text("まだ作成中です。", "Documents are still being made."))
    if any(not line.agrees for line in totals_of(batch)):
        found.append(
            Text(
                "合計が一致しません。ファイルを取り込み直してください。",
                "The totals do not agree. Take the file in again.",
            )
        )
    return found
