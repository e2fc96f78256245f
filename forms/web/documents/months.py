"""The list of months beside a document: this fiscal year with amounts, earlier ones as links; or the list of years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from forms.errors import IssuanceRefused
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import IssuedDocument
from forms.selectors.issuance.own_documents import fiscal_year
from forms.services.issuance.batch_rows import spec_of
from forms.services.issuance.document_values import open_values
from forms.services.issuance.words import title_of
from forms.tokyo_time import TOKYO
from forms.wareki import write_era_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One document in the list."""

    document: IssuedDocument
    label: str
    net: int | None
    """None where it can't be opened; the page of the document says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A fiscal year; without months it is a link to its newest document."""

    label: str
    newest: UUID
    months: tuple[Month, ...]


def years_of(documents: Sequence[IssuedDocument], shown: IssuedDocument, kind: KindSpec, language: str) -> list[Year]:
    """The years of these documents, newest first; only that of the document shown is opened."""
    if kind.yearly:
        months = tuple(_month(document, kind, language) for document in documents)
        return [Year(label=kind.name.in_language(language), newest=documents[0].uuid, months=months)]
    by_year: dict[int, list[IssuedDocument]] = {}
    for document in documents:
        by_year.setdefault(_year(document), []).append(document)
    return [
        Year(
            label=_year_label(year, language),
            newest=found[0].uuid,
            months=tuple(_month(document, kind, language) for document in found) if year == _year(shown) else (),
        )
        for year, found in by_year.items()
    ]


def coming_of(documents: Sequence[IssuedDocument], language: str) -> list[tuple[str, datetime]]:
    """What comes next, and when: without a figure, and without an address."""
    found = []
    for document in documents:
        kind, at = spec_of(document.batch), document.batch.readable_from
        if kind is not None and at is not None:
            found.append((_label(document, kind, language), at))
    return found


def _year(document: IssuedDocument) -> int:
    made = document.made_at.astimezone(TOKYO).date()
    return fiscal_year(document.period or made)


def _year_label(year: int, language: str) -> str:
    if language == "en":
        return f"FY {year}"
    return write_era_date(date(year, 5, 1)).partition("年")[0] + "年度"


def _month(document: IssuedDocument, kind: KindSpec, language: str) -> Month:
    whole = _label(document, kind, language)
    try:
        return Month(document=document, label=whole, net=open_values(document).net)
    except IssuanceRefused:
        return Month(document=document, label=whole, net=None)


def _label(document: IssuedDocument, kind: KindSpec, language: str) -> str:
    whole = title_of(kind, document.period, document.variety).in_language(language)
    if kind.yearly:
        pass
    elif document.period is not None and language == "ja":
        whole = f"{document.period.month}月 {whole.partition(' ')[2]}"
    elif document.period is not None:
        whole = f"{document.period:%b} {whole.partition(', ')[2]}"
    return whole
