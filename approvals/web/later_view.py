"""Looking at a case later (後閲する): with a remark, or with an objection that reaches drafter and decider."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals.services.view_later import look_problem
from approvals.services.view_later import view_later as look_later
from approvals.web.act_block import act_block
from approvals.web.case_page import LaterLook, render_case
from approvals.web.reader import opened
from forms.plain_text import tidy


@require_POST
def view_later(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever has to look at the case later; the act is recorded in their own stream of the journal."""
    case, look = opened(request, number), read_look(request)
    if look.error is not None:
        return render_case(request, case, act_block(case), later=look, status=422)
    if not look_later(
        case=case.case.uuid, person=case.reader, now=case.now, comment=look.comment, objects=look.objects
    ):
        messages.warning(request, _("You have looked at it already. Nothing more was recorded."))
    elif look.objects:
        messages.success(request, _("Your objection is recorded. Whoever applied, and whoever has decided, was told."))
    else:
        messages.success(request, _("It is recorded that you have looked at the case."))
    return redirect("approvals:case", number=number)


def read_look(request: HttpRequest) -> LaterLook:
    """What was sent, with what is wrong with it."""
    comment, objects = tidy(request.POST.get("act.comment", "")), "later.objects" in request.POST
    return LaterLook(comment=comment, objects=objects, error=look_problem(comment, objects))
