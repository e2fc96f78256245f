"""The explanation of a consent, and the answer to it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.errors import IssuanceRefused
from forms.issuance.consent import Act
from forms.models import Consent, DocumentKind
from forms.services.issuance.consents import answer
from forms.spec import Text
from forms.web.complaint import Complaint
from forms.web.documents.consent_card import consents_of
from forms.web.reader import language, person_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, kind: str) -> HttpResponse:
    """Everybody, about their own consent for a kind of document."""
    person, now = person_of(request), timezone.now()
    asked = DocumentKind.objects.filter(key=kind).exclude(consent="")
    shown = next(iter(consents_of(person, asked, now)), None)
    if shown is None:
        raise Http404
    problems: list[Complaint] = []
    if request.method == "POST":
        act, version = request.POST.get("act", ""), request.POST.get("version", "")
        try:
            _answer(shown.consent, person, act, version)
        except IssuanceRefused as refused:
            problems.append(Complaint(Text(refused.ja, refused.en)))
        else:
            messages.success(request, _said(act))
            return redirect("documents:consent", kind)
    entries = Consent.objects.filter(consent=shown.consent, person=person).order_by("-id")
    context = {
        "shown": shown,
        "kind": asked.first(),
        "text": shown.text.en if language() == "en" and shown.text.en else shown.text.ja,
        "entries": entries,
        "problems": problems,
    }
    return render(request, "forms/documents/consent.html", context, status=409 if problems else 200)


def _answer(consent: str, person: UUID, act: str, version: str) -> None:
    if act not in (Act.AGREE, Act.REFUSE, Act.WITHDRAW) or not (
        version.isascii() and version.isdigit() and len(version) < 7
    ):
        raise IssuanceRefused("答えを選んでください。", "Choose an answer.")
    answer(consent=consent, person=person, act=Act(act), version=int(version), by=person, now=timezone.now())


def _said(act: str) -> str:
    if act == Act.AGREE:
        return _("From the next publication on you receive it electronically.")
    return _("From the next publication on you receive it on paper. What you could read stays readable.")
