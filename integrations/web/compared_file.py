"""A judged file beside the file of the month before, as the office sees it from the day it arrives."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forms.ports import ports
from forms.spec import Text
from forms.web.issuance.people_compared import people_compared
from forms.web.issuance.permission import for_handlers
from forms.web.reader import person_of
from integrations.models import FileJudgement
from integrations.selectors.compared_layouts import layouts_compared_by
from integrations.selectors.judgements import judgement_named
from integrations.services.compare_files import compare_file

_HIDDEN = Text(
    "ファイルの合計は、取り込んだあとに出ます。合計は、ここからではなく、手元の控除合計表から記入します。",
    "The sums of the file appear once it was taken in: they are entered from your own list, not from here.",
)


@never_cache
@require_safe
@for_handlers
def compared_file(request: HttpRequest, judgement: UUID) -> HttpResponse:
    """The office that issues documents of such rows. That somebody looks is recorded.

    With ?everybody the lists of people are whole. Sums stand on it once the file was taken in: whoever still has to
    enter them from another list does not read them.
    """
    person, now = person_of(request), timezone.now()
    found = FileJudgement.objects.filter(layout__in=layouts_compared_by(person), uuid=judgement).first()
    judged = judgement_named(judgement) if found else None
    if found is None or judged is None or not judged.is_a_month:
        raise Http404
    month, compared = compare_file(found, viewer=person, now=now)
    context: dict[str, object] = {
        "judged": judged,
        "month": month,
        "compared": compared,
        "hides_sums": None if found.case else _HIDDEN,
    }
    if compared is not None:
        context |= people_compared(compared.people, _names, everybody="everybody" in request.GET)
    return render(request, "integrations/compared_file.html", context)


def _names(numbers: Sequence[str]) -> dict[str, str]:
    """By staff number."""
    return {number: each.name for number, each in ports().recipients_of(numbers, timezone.now()).items()}
