"""/api/v1/tasks/…: who has a task, and who is on its route: 振替, 引上げ, 追加, taking off, 後閲."""

from collections.abc import Callable, Collection
from uuid import UUID

import msgspec
from django.contrib.auth import get_user_model
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from approvals.routing.transfer import NOBODY
from approvals.selectors.cases_for_programs import visible_task
from approvals.web.api.command import answered, read_command
from approvals.web.api.described import ADD, CASE, KEY, PROBLEM, PULL_UP, TRANSFER
from approvals.web.api.problem import not_done
from workflow.engine.outcome import Objection, Refused
from workflow.services.add_to_route import add_to_route
from workflow.services.dispatch import Outcome
from workflow.services.pass_over_on_route import pass_over_on_route
from workflow.services.pull_up_task import pull_up_task
from workflow.services.take_off_route import take_off_route
from workflow.services.transfer_user_task import transfer_user_task


class TransferBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """To whom, and why."""

    to: str
    """Staff number."""
    comment: str


class TaskTransferView(APIView):
    """Hand a task to somebody else for good (振替)."""

    @extend_schema(
        operation_id="tasks_transfer", request=TRANSFER, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY]
    )
    def post(self, request: Request, task: UUID) -> Response:
        asked = read_command(request, TransferBody)
        if isinstance(asked, Response):
            return asked
        person, body = asked.person, asked.body
        visible_task(person, task)
        if (to := somebody(body.to)) is None:
            return nobody()
        outcome = transfer_user_task(
            task=task,
            person=person,
            to=to,
            reason=body.comment,
            now=timezone.now(),
            key=asked.key(str(task), "transfer", asked.said),
        )
        return answered(outcome, 200)


class ReasonBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Why."""

    comment: str


class TaskPullUpView(APIView):
    """Take a task before those below have acted (引上げ); they look at the case later."""

    @extend_schema(
        operation_id="tasks_pull_up", request=PULL_UP, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY]
    )
    def post(self, request: Request, task: UUID) -> Response:
        asked = read_command(request, ReasonBody)
        if isinstance(asked, Response):
            return asked
        person, body = asked.person, asked.body
        visible_task(person, task)
        key = asked.key(str(task), "pull_up", body.comment)
        outcome = pull_up_task(task=task, person=person, reason=body.comment, now=timezone.now(), key=key)
        return answered(outcome, 200)


class AddBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Whom, at which stage, and why."""

    to: str
    """Staff number."""
    stage: str
    comment: str


class TaskPeopleView(APIView):
    """Put somebody more on the route (追加), within the limits of the procedure."""

    @extend_schema(
        operation_id="tasks_add_person", request=ADD, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY]
    )
    def post(self, request: Request, task: UUID) -> Response:
        asked = read_command(request, AddBody)
        if isinstance(asked, Response):
            return asked
        visible_task(asked.person, task)
        if (to := somebody(asked.body.to)) is None:
            return nobody()
        outcome = add_to_route(
            task=task,
            person=asked.person,
            to=to,
            stage=asked.body.stage,
            reason=asked.body.comment,
            now=timezone.now(),
            key=asked.key(str(task), "add", asked.said),
        )
        return answered(outcome, 200)


class TaskPeopleOffView(APIView):
    """Take somebody off the route again whom one has added."""

    @extend_schema(
        operation_id="tasks_take_off_person", request=TRANSFER, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY]
    )
    def post(self, request: Request, task: UUID) -> Response:
        return _of_somebody(request, task, "take_off", take_off_route)


class TaskPeopleLaterView(APIView):
    """Have an examiner passed over who looks later (後閲), where the procedure allows it."""

    @extend_schema(
        operation_id="tasks_pass_over", request=TRANSFER, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY]
    )
    def post(self, request: Request, task: UUID) -> Response:
        return _of_somebody(request, task, "pass_over", pass_over_on_route)


def _of_somebody(request: Request, task: UUID, name: str, act: Callable[..., Outcome]) -> Response:
    """An act on the place of somebody on the route; `name` keeps its key apart from those of other acts."""
    asked = read_command(request, TransferBody)
    if isinstance(asked, Response):
        return asked
    visible_task(asked.person, task)
    if (whom := somebody(asked.body.to)) is None:
        return nobody()
    key = asked.key(str(task), name, asked.said)
    reason, now = asked.body.comment, timezone.now()
    return answered(act(task=task, person=asked.person, whom=whom, reason=reason, now=now, key=key), 200)


def somebody(number: str) -> UUID | None:
    """Whoever has this staff number and has not left."""
    found = everybody([number])
    return found[0] if found else None


def everybody(numbers: Collection[str]) -> tuple[UUID, ...] | None:
    """Those who have these staff numbers; None when one of them is not found or has left."""
    asked = set(numbers)
    people = get_user_model().objects.filter(staff_number__in=asked, is_active=True) if asked else ()
    return tuple(person.uuid for person in people) if len(people) == len(asked) else None


def nobody() -> Response:
    return not_done(Refused((Objection(code=NOBODY.code, message=NOBODY.reason),)))
