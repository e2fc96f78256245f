"""The spot check of a file that was taken in: ten people drawn by the platform, laid beside the ledger one by one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.errors import IssuanceRefused
from forms.ports import ports
from forms.selectors.issuance.sampled_rows import has_opened, last_results
from forms.services.issuance.spot_check import Result, Sample, note_sampled
from forms.spec import Text
from forms.web.complaint import Complaint
from forms.web.documents.slip import slip_of
from forms.web.issuance.permission import for_handlers
from forms.web.reader import language, person_of
from integrations.models import FileJudgement
from integrations.selectors.compared_layouts import layouts_compared_by
from integrations.selectors.judgements import Judged, judgement_named
from integrations.services.sample_file import sample_file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_handlers
def sampled_file(request: HttpRequest, judgement: UUID) -> HttpResponse:
    """The office that issues documents of such rows: who was drawn, one row at a time, and how it agrees.

    What somebody gets is shown only after it was recorded who opens it.
    """
    person = person_of(request)
    judged, sample = _found(judgement, person)
    if request.method != "POST":
        return _page(request, judged, sample)
    number, result = request.POST.get("number", ""), request.POST.get("result", "")
    try:
        if result not in Result.values:
            raise IssuanceRefused("どうだったかを選んでください。", "Choose how it was.")
        note = request.POST.get("note", "")
        note_sampled(sample=sample, number=number, result=Result(result), note=note, viewer=person, now=timezone.now())
    except IssuanceRefused as refused:
        return _page(request, judged, sample, opened=number, refused=refused)
    if result == Result.OPENED:
        return _page(request, judged, sample, opened=number)
    messages.success(request, _("Recorded."))
    return redirect("integrations:sampled_file", judgement)


def _found(judgement: UUID, person: UUID) -> tuple[Judged, Sample]:
    """Raises Http404 for what is not there, not taken in, or not this office's."""
    found = FileJudgement.objects.filter(layout__in=layouts_compared_by(person), uuid=judgement).first()
    judged = judgement_named(judgement) if found else None
    sample = sample_file(found, viewer=person) if found and judged and judged.is_a_month else None
    if judged is None or sample is None:
        raise Http404
    return judged, sample


def _page(
    request: HttpRequest, judged: Judged, sample: Sample, *, opened: str = "", refused: IssuanceRefused | None = None
) -> HttpResponse:
    """With one row open, if the reader has opened it and that is recorded."""
    results = last_results(sample.row_set)
    known = ports().recipients_of([each.number for each in sample.drawn], timezone.now())
    viewers = ports().names_of(result.viewer for result in results.values())
    people = [
        {
            "number": each.number,
            "name": known[each.number].name if each.number in known else "",
            "why": each.why,
            "result": results.get(each.number),
            "viewer": viewers.get(results[each.number].viewer, "") if each.number in results else "",
        }
        for each in sample.drawn
    ]
    context: dict[str, Any] = {
        "judged": judged,
        "people": people,
        "problems": [Complaint(Text(refused.ja, refused.en), "#shown")] if refused else [],
        "note": request.POST.get("note", "") if refused else "",
    }
    if opened in sample.rows and has_opened(sample.row_set, opened, person_of(request)):
        context |= {
            "shown": next(each for each in people if each["number"] == opened),
            "slip": slip_of(sample.read(opened), sample.read_before(opened), None, language()),
        }
    return render(request, "integrations/sampled_file.html", context, status=422 if refused else 200)
