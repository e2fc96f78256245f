"""A case for somebody from outside (開示用): read covered first, covered further by hand, then made as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from approvals.selectors.case_then import case_then
from forms.documents.press.archive import pdf_a
from forms.errors import PrintingUnavailable, RenderingStopped
from forms.spec import Text
from meguro_platform.models import User
from meguro_platform.selectors.audit_cases import AuditedCase, record_of
from meguro_platform.selectors.disclosure import Disclosure, disclosed
from meguro_platform.web.audit_case import found_case, told
from meguro_platform.web.audit_purpose import states_purpose
from meguro_platform.web.audit_trail import recorded
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_audit, needs
from meguro_platform.web.signed_in import person_of

MOST_WORDS, LONGEST_WORD = 50, 100
_DESTROYED = Text(
    "記録の一部が定めにより廃棄されたので、内容を再現できません。開示用の写しは作れません。",
    "A part of the record was lawfully destroyed, so its content cannot be shown: no copy can be made.",
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(may_audit)
@states_purpose
def disclosure(request: HttpRequest, number: str) -> HttpResponse:
    """Members of the audit office. Words to cover come by POST: they must not stand in an address."""
    found, now, is_wanted = found_case(number), timezone.now(), request.POST.get("make") == "pdf"
    added = _added(request)
    event = "exported_disclosure" if is_wanted else "previewed_disclosure"
    body = told(request, found) | {"words_added": len(added)}
    with recorded(person=person_of(request), event=event, now=now, body=body):
        covered = _covered(request, found, added)
    refusal = _DESTROYED if covered is None else None
    if covered is not None and is_wanted:
        try:
            return _as_file(_pdf(found, covered), found.number)
        except (PrintingUnavailable, RenderingStopped) as refused:
            refusal = Text(refused.ja, refused.en)
    context = {"case": found, "covered": covered, "added": "\n".join(added), "refusal": refusal}
    return render(request, "audit/disclosure.html", context, status=503 if refusal and is_wanted else 200)


def _added(request: HttpRequest) -> list[str]:
    """One word a line, as typed; what cannot stand in a text is left out."""
    lines = request.POST.get("words", "").splitlines()[:MOST_WORDS]
    words = ("".join(c for c in line if c.isprintable() or c == "\u3000").strip()[:LONGEST_WORD] for line in lines)
    return list(dict.fromkeys(word for word in words if word))


def _covered(request: HttpRequest, found: AuditedCase, added: list[str]) -> Disclosure | None:
    """None where the record does not lead to what was written any more."""
    language = language_of(request)
    record = record_of(found, language)
    last = record.sentences[-1] if record.sentences else None
    if last is None:
        raise Http404
    then = case_then(found.number, last.seq, last.at, reader=person_of(request), language=language)
    if then is None:
        return None
    user = User.objects.filter(uuid=found.applicant).first()
    names = [user.name, "".join(user.name.split()), user.kana, user.staff_number] if user else []
    shown = then.people.name(str(found.applicant))
    return disclosed(then, record.sentences, applicant=[shown, *names], added=added)


def _pdf(found: AuditedCase, covered: Disclosure) -> bytes:
    """Raises PrintingUnavailable and RenderingStopped."""
    html = render_to_string("audit/disclosure_paper.html", {"case": found, "covered": covered}).strip()
    style = render_to_string("audit/paper.css").encode(), "text/css"
    return pdf_a(html, made_at=timezone.now(), memory={"paper.css": style})


def _as_file(content: bytes, number: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"{number}-disclosure.pdf") or "attachment"
    return answer
