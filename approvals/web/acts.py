"""Acting on a case from its page: verdicts and their preview, withdrawing, taking back, taking up."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals.selectors.case_tasks import task_belongs
from approvals.selectors.journal_sentences import Sentence, sentences
from approvals.selectors.open_case import OpenCase
from approvals.selectors.page_notes import with_note
from approvals.web.act_block import ActBlock, act_block
from approvals.web.act_form import ActForm, read_act
from approvals.web.acting import Acted, act_on, take_back, withdraw_from
from approvals.web.case_page import Conflict, render_case
from approvals.web.inbox_list import read_list
from approvals.web.reader import opened
from forms.spec import Text
from forms.web.typed import changes_rows
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Refused, TooLate
from workflow.services.complete_user_task import GONE
from workflow.services.pull_up_task import pull_up_task
from workflow.services.urge_case import urge_case


@require_POST
def act(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the task, as routing says under the lock; the case must be theirs to read."""
    if "take_out" in request.POST or changes_rows(request.POST):  # only the form changes: nothing is decided by it
        return ask(request, number, task)
    case, node = of_task(request, number, task)
    form = read_act(request, case, node)
    acted = act_on(case, task, form)
    if acted.done:
        messages.success(request, acted.said)
        return redirect("approvals:case", number=number)
    return answer_refused(request, number, form, acted)


def answer_refused(request: HttpRequest, number: str, form: ActForm, acted: Acted) -> HttpResponse:
    """The page of the case as it is now, with what was typed and why nothing was recorded."""
    case = opened(request, number)
    block, conflict = block_after(case, form, acted), conflict_of(case, form, acted)
    return render_case(request, case, block, conflict=conflict, status=acted.status)


@require_POST
def ask(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the task: what a verdict would do, before it is given. Changes nothing."""
    case, node = of_task(request, number, task)
    form = read_act(request, case, node)
    if form.note:
        form = replace(form, comment=with_note(case, form.comment, form.note))
    block = act_block(case, form, problems=form.problems, reopened=request.POST.get("act.was", "")[:200])
    if block is None:
        return _nothing_left(request, case, form)
    if request.headers.get("HX-Request"):
        context = {"act": block, "case": case, "in_inbox": request.POST.get("act.from") == "inbox"}
        return render(
            request,
            "approvals/case/act.html",
            context | {"list": read_list(QueryDict(request.POST.get("act.list", "")[:500]))},
        )
    return render_case(request, case, block)


def _nothing_left(request: HttpRequest, case: OpenCase, form: ActForm) -> HttpResponse:
    """Somebody was faster while the reader wrote: in place of the form who it was, and what had been written."""
    conflict = conflict_of(case, form, Acted(GONE))
    if not request.headers.get("HX-Request"):
        return render_case(request, case, None, conflict=conflict, status=409)
    answer = render(request, "approvals/case/act_gone.html", {"conflict": conflict}, status=409)
    answer["HX-Retarget"] = answer["HX-Reselect"] = "#act"
    answer["HX-Reswap"] = "outerHTML"
    return answer


@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The applicant, or whom the definition names, as long as it allows."""
    case = opened(request, number)
    form = read_act(request, case, None)
    acted = withdraw_from(case, form)
    if acted.done:
        messages.success(request, _("The application was withdrawn."))
        return redirect("approvals:case", number=number)
    case = opened(request, number)
    late = isinstance(acted.outcome, TooLate)
    return render_case(
        request,
        case,
        act_block(case),
        conflict=conflict_of(case, form, acted) if late else None,
        asks_withdrawal=not late,
        withdrawal_comment=form.comment,
        withdrawal_error=acted.first_message,
        status=acted.status,
    )


@require_POST
def undo(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever acted last here: take it back (引戻し), as long as nobody has acted on it."""
    case = opened(request, number)
    acted = take_back(case, read_act(request, case, None), request.POST.get("act.recall", "")[:20])
    if acted.done:
        messages.success(request, _("You took it back. The work is yours again."))
        return redirect("approvals:case", number=number)
    return case_after_refusal(request, number, acted)


@require_POST
def pull_up(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever sits further up on the route: take the case before those below have acted (引上げ)."""
    case, _node = of_task(request, number, task)
    reason = request.POST.get("reason", "").strip()
    acted = Acted(pull_up_task(task=task, person=case.reader, reason=reason, now=case.now))
    if acted.done:
        messages.success(request, _("You took it up. Those who were passed over look at it later."))
        return redirect("approvals:case", number=number)
    if acted.first_message is not None:
        messages.error(request, acted.first_message.in_language(case.language))
    case = opened(request, number)
    return render_case(request, case, act_block(case), pull_up_reason=reason, status=acted.status)


@require_POST
def urge(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever applied: ask those who have the work to see to it (催促)."""
    case = opened(request, number)
    acted = Acted(urge_case(case=case.case.uuid, person=case.reader, now=case.now))
    if acted.done:
        messages.success(request, _("Those who have the work were reminded."))
        return redirect("approvals:case", number=number)
    return case_after_refusal(request, number, acted)


def case_after_refusal(request: HttpRequest, number: str, acted: Acted) -> HttpResponse:
    """The page of the case as it is now, with the sentence that says why nothing was recorded."""
    if acted.first_message is not None:
        messages.error(request, acted.first_message.in_language(get_language() or "ja"))
    case = opened(request, number)
    return render_case(request, case, act_block(case), status=acted.status)


def of_task(request: HttpRequest, number: str, task: UUID) -> tuple[OpenCase, UserNode | None]:
    """The case and the step of the task, if it is still open. Raises Http404 for a task of another case."""
    case = opened(request, number)
    if not task_belongs(task, case.case.uuid):
        raise Http404
    found = case.state.tasks.get(str(task))
    return case, case.machine.user_node(found.node) if found else None


def block_after(case: OpenCase, form: ActForm, acted: Acted) -> ActBlock | None:
    """The form again, with what was typed and what is wrong with it."""
    return act_block(
        case,
        form,
        problems=acted.problems,
        comment_error=acted.comment_error,
        warnings=acted.warnings,
        whole=acted.whole,
    )


def conflict_of(case: OpenCase, form: ActForm, acted: Acted) -> Conflict | None:
    """Who was faster and what they did, when that is why nothing was recorded; why at all, when no form is left."""
    has_work = case.task_of_reader() is not None
    if acted.status != 409 and has_work:
        return None
    since = sentences(case.case, case.language, after=form.seq, without=case.kept_back) if form.seq else []
    held = has_work and isinstance(acted.outcome, Refused)
    gone = not held and bool(form.verdict or form.asked) and "command_key_reused" not in acted.codes
    gone = gone and (acted.status == 409 or any(sentence.kind == "person" for sentence in since))
    title = _who_was_faster(since, case) if gone else None
    return Conflict(title=title or acted.first_message or Text(""), told=since[-5:], typed="" if held else form.comment)


def _who_was_faster(since: Sequence[Sentence], case: OpenCase) -> Text:
    """In words, who has dealt with it since the page was shown: there is nothing left to try again."""
    acts = [sentence for sentence in since if sentence.kind == "person"]
    if not acts:
        return Text(
            "この仕事は、もうあなたを待っていません。あなたの操作は記録していません。",
            "This work waits for you no longer. Nothing of yours was recorded.",
        )
    if acts[-1].person == str(case.reader):
        return Text(
            "別の画面で、あなたがもう処理しています。この操作は記録していません。",
            "You have dealt with it already, on another page. This was not recorded.",
        )
    return Text(
        f"先に{acts[-1].actor}さんが処理しました。あなたの操作は記録していません。",
        f"{acts[-1].actor} was faster. Nothing of yours was recorded.",
    )
