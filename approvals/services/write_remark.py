"""A person writes on a case (書きこむ): the others read it, some are told, and the case goes its way unchanged."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from approvals.models import Remark
from approvals.selectors.case_talk import people_to_tell
from approvals.selectors.open_case import OpenCase
from approvals.services.record import record_person
from forms.free_text import text_problem
from forms.spec import Text
from workflow.ports import CaseFacts, ports
from workflow.services.statement import write_sql

LONGEST = 4_000


def remark_problem(text: str) -> Text | None:
    """Why a text cannot be written on a case."""
    if not text:
        return Text("書きこむことを書いてください。", "Write what you want to say.")
    return text_problem(text, LONGEST)


@transaction.atomic
def write_remark(*, case: OpenCase, key: str, text: str, tell: Sequence[UUID]) -> Text | None:
    """Write it, as the reader who has the case open; the same key again writes nothing. Answers why not, when it can't.

    Those named who may not read the case are told nothing.
    """
    problem = remark_problem(text)
    if problem is not None:
        return problem
    may_be_told = {person.uuid for person in people_to_tell(case)}
    told = [person for person in dict.fromkeys(tell) if person in may_be_told]
    posting = case.organisation.main_posting(str(case.reader), case.day, case.case.unit)
    _, is_new = Remark.objects.get_or_create(
        case=case.case,
        person=case.reader,
        key=key,
        defaults={
            "unit": posting.unit if posting else "",
            "post": posting.title if posting else "",
            "text": text,
            "told": told,
            "at": case.now,
        },
    )
    if is_new:
        body = {
            "case": str(case.case.uuid),
            "number": case.case.number,
            "text": text,
            "told": [str(one) for one in told],
        }
        record_person(person=case.reader, event="remarked", now=case.now, body=body)
        _tell(case, key, told)
    return None


def _tell(case: OpenCase, key: str, people: Sequence[UUID]) -> None:
    facts = CaseFacts(program=case.machine.program, state=case.state, now=case.now)
    name = case.people.name(str(case.reader))
    subject = f"{case.case.number} に書きこみがありました"
    text = f"{name}さんが、あなたに知らせました。案件の「やりとり」で読めます。"
    writes = ports().notices.notice(facts, f"remark {key}", tuple(map(str, people)), subject, text)
    with connection.cursor() as cursor:
        for write in writes:
            cursor.execute(*write_sql(write))
