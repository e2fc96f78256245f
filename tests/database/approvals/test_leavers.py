"""Somebody leaves the staff: what is to be told him reaches whoever answers for him; his drafts do not stay."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from approvals.models import CaseReader, Posting
from approvals.selectors.organisation import organisation_in_force
from approvals.services import look_after_people as looking
from approvals.services.look_after_people import look_after_people
from approvals.services.raise_revision import raise_revision
from forms.models import Draft
from forms.services.drafts_of_leavers import KEPT_FOR
from forms.services.save_draft import save_draft
from integrations.models import Notice
from meguro_platform.models import User
from tests.database.approvals.test_circulation import FINANCE, acts, circulating, line, one_of
from tests.support.spending_case import spending_world
from tests.support.ward import MONDAY, cast, publish
from workflow.models import Case, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
LETTER = """書式: 1
手続: 回答の起案
id: reply
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 用件, id: matter, 型: 文字}
手順:
  - {START: 書く, 担当: 起案者}
  - {確認: 点検, 担当: 人事課人事係, 期限: 1営業日}
  - 通知: 点検の結果
    宛先: 起案者
    文面: 点検が済みました({用件})。
  - 終了: 済み
"""


@pytest.fixture(autouse=True)
def _world() -> None:
    looking._looked_after.clear()
    spending_world()


def leaves(person: UUID) -> None:
    Posting.objects.filter(person=person).delete()
    raise_revision()


def told(case: Case) -> dict[UUID, str]:
    return {notice.person.uuid: notice.text for notice in Notice.objects.filter(case=case).select_related("person")}


def checked_after(start: str, person: UUID, successor: UUID | None = None) -> Case:
    """A case that is checked when whoever began it has left, and perhaps somebody else has the post."""
    publish("reply", LETTER.replace("START", start))
    began = start_case(procedure="reply", applicant=person, person=person, answers={"matter": "件"}, now=MONDAY)
    assert isinstance(began, Done), began
    case = Case.objects.get(uuid=began.result["case"])
    posting = organisation_in_force().main_posting(str(person), MONDAY.date())
    assert posting is not None
    leaves(person)
    if successor:
        main = Posting.objects.filter(person=successor, holding="main").first()
        assert main is not None
        held = {
            "unit": posting.unit,
            "post": posting.post,
            "kind": posting.kind,
            "title": posting.title,
            "holding": "concurrent",
        }
        Posting.objects.create(generation=main.generation, person=successor, since=main.since, **held)
        raise_revision()
    task = UserTask.objects.get(case=case, status="open").uuid
    done = complete_user_task(task=task, person=cast().examiner, verdict="checked", now=MONDAY)
    assert isinstance(done, Done), done
    return case


def test_of_a_draft_the_successor_in_the_post_is_told_and_may_read_it() -> None:
    people = line()

    case = checked_after("起案", people.chief, successor=cast().decider)

    assert told(case) == {cast().decider: "点検が済みました(件)。"}
    assert CaseReader.objects.filter(case=case, subject=str(cast().decider)).exists()


def test_of_a_draft_by_a_member_the_head_of_his_unit_is_told() -> None:
    people = line()

    assert told(checked_after("起案", people.drafter)) == {people.chief: "点検が済みました(件)。"}


def test_of_an_application_it_is_told_only_that_there_is_something_to_tell() -> None:
    people = line()

    case = checked_after("申請", people.drafter)

    assert list(told(case)) == [people.chief]
    assert "もう在籍していません" in told(case)[people.chief]
    assert "点検" not in told(case)[people.chief] + Notice.objects.get(case=case).subject
    assert not CaseReader.objects.filter(case=case, subject=str(people.chief)).exists()


def test_who_is_on_the_staff_is_told_himself() -> None:
    publish("reply", LETTER.replace("START", "申請"))
    person = cast().applicant
    began = start_case(procedure="reply", applicant=person, person=person, answers={"matter": "件"}, now=MONDAY)
    assert isinstance(began, Done)
    case = Case.objects.get(uuid=began.result["case"])
    complete_user_task(task=UserTask.objects.get(case=case).uuid, person=cast().examiner, verdict="checked", now=MONDAY)

    assert told(case) == {person: "点検が済みました(件)。"}


def test_that_a_draft_is_abandoned_reaches_the_successor_of_who_was_consulted() -> None:
    case, people = circulating(), line()
    consulted = one_of(FINANCE)
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"), (consulted, "agree"))
    leaves(consulted)

    acts(case, (people.records, "proper"), (people.director, "drop"))

    assert consulted not in told(case)
    organisation, day = organisation_in_force(), MONDAY.date()
    above = (organisation.holder(post.key, day) for post in organisation.line_above(FINANCE, 0))
    assert UUID(next(holder.person for holder in above if holder)) in told(case)


# --- drafts ----------------------------------------------------------------------------------------------------------


def written(person: UUID) -> Draft:
    save_draft(person=person, procedure="leave-of-absence", values={"reason": "…"}, at=MONDAY)
    return Draft.objects.get(person=person)


def looked_after(days: int) -> None:
    look_after_people(now=MONDAY + timedelta(days=days))


def test_drafts_of_a_leaver_are_deleted_when_nobody_came_back_for_them() -> None:
    gone, here = cast().applicant, cast().stranger
    written(gone), written(here)
    leaves(gone)

    looked_after(0)
    assert Draft.objects.get(person=gone).left_on == date(2026, 5, 11)
    looked_after(KEPT_FOR.days - 1)
    assert Draft.objects.filter(person=gone).exists()
    looked_after(KEPT_FOR.days)

    assert list(Draft.objects.values_list("person", flat=True)) == [here]


def test_who_comes_back_finds_his_draft_and_the_days_begin_anew() -> None:
    person = cast().applicant
    written(person)
    postings = list(Posting.objects.filter(person=person))
    leaves(person)
    looked_after(0)
    Posting.objects.bulk_create(postings)
    raise_revision()

    looked_after(KEPT_FOR.days)

    assert Draft.objects.get(person=person).left_on is None


def test_an_account_that_personnel_never_knew_keeps_its_draft() -> None:
    outside = User.objects.create(staff_number="OPS1", name="運用")
    written(outside.uuid)

    looked_after(0)

    assert Draft.objects.get(person=outside.uuid).left_on is None
