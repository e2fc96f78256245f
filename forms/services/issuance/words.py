"""What a batch and its documents are called in notices and on pages."""

from datetime import date

from forms.issuance.columns import write_month, write_year
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import IssueBatch, IssuedDocument
from forms.services.issuance.batch_rows import spec_of
from forms.spec import Text

OWN_PAGE = "自分の書類"
"""What the page is called on which people read their documents and answer questions about them."""


def where_of(batch: IssueBatch) -> str:
    """Where its readers find it, for notices."""
    kind = spec_of(batch)
    return f"「{OWN_PAGE}」の画面の「{kind.name.ja}」で見られます。" if kind else f"「{OWN_PAGE}」の画面で見られます。"


def subject_of(batch: IssueBatch) -> Text:
    """令和8年11月 例月給与の給与明細; without rows the title of its case. Notices are in Japanese."""
    kind = spec_of(batch)
    document = IssuedDocument.objects.filter(batch=batch).first()
    if kind is None or document is None:
        return Text(batch.title or batch.template)
    title = title_of(kind, document.period, document.variety)
    return Text(f"{title.ja}の{kind.name.ja}", f"{kind.name.in_language('en')}, {title.in_language('en')}")


def title_of(kind: KindSpec, period: date | None, variety: str) -> Text:
    """令和8年11月 例月給与, November 2026, Monthly salary, 令和8年分; without a period what the kind is called."""
    words = kind.varieties.get(variety, Text(variety))
    if period is None:
        return words if words.ja else kind.name
    when = Text(f"{write_year(period)}分", write_year(period, "en")) if kind.yearly else _month(period)
    english = f"{when.en}, {words.in_language('en')}"
    return Text(f"{when.ja} {words.ja}".strip(), english.rstrip(", "))


def _month(month: date) -> Text:
    return Text(write_month(month), write_month(month, "en"))
