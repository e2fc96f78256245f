"""Search over every case one may read, and over what one can apply for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forms.search_words import asked_words
from meguro_platform.selectors.own_cases import Cursor, OwnPage
from meguro_platform.selectors.searched_cases import searched_cases
from meguro_platform.web.catalogue import entries_for, matches
from meguro_platform.web.language import language_of
from meguro_platform.web.my_cases import case_rows
from meguro_platform.web.signed_in import person_of
from meguro_platform.web.wording import local

MOST_PROCEDURES = 5


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everybody: among what they may read and start."""
    person, now, language = person_of(request), timezone.now(), language_of(request)
    typed = request.GET.get("q", "").replace("\0", "")[:100].strip()
    words = asked_words(typed)
    page = OwnPage(cases=[], next=None)
    if words:
        page = searched_cases(words, person, on=local(now), after=Cursor.read(request.GET.get("after", "")))
    procedures = [entry for entry in entries_for(person, now, language) if typed and matches(entry, typed)]
    return render(
        request,
        "apply/search.html",
        {
            "q": typed,
            "is_too_short": bool(typed) and not words,
            "rows": case_rows(page.cases, person, language),
            "procedures": procedures[:MOST_PROCEDURES],
            "onward": urlencode({"q": typed, "after": page.next.written}) if page.next else "",
            "is_first": "after" not in request.GET,
        },
    )
