"""What keeps a batch from being released."""

from forms.issuance.totals import FEWEST, TotalLine, Totals, compared
from forms.models import IssueBatch
from forms.services.issuance.row_sets import totals_of_rows
from forms.spec import Text


def totals_of(batch: IssueBatch) -> Totals:
    """The sums of the batch's rows and what others told; empty for rows that came without a file."""
    return totals_of_rows(batch.row_set) if batch.row_set else Totals()


def lines_of(batch: IssueBatch) -> list[TotalLine]:
    """Each sum beside what others said it is; nothing for so few rows that a sum would say what single people get."""
    lines = compared(totals_of(batch))
    return lines if batch.rows.count() >= FEWEST else []


def agrees(batch: IssueBatch) -> bool:
    """Whether everybody who told totals told the same."""
    return all(line.agrees for line in compared(totals_of(batch)))


def obstacles_of(batch: IssueBatch) -> list[Text]:
    """Why nobody can release the batch now; empty when it can be released."""
    found = []
    if batch.opened_at is None or batch.chunks.filter(done_at=None).exists():
        found.append(Text("まだ作成中です。", "Documents are still being made."))
    if not agrees(batch):
        found.append(
            Text(
                "合計が一致しません。ファイルを取り込み直してください。",
                "The totals do not agree. Take the file in again.",
            )
        )
    return found
