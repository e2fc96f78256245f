"""A judged file beside the file of the month before, as the office sees it from the day it arrives."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forms.issuance.difference import Difference
from forms.ports import ports
from forms.spec import Text
from forms.web.issuance.permission import for_handlers
from forms.web.reader import person_of
from integrations.models import FileJudgement
from integrations.selectors.compared_layouts import layouts_compared_by
from integrations.selectors.judgements import judgement_named
from integrations.services.compare_files import compare_file

_NAMED = 500
_HIDDEN = Text(
    "ファイルの合計は、取り込んだあとに出ます。合計は、ここからではなく、手元の控除合計表から記入します。",
    "The sums of the file appear once it was taken in: they are entered from your own list, not from here.",
)


@never_cache
@require_safe
@for_handlers
def compared_file(request: HttpRequest, judgement: UUID) -> HttpResponse:
    """The office that issues documents of such rows. That somebody looks is recorded.

    Sums stand on it once the file was taken in: whoever still has to enter them from another list does not read them.
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
        context |= _named(compared.people)
    return render(request, "integrations/compared_file.html", context)


def _named(people: Difference) -> dict[str, object]:
    """Staff numbers with names; at most so many that a page can be read."""
    new, missing, changed = people.new[:_NAMED], people.missing[:_NAMED], people.changed[:_NAMED]
    known = ports().recipients_of([*new, *missing, *(each.who for each in changed)], timezone.now())
    names = {number: recipient.name for number, recipient in known.items()}
    return {
        "new": [(number, names.get(number, "")) for number in new],
        "missing": [(number, names.get(number, "")) for number in missing],
        "changed": [(each.who, names.get(each.who, ""), each.percent) for each in changed],
    }
