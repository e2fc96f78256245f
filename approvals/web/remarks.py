"""Writing on a case (書きこむ). Only the part with the talk comes back, so that nothing else typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from approvals.selectors.case_talk import Said, people_to_tell, talk_of
from approvals.selectors.journal_sentences import sentences
from approvals.selectors.open_case import OpenCase
from approvals.services.look_at_case import LastLook
from approvals.services.write_remark import write_remark
from approvals.web.act_form import LONGEST_KEY, fresh_key
from approvals.web.reader import opened
from forms.plain_text import tidy
from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkForm:
    """The form as it is shown."""

    key: str
    text: str = ""
    tell: tuple[UUID, ...] = ()
    error: Text | None = None


@require_POST
def remark(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever may read the case."""
    case = opened(request, number)
    key, text = request.POST.get("remark.key", "")[:LONGEST_KEY], tidy(request.POST.get("remark.text", ""))
    key = key if key and key.isascii() and key.isprintable() else fresh_key()
    tell = tuple(filter(None, map(_uuid, request.POST.getlist("remark.tell")[:500])))
    error = write_remark(case=case, key=key, text=text, tell=tell)
    is_part = request.headers.get("HX-Target") == "talk"
    if error is None and not is_part:
        return redirect(f"{reverse('approvals:case', args=[number])}#talk")
    form = RemarkForm(key=key, text=text, tell=tell, error=error) if error else None
    part = "approvals/case/talk.html" if is_part else "approvals/remark.html"
    context = {
        "case": case,
        "talk_arrived": True,
        **talk_context(case, talk_of(case, sentences(case.case, case.language, without=case.kept_back)), form),
    }
    return render(request, part, context, status=422 if error else 200)


def talk_context(case: OpenCase, talk: Sequence[Said], form: RemarkForm | None = None) -> dict[str, object]:
    """What the part with the talk shows; an empty form unless one was sent."""
    form = form or RemarkForm(key=fresh_key())
    return {"talk": talk, "tellable": people_to_tell(case), "remark": form}


def remarks_since(talk: Sequence[Said], case: OpenCase, look: LastLook) -> list[Said]:
    """What others said beside the journal after the reader's last look; nothing on the first visit."""
    if look.at is None:
        return []
    return [said for said in talk if not said.in_journal and said.at > look.at and said.person != str(case.reader)]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
