"""The register of consents: how many stand where, notices, and answers that came on paper."""

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.errors import IssuanceRefused
from forms.issuance.consent import LABELS, Act, ConsentState
from forms.models import Channel, DocumentKind
from forms.ports import Recipient, ports
from forms.selectors.issuance.handlers import kinds_handled_by
from forms.selectors.issuance.standings import standings_of, text_in_force
from forms.services.issuance.consents import answer, notify
from forms.spec import Text
from forms.web.complaint import Complaint
from forms.web.issuance.permission import for_handlers
from forms.web.reader import person_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_handlers
def register(request: HttpRequest, kind: str) -> HttpResponse:
    """The office in charge: the consents for a kind it handles."""
    found = kinds_handled_by(person_of(request)).filter(key=kind).exclude(consent="").first()
    if found is None:
        raise Http404
    problems: list[Complaint] = []
    if request.method == "POST":
        try:
            messages.success(request, _act(request, found))
            return redirect("issuance:register", kind)
        except IssuanceRefused as refused:
            problems = [Complaint(Text(refused.ja, refused.en), "#number")]
    return render(
        request, "forms/issuance/register.html", _context(request, found, problems), status=422 if problems else 200
    )


def _act(request: HttpRequest, kind: DocumentKind) -> str:
    """A notice to whoever was never told, one sent by post, or an answer on paper. Raises IssuanceRefused."""
    person, now = person_of(request), timezone.now()
    if "notify" in request.POST:
        told = notify(consent=kind.consent, people=ports().everybody(), by=person, now=now)
        return ngettext("%(count)s person was told.", "%(count)s people were told.", len(told)) % {"count": len(told)}
    whom = _recipient(request.POST.get("number", "").replace("\0", "").strip())
    act = request.POST.get("act", "")
    if act == Act.NOTICE:
        if not notify(consent=kind.consent, people=[whom.person], by=person, now=now, channel=Channel.PAPER):
            raise IssuanceRefused(
                "この職員には、もう説明を送ったか、答えを受けています。",
                "This person has been told already, or has answered.",
            )
    elif act in (Act.AGREE, Act.REFUSE, Act.WITHDRAW):
        text = text_in_force(kind.consent)
        answer(
            consent=kind.consent,
            person=whom.person,
            act=Act(act),
            version=text.version if text else 0,
            by=person,
            now=now,
            channel=Channel.PAPER,
            note=request.POST.get("note", ""),
        )
    else:
        raise IssuanceRefused("記録することを選んでください。", "Choose what to record.")
    return _("Recorded for %(name)s.") % {"name": whom.name}


def _recipient(number: str) -> Recipient:
    found = ports().recipients_of([number], timezone.now()).get(number) if number else None
    if found is None:
        raise IssuanceRefused("職員の名簿にない番号です。", "No person in the staff register has this number.")
    return found


def _context(request: HttpRequest, kind: DocumentKind, problems: list[Complaint]) -> dict[str, object]:
    now = timezone.now()
    standings = standings_of(kind.consent, ports().everybody(), now)
    counts = Counter(standing.state for standing in standings.values())
    return {
        "kind": kind,
        "text": text_in_force(kind.consent),
        "counts": [(LABELS[state], counts[state]) for state in ConsentState if counts[state]],
        "not_notified": counts[ConsentState.NOT_NOTIFIED],
        "problems": problems,
        "number": request.POST.get("number", ""),
        "act": request.POST.get("act", ""),
        "note": request.POST.get("note", ""),
    }
