"""/api/v1/cases/…: acts on a case beside the work that is open: withdraw, urge, take back, look later."""

import msgspec
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from approvals.selectors.cases_for_programs import visible_case
from approvals.services.view_later import look_problem, view_later
from approvals.web.api.body import asker, read_body
from approvals.web.api.command import NoBody, answered, read_command
from approvals.web.api.described import CASE, KEY, LATER_VIEW, LOOKED, PROBLEM, WITHDRAW
from approvals.web.api.problem import not_done
from forms.spec import Text
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.services.pull_back import pull_back
from workflow.services.urge_case import urge_case
from workflow.services.withdraw_case import withdraw_case


class CommentBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A word on why."""

    comment: str = ""


class WithdrawView(APIView):
    """取下げ."""

    @extend_schema(
        operation_id="cases_withdraw", request=WITHDRAW, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY]
    )
    def post(self, request: Request, number: str) -> Response:
        asked = read_command(request, CommentBody)
        if isinstance(asked, Response):
            return asked
        case = visible_case(asked.person, number)
        outcome = withdraw_case(
            case=case.uuid,
            person=asked.person,
            now=timezone.now(),
            comment=asked.body.comment,
            key=asked.key(number, asked.said),
        )
        return answered(outcome, 200)


class UrgeView(APIView):
    """催促: ask those who have the work to see to it; at most once in four hours."""

    @extend_schema(operation_id="cases_urge", request=None, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY])
    def post(self, request: Request, number: str) -> Response:
        asked = read_command(request, NoBody)
        if isinstance(asked, Response):
            return asked
        case, key = visible_case(asked.person, number), asked.key(number, "urge")
        return answered(urge_case(case=case.uuid, person=asked.person, now=timezone.now(), key=key), 200)


class PullBackView(APIView):
    """引戻し: take back what the person did last, as long as nobody has acted on it."""

    @extend_schema(
        operation_id="cases_pull_back", request=None, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY]
    )
    def post(self, request: Request, number: str) -> Response:
        asked = read_command(request, NoBody)
        if isinstance(asked, Response):
            return asked
        case, key = visible_case(asked.person, number), asked.key(number, "pull_back")
        return answered(pull_back(case=case.uuid, person=asked.person, now=timezone.now(), key=key), 200)


class LaterViewBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What somebody says who looks later."""

    comment: str = ""
    objection: bool = False


class LaterViewView(APIView):
    """後閲: look at a case that went on without one; of an objection drafter and decider are told."""

    @extend_schema(operation_id="cases_later_view", request=LATER_VIEW, responses={200: LOOKED, "4XX": PROBLEM})
    def post(self, request: Request, number: str) -> Response:
        body = read_body(request, LaterViewBody)
        if isinstance(body, Refused):
            return not_done(body)
        person, comment = asker(request), body.comment
        case = visible_case(person, number)
        if (refused := look_problem(comment, body.objection)) is not None:
            return not_done(Refused((Objection(code="comment_invalid", message=refused),)))
        looks = view_later(case=case.uuid, person=person, now=timezone.now(), comment=comment, objects=body.objection)
        return Response({"number": number, "looks": looks}) if looks else not_done(_NOTHING_OWED)


_NOTHING_OWED = TooLate(Text("後閲するものがありません。", "There is nothing to look at later."))
