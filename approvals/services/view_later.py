"""A person looks at a case he was passed over in, or that was decided for him (後閲する). It never changes the case."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from approvals.models import LaterView
from approvals.selectors.case_facts import facts_of
from approvals.selectors.looks import SHOWN
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.services.record import record_person
from forms.free_text import text_problem
from forms.spec import Text
from workflow.ports import ports
from workflow.services.statement import write_sql

LONGEST = 4_000


def look_problem(comment: str, objects: bool) -> Text | None:
    """Why a look can't be recorded with these words."""
    if objects and not comment:
        return Text("異議の内容を書いてください。", "Say what you object to.")
    return text_problem(comment, LONGEST)


@transaction.atomic
def view_later(*, case: UUID, person: UUID, now: datetime, comment: str = "", objects: bool = False) -> int:
    """Fulfil this person's open obligations on a case; how many there were, 0 when nothing was open.

    Whoever applied, and whoever decided, is told of an objection. The words were checked by `look_problem`.
    """
    views = list(LaterView.objects.select_for_update().filter(case=case, person=person, seen_at=None).order_by("id"))
    if not views:
        return 0
    objects = objects and any(view.reason != SHOWN for view in views)  # what is put before him is nothing to object to
    for place, view in enumerate(views):
        view.seen_at = now
        if place == 0:  # said once, however often he was passed over
            view.comment, view.objects_to_it = comment, objects
        view.save(update_fields=["seen_at", "comment", "objects_to_it"])
    first = views[0]
    body = {"case": str(case), "steps": [view.step for view in views], "comment": comment, "objects": objects}
    record_person(person=person, event="viewed_later", now=now, body=body, unit=first.unit, post=first.post)
    if objects:
        _tell(case, first, now)
    return len(views)


def _tell(case: UUID, view: LaterView, now: datetime) -> None:
    facts = facts_of(case, now)
    parties, decision = facts.parties, facts.state.decision
    concerned = dict.fromkeys((parties.drafter, parties.applicant, parties.typist, decision.person if decision else ""))
    people = tuple(person for person in concerned if person and person != str(view.person))
    name = PeopleShown(organisation_in_force()).name(str(view.person))
    subject = f"{facts.state.number} の後閲で異議がありました"
    stays = "決定はそのままです" if decision else "案件はそのまま進みます"
    text = f"{name}さんが、後閲で異議を述べました。{stays}。案件の「やりとり」で読めます。"
    with connection.cursor() as cursor:
        for write in ports().notices.notice(facts, f"objection {view.pk}", people, subject, text):
            cursor.execute(*write_sql(write))
