"""The documents of one person, as the reader's page lists and compares them."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from forms.issuance.columns import month_before
from forms.issuance.rows import RowState
from forms.models import DocumentKind, DocumentLook, IssuedDocument
from forms.selectors.issuance.readable import readable_documents


def with_contents(documents: QuerySet[IssuedDocument]) -> QuerySet[IssuedDocument]:
    """The documents with everything needed to open them."""
    return documents.select_related("batch__kind", "content")


def newest_first(documents: QuerySet[IssuedDocument]) -> QuerySet[IssuedDocument]:
    """By month, then by publication; the newest version of a document first."""
    return documents.order_by("-period", "-batch__readable_from", "-version", "-id")


def documents_of_kind(person: UUID, kind: str, now: datetime) -> list[IssuedDocument]:
    """Everything of a kind the person may read, in all versions, with what is needed to open it.

    A page that lists and compares documents asks this once, and the functions below pick from it.
    """
    return list(with_contents(newest_first(readable_documents(person, now).filter(kind=kind))))


def current_versions(documents: Iterable[IssuedDocument]) -> list[IssuedDocument]:
    """The newest version of each document, the newest month first."""
    found: dict[str, IssuedDocument] = {}
    for document in documents:
        known = found.get(document.root)
        if known is None or known.version < document.version:
            found[document.root] = document
    return list(found.values())


def versions_of(document: IssuedDocument, documents: Iterable[IssuedDocument]) -> list[IssuedDocument]:
    """All versions of a document, the newest first."""
    same = (each for each in documents if each.root == document.root)
    return sorted(same, key=lambda each: each.version, reverse=True)


def version_before(document: IssuedDocument, documents: QuerySet[IssuedDocument]) -> IssuedDocument | None:
    """The version that this one corrects, if it is among the documents."""
    earlier = documents.filter(root=document.root, person=document.person, version__lt=document.version)
    return earlier.order_by("-version").first()


def of_months_before(
    document: IssuedDocument, months: int, documents: Iterable[IssuedDocument]
) -> IssuedDocument | None:
    """The document of the same variety so many months earlier, in its newest version."""
    if document.period is None:
        return None
    wanted = (document.variety, month_before(document.period, months))
    return next((each for each in documents if (each.variety, each.period) == wanted), None)


def kinds_of(person: UUID, now: datetime) -> list[DocumentKind]:
    """The kinds the person has documents of, and those whose consent is asked of everybody."""
    held = readable_documents(person, now).values("kind")
    kinds = DocumentKind.objects.order_by("key")
    return [kind for kind in kinds if kind.consent or kind.key in {each["kind"] for each in held}]


def looks_at(document: IssuedDocument) -> QuerySet[DocumentLook]:
    """Who opened the document, the last first."""
    return DocumentLook.objects.filter(document=document).order_by("-at", "-id")


def coming_documents(person: UUID, kind: str, now: datetime) -> list[IssuedDocument]:
    """What has been released to the person and has not reached its hour; what it says stays shut until then."""
    made = IssuedDocument.objects.filter(person=person, kind=kind, row__state=RowState.MADE.value)
    waiting = made.filter(batch__readable_from__gt=now, batch__called_back_at=None)
    return list(waiting.select_related("batch__kind").order_by("batch__readable_from", "id"))


def fiscal_year(day: date) -> int:
    """From April to March."""
    return day.year if day.month > 3 else day.year - 1
