"""Filing what may be filed at any time (届) from the page of a case: its form, and what came of it."""

import json
from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from approvals.selectors.case_reports import reports_of
from approvals.selectors.open_case import OpenCase
from approvals.web.act_form import ActForm, fresh_key, read_act, read_answers
from approvals.web.acting import REUSED, Acted
from approvals.web.reader import opened
from forms.field_type import Json
from forms.ports import ports
from forms.selectors.attachments import files_for
from forms.validation.asking import Asking
from forms.validation.check import check_answers
from forms.validation.outcome import AnswerProblem
from forms.web.form_view import Drawing, FormView, form_view
from forms.web.typed import changes_rows
from workflow.engine.outcome import Objection, Refused
from workflow.errors import CommandKeyReused
from workflow.services.dispatch import Done
from workflow.services.look_up import Looking
from workflow.services.raise_report import raise_report
from workflow.services.request import NO_KEY, CommandKey

NO_ANSWERS: Mapping[str, Json] = {}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Whoever may read the case and file this; for everybody else it does not exist."""
    case = opened(request, number)
    found = next((each for each in reports_of(case) if each.name == name), None)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, case, name, ActForm(key=fresh_key()), NO_ANSWERS)
    form = read_act(request, case, None)
    answers, refused = read_answers(request, case, case.machine.report_form(name), _writable(case, name))
    if "take_out" in request.POST or changes_rows(request.POST):
        return _page(request, case, name, form, answers, refused)
    acted = _file(case, name, form, answers, refused)
    if acted.done:
        messages.success(request, _("“%(report)s” was filed.") % {"report": found.title.in_language(case.language)})
        return redirect("approvals:case", number=number)
    return _page(request, case, name, form, answers, refused, acted)


def _file(
    case: OpenCase, name: str, form: ActForm, answers: Mapping[str, Json], refused: Sequence[AnswerProblem]
) -> Acted:
    if refused:
        return Acted(
            Refused(tuple(Objection(code="answer_invalid", message=p.message, item=p.item or "") for p in refused))
        )
    person, uuid = str(case.reader), str(case.case.uuid)
    said = json.dumps(dict(answers), ensure_ascii=False, sort_keys=True)
    try:
        outcome = raise_report(
            case=case.case.uuid,
            report=name,
            person=case.reader,
            answers=answers,
            now=case.now,
            files=files_for(case.reader, answers, {}),
            drop_hidden=True,
            key=CommandKey.of(f"{person}:{form.key}", person, uuid, "report", name, said) if form.key else NO_KEY,
        )
    except CommandKeyReused:
        return Acted(REUSED)
    return Acted(outcome)


def _page(
    request: HttpRequest,
    case: OpenCase,
    name: str,
    form: ActForm,
    answers: Mapping[str, Json],
    refused: Sequence[AnswerProblem] = (),
    acted: Acted | None = None,
) -> HttpResponse:
    """The form with what was typed and what is wrong with it. Nothing was recorded."""
    drawn = _drawn(case, name, answers, refused, tried=acted is not None)
    whole = [] if acted is None else [problem for problem in (*acted.whole, acted.first_message) if problem]
    context = {
        "case": case,
        "form": drawn,
        "key": form.key,
        "problems": [{"message": each} for each in dict.fromkeys(whole)] if acted and not drawn.problems else [],
        "report": next(each for each in reports_of(case) if each.name == name),
        "has_files": any(item.spec.type == "attachment" for item in case.machine.report_form(name).items),
    }
    status = 200 if acted is None or isinstance(acted.outcome, Done) else acted.status
    return render(request, "approvals/report.html", context, status=status)


def _writable(case: OpenCase, name: str) -> dict[str, bool]:
    items = case.machine.report_form(name).items
    return {item.key: False for item in items if item.spec.fill == "first" and not item.spec.is_found}


def _drawn(
    case: OpenCase, name: str, answers: Mapping[str, Json], refused: Sequence[AnswerProblem], *, tried: bool
) -> FormView:
    form, writable = case.machine.report_form(name), _writable(case, name)
    files = files_for(case.reader, answers, {})
    checked = check_answers(
        form,
        previous={},
        submitted=answers,
        writable=writable,
        builtins=case.form.values,
        files=files,
        drop_hidden=True,
        asking=Asking(Looking(now=case.now).ask, everything=True) if form.asking else None,
    )
    return form_view(
        Drawing(
            form=form,
            checked=checked,
            typed=answers,
            writable=writable,
            files=files,
            language=case.language,
            tried=tried,
            uploads=tuple(refused),
            called=ports().called,
        )
    )
