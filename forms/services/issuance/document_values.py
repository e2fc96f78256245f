"""What a document says, decrypted. Whoever calls has asked whether the reader may see it, and records the look."""

from dataclasses import dataclass

from forms.errors import IssuanceRefused
from forms.issuance.columns import Columns
from forms.issuance.correction import Change, changes
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import IssuedDocument
from forms.services.file_cipher import NotDecryptable
from forms.services.issuance.batch_rows import columns_of, spec_of
from forms.services.issuance.sealed import Row, open_document


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRead:
    """A row with what its columns mean."""

    kind: KindSpec | None
    columns: Columns
    row: Row

    def amount(self, column: str) -> int | None:
        """A whole number of the row; None when there is none."""
        value = self.columns.value(self.row, column)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def net(self) -> int | None:
        """The figure people look for first: the last of the kind's totals."""
        return self.amount(self.kind.totals[-1]) if self.kind and self.kind.totals else None

    def changed_from(self, before: "RowRead | None", language: str = "ja") -> tuple[Change, ...]:
        """What it says differently from the version before it; nothing for a first version."""
        if before is None:
            return ()
        hidden = self.kind.hidden if self.kind else ()
        return changes(self.columns, before.row, self.row, hidden=hidden, language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(RowRead):
    """A document with its values."""

    document: IssuedDocument


def open_values(document: IssuedDocument) -> Opened:
    """The document with its values; `batch` and `content` should be selected along.

    Raises IssuanceRefused when the stored content was changed or its key is missing.
    """
    try:
        row = open_document(document.content.sealed, str(document.uuid), document.sha256)
    except (NotDecryptable, ValueError):
        raise IssuanceRefused(
            "書類を開けません。保管場所を調べるので、情報政策課に知らせてください。",
            "The document cannot be opened. Tell the systems section: the storage has to be examined.",
        ) from None
    return Opened(document=document, kind=spec_of(document.batch), columns=columns_of(document.batch), row=row)
