"""/api/v1/documents/: the documents of the person whom the token belongs to, nobody else's."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from forms.errors import IssuanceRefused
from forms.models import IssuedDocument
from forms.selectors.issuance.own_documents import newest_first, with_contents
from forms.selectors.issuance.readable import readable_documents
from forms.services.issuance.batch_rows import spec_of
from forms.services.issuance.document_values import open_values
from forms.services.issuance.look import look_at_own
from forms.services.issuance.words import title_of

_MOST = 200
_TEXT, _WHOLE = {"type": "string"}, {"type": "integer"}
_DOCUMENT = {
    "type": "object",
    "properties": {
        "uuid": _TEXT,
        "kind": _TEXT,
        "title": _TEXT,
        "period": {"type": "string", "nullable": True},
        "version": _WHOLE,
        "published_at": {"type": "string", "format": "date-time"},
        "values": {"type": "object", "additionalProperties": True, "description": "By key of the column; one only"},
    },
}
_NO_STORE = {"Cache-Control": "private, no-store"}


class DocumentsView(APIView):
    """What there is to read, without what it says."""

    @extend_schema(operation_id="documents_list", responses={200: {"type": "array", "items": _DOCUMENT}})
    def get(self, request: Request) -> Response:
        mine = with_contents(newest_first(readable_documents(_asker(request), timezone.now())))
        return Response([_described(document) for document in mine[:_MOST]], headers=_NO_STORE)


class DocumentView(APIView):
    """One document with its values; it counts as read, and the look is recorded."""

    @extend_schema(operation_id="documents_one", responses={200: _DOCUMENT})
    def get(self, request: Request, document: UUID) -> Response:
        now = timezone.now()
        found = with_contents(readable_documents(_asker(request), now)).filter(uuid=document).first()
        if found is None:
            raise Http404
        try:
            opened = open_values(found)
        except IssuanceRefused:
            raise Http404 from None
        look_at_own(document=found, how="api", now=now)
        return Response(_described(found) | {"values": dict(opened.row)}, headers=_NO_STORE)


def _asker(request: Request) -> UUID:
    """Who asks. Every view here demands a person, so there is one."""
    assert request.user.is_authenticated
    return request.user.uuid


def _period(period: date | None, *, yearly: bool) -> str | None:
    return None if period is None else f"{period:%Y}" if yearly else f"{period:%Y-%m}"


def _described(document: IssuedDocument) -> dict[str, Any]:
    kind, published_at = document.batch.kind, document.batch.readable_from
    spec = spec_of(document.batch)
    return {
        "uuid": str(document.uuid),
        "kind": kind.key if kind else document.kind,
        "title": title_of(spec, document.period, document.variety).ja if spec else document.batch.title,
        "period": _period(document.period, yearly=spec is not None and spec.yearly),
        "version": document.version,
        "published_at": published_at.isoformat() if published_at else None,
    }
