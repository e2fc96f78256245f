"""Somebody of the office looks into one person's document, after saying why. The person can read who did, and why."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.errors import IssuanceRefused
from forms.models import IssueBatch, IssueRow
from forms.ports import ports
from forms.services.issuance.document_values import open_values
from forms.services.issuance.look import look_into
from forms.services.issuance.words import title_of
from forms.spec import Text
from forms.web.complaint import Complaint
from forms.web.documents.slip import slip_of
from forms.web.issuance.permission import batch_of, for_handlers
from forms.web.reader import language, person_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_handlers
def look(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The office in charge: find a person by staff number, give the reason, see the document as it was issued."""
    found = batch_of(request, batch)
    number, reason = request.POST.get("number", "").replace("\0", "").strip(), request.POST.get("reason", "")
    context: dict[str, object] = {"batch": found, "number": number, "reason": reason, "problems": []}
    if request.method != "POST":
        return render(request, "forms/issuance/look.html", context)
    try:
        return render(
            request, "forms/issuance/looked.html", context | _looked(found, number, reason, person_of(request))
        )
    except IssuanceRefused as refused:
        known = IssueRow.objects.filter(batch=found, staff_number=number, document__isnull=False).exists()
        context["problems"] = [Complaint(Text(refused.ja, refused.en), "#reason" if known else "#number")]
        return render(request, "forms/issuance/look.html", context, status=422)


def _looked(batch: IssueBatch, number: str, reason: str, viewer: UUID) -> dict[str, object]:
    rows = IssueRow.objects.filter(batch=batch, staff_number=number, document__content__isnull=False)
    row = rows.select_related("document__batch__kind", "document__content").first()
    if row is None or row.document is None:
        raise IssuanceRefused(
            "この職員番号の書類は、ここにはありません。", "There is no document for this staff number here."
        )
    look_into(document=row.document, viewer=viewer, how="view", reason=reason, now=timezone.now())
    opened = open_values(row.document)
    if opened.kind is None:
        raise Http404
    return {
        "document": row.document,
        "name": ports().names_of([row.document.person]).get(row.document.person, ""),
        "title": title_of(opened.kind, row.document.period, row.document.variety),
        "slip": slip_of(opened, None, None, language()),
    }
