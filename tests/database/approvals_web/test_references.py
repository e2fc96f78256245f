"""Items that refer to people, units and cases: typed on pages, known only as far as the writer may see."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from approvals.models import InboxEntry
from approvals.routing.references import known
from approvals.selectors.organisation import organisation_in_force
from forms.field_type import Json, Referred
from forms.selectors.attachments import files_for
from tests.support.card_story import a_case
from tests.support.page_forms import act_address, shown_form
from tests.support.ward import MONDAY, Cast, publish
from workflow.engine.outcome import Refused
from workflow.models import Case
from workflow.services.dispatch import Done, Outcome
from workflow.services.start_case import start_case

AsPerson = Callable[[UUID], Client]
pytestmark = pytest.mark.django_db
SAID: dict[str, Json] = {
    "title": "照会",
    "sender": "東京都",
    "received_on": "2026-05-11",
    "received_at": "午後5時",
    "fiscal_year": "令和8年度",
    "channel": "電子",
}


def affairs() -> Referred:
    """The section of general affairs, as answers refer to it."""
    units = known("unit", organisation_in_force(), MONDAY.date())
    return next(unit for unit in units if unit.name == "総務部総務課")


def a_clerk() -> UUID:
    organisation, day = organisation_in_force(), MONDAY.date()
    members = organisation.members(affairs().code, day)
    plain = (each.person for each in members if each.post is None and not organisation.is_absent(each.person, day))
    return UUID(next(plain))


def received(person: UUID, **more: Json) -> Outcome:
    publish("document-receipt")
    answers = SAID | more
    return start_case(
        procedure="document-receipt",
        applicant=person,
        person=person,
        answers=answers,
        files=files_for(person, answers, {}),
        now=MONDAY,
    )


def test_a_case_that_the_writer_may_not_see_is_unknown_to_him(people: Cast) -> None:
    foreign, clerk = a_case(people), a_clerk()

    refused = received(clerk, earlier=foreign.number)
    own = received(clerk)
    assert isinstance(own, Done)
    number = Case.objects.get(uuid=own.result["case"]).number

    assert isinstance(refused, Refused) and "見つかりません" in refused.objections[0].message.ja
    assert isinstance(received(clerk, earlier=number), Done)


def test_whoever_is_chosen_on_the_page_gets_the_work(people: Cast, as_person: AsPerson) -> None:
    started = received(a_clerk())
    assert isinstance(started, Done)
    case = Case.objects.get(uuid=started.result["case"])
    staff = known("staff", organisation_in_force(), MONDAY.date())
    author = next(each for each in staff if each.id == str(people.decider))
    client = as_person(InboxEntry.objects.get(case=case).person)
    form = shown_form(client, case) | {"handling": "回答", "section": affairs().written, "act.verdict": "decide"}

    unknown = client.post(act_address(case), form | {"author": "だれか"})
    assert unknown.status_code == 422 and "だれか" in unknown.content.decode()
    assert client.post(act_address(case), form | {"author": author.written}).status_code == 302

    stored = Case.objects.get(uuid=case.uuid).state["answers"]
    assert (stored["author"]["code"], stored["section"]["id"]) == (author.code, affairs().code)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert author.written in page and "17時00分" in page and "令和8年度" in page
