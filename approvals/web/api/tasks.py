"""/api/v1/inbox/ and /api/v1/tasks/: what a person has to do, and doing it."""

from typing import Any
from uuid import UUID

import msgspec
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from approvals.selectors.cases_for_programs import visible_task
from approvals.selectors.inbox import inbox_of
from approvals.selectors.reason_kinds import kind_refused
from approvals.web.acting import WORDS_MISSING
from approvals.web.api.body import asker
from approvals.web.api.command import answered, read_command
from approvals.web.api.described import ACT, CASE, INBOX, KEY, PAGE, PROBLEM
from approvals.web.api.problem import not_done, problem
from approvals.web.buttons import NEEDS_WORDS
from forms.selectors.attachments import files_for
from forms.spec import Text
from workflow.engine.outcome import Refused
from workflow.selectors.programs import machine_of
from workflow.services.complete_user_task import complete_user_task

_LAST_PAGE = 10_000
_NO_PAGE = Text("page は 1 から 10,000 までの番号です。", "page is a number from 1 to 10,000.")


class ActBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A verdict's particulars."""

    revision: int
    """Of the case, as it was last read; older than the newest change of answers: refused."""
    answers: dict[str, Any] = {}
    comment: str = ""
    reason_kind: str = ""
    """One of the office's kinds of reason (理由の種類), in Japanese; only with a send-back or an end."""
    send_back_to: str = ""
    resume: str = ""
    """`to_sender`: it shall come straight back, unless something that matters is changed."""
    accept_warnings: bool = False


class InboxView(APIView):
    """What the person may do now, newest first."""

    @extend_schema(operation_id="inbox_list", responses={200: INBOX, "4XX": PROBLEM}, parameters=[PAGE])
    def get(self, request: Request) -> Response:
        text = request.query_params.get("page", "1")
        if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= _LAST_PAGE):
            return problem(400, "page_invalid", _NO_PAGE.in_language(get_language() or "ja"))
        page = inbox_of(asker(request), page=int(text))
        rows = [
            {
                "task": str(row.task),
                "case": row.number,
                "procedure": row.procedure,
                "step": row.step,
                "kind": row.kind,
                "arrived_at": row.arrived_at.isoformat(),
                "due_at": row.due_at.isoformat() if row.due_at else None,
                "capacity": row.capacity,
                "revision": row.revision,
            }
            for row in page.rows
        ]
        return Response({"total": page.total, "tasks": rows})


class TaskActView(APIView):
    """Give a verdict: submit, checked, proper, decide, drop, done, send_back …, or an action the definition adds."""

    @extend_schema(operation_id="tasks_act", request=ACT, responses={200: CASE, "4XX": PROBLEM}, parameters=[KEY])
    def post(self, request: Request, task: UUID, verdict: str) -> Response:
        asked = read_command(request, ActBody)
        if isinstance(asked, Response):
            return asked
        person, body = asked.person, asked.body
        stored = visible_task(person, task)
        if verdict in NEEDS_WORDS and not body.comment:
            return not_done(Refused((WORDS_MISSING,)))
        machine = machine_of(stored.case.program_hash)
        if (unknown := kind_refused(body.reason_kind, machine, stored.node, verdict)) is not None:
            return not_done(Refused((unknown,)))
        outcome = complete_user_task(
            task=task,
            person=person,
            verdict=verdict,
            now=timezone.now(),
            answers=body.answers,
            comment=body.comment,
            reason_kind=body.reason_kind,
            send_back_to=body.send_back_to,
            resume=body.resume,
            shown_revision=body.revision,
            files=files_for(person, body.answers, stored.case.state.get("answers", {})),
            warnings_accepted=body.accept_warnings,
            key=asked.key(str(task), verdict, asked.said),
        )
        return answered(outcome, 200)
