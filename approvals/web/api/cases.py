"""/api/v1/cases/: start a case, look at it."""

from typing import Any

import msgspec
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from approvals.selectors.cases_for_programs import case_shown, hidden_from, route_shown, visible_case
from approvals.selectors.journal_sentences import sentences
from approvals.web.api.body import asker
from approvals.web.api.command import answered, read_command
from approvals.web.api.described import CASE, JOURNAL, KEY, PROBLEM, ROUTE, START
from approvals.web.api.task_people import everybody, nobody
from forms.selectors.attachments import files_for
from workflow.services.start_case import start_case


class StartBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What starts a case."""

    procedure: str
    answers: dict[str, Any]
    post: str = ""
    comment: str = ""
    accept_warnings: bool = False
    from_case: str = ""
    """Number of the finished case that it starts from."""
    later: list[str] = []
    """Staff numbers of examiners who are not waited for and look later (後閲); the comment says why."""


class CasesView(APIView):
    """Start a case as the person the token belongs to."""

    @extend_schema(operation_id="cases_create", request=START, responses={201: CASE, "4XX": PROBLEM}, parameters=[KEY])
    def post(self, request: Request) -> Response:
        asked = read_command(request, StartBody)
        if isinstance(asked, Response):
            return asked
        person, body = asked.person, asked.body
        if (later := everybody(body.later)) is None:
            return nobody()
        outcome = start_case(
            procedure=body.procedure,
            applicant=person,
            person=person,
            answers=body.answers,
            now=timezone.now(),
            post=body.post,
            comment=body.comment,
            files=files_for(person, body.answers, {}),
            warnings_accepted=body.accept_warnings,
            earlier=visible_case(person, body.from_case).uuid if body.from_case else None,
            later=later,
            key=asked.key(asked.said),
        )
        return answered(outcome, 201)


class CaseView(APIView):
    """One case."""

    @extend_schema(operation_id="cases_retrieve", responses={200: CASE, "4XX": PROBLEM})
    def get(self, request: Request, number: str) -> Response:
        return Response(case_shown(visible_case(asker(request), number), asker(request)))


class CaseJournalView(APIView):
    """What happened in a case, in sentences."""

    @extend_schema(operation_id="cases_journal", responses={200: JOURNAL, "4XX": PROBLEM})
    def get(self, request: Request, number: str) -> Response:
        case = visible_case(asker(request), number)
        rows = [
            {
                "seq": row.seq,
                "at": row.at.isoformat(),
                "event": row.event,
                "text": row.text,
                "actor": row.actor,
                "post": row.post,
                "capacity": row.capacity,
                "principal": row.principal,
                "comment": row.comment,
                "reason_kind": row.reason_kind,
                "changes": [{"item": c.item, "before": c.before, "after": c.after} for c in row.changes],
                "program": row.program,
                "hash": row.hash,
            }
            for row in sentences(case, get_language() or "ja", without=hidden_from(case, asker(request)))
        ]
        return Response({"number": case.number, "entries": rows})


class CaseRouteView(APIView):
    """The human steps of a case: done, open, still to come."""

    @extend_schema(operation_id="cases_route", responses={200: ROUTE, "4XX": PROBLEM})
    def get(self, request: Request, number: str) -> Response:
        return Response(route_shown(visible_case(asker(request), number), get_language() or "ja"))
