"""開始の元の案件 on stored cases: which cases one may start from, and what the new one knows of it."""

from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from forms.selectors.drafts import draft_of
from forms.services.save_draft import save_draft
from meguro_platform.models import User
from tests.support.ward import MONDAY, Cast, cast, load_world, publish
from workflow.engine.outcome import Refused
from workflow.models import Case, UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

ORDER = """書式: 1
手続: 命令
id: travel-order
所管: 人事課
開始: {できる人: 全職員}
結果: {命令済: 成立, 取りやめ: 中止}
様式:
  - {項目: 用務, id: what-for, 型: 文字, 文字数: 1〜200, 必須: はい}
  - {項目: 内緒, id: secret, 型: 文字, 見せる人: 人事課の課長}
  - {項目: 用務先, id: place, 型: 文字, 必須: はい}
  - {項目: 出発日, id: departs, 型: 日付, 必須: はい}
  - {項目: 帰着日, id: returns, 型: 日付, 必須: はい}
  - {項目: 旅費の見込額, id: cost, 型: 金額, 必須: はい}
手順:
  - {申請: 申出, 担当: 申請者}
  - {入力: 確認, 担当: 申請者, 期限: 1営業日, 見せない: [帰着日], できること: {やめる: 終了 取りやめ}}
  - 終了: 命令済
"""
ANSWERS = {
    "what-for": "会議",
    "secret": "秘密",
    "place": "都庁",
    "departs": "2026-05-08",
    "returns": "2026-05-08",
    "cost": "800",
}
REPORT = {"purpose": "会議", "place": "都庁", "departed": "2026-05-08", "returned": "2026-05-08"}
REPORT |= {"cost": "760", "report": "決まりました"}
CHOOSE = "/apply/travel-report/case/"


@pytest.fixture
def people() -> Cast:
    load_world()
    publish("travel-order", ORDER)
    publish("travel-report")
    return cast()


def ordered(people: Cast, verdict: str = "done") -> Case:
    """A case that ended; still open without a verdict."""
    outcome = start_case(
        procedure="travel-order",
        applicant=people.applicant,
        person=people.applicant,
        answers=ANSWERS,
        now=MONDAY,
        drop_hidden=True,
    )
    assert isinstance(outcome, Done), outcome
    case = Case.objects.get(uuid=outcome.result["case"])
    if verdict:
        task = UserTask.objects.get(case=case, status="open").uuid
        assert isinstance(complete_user_task(task=task, person=people.applicant, verdict=verdict, now=MONDAY), Done)
        case.refresh_from_db()
    return case


def reported(people: Cast, earlier: UUID | None) -> Outcome:
    return start_case(
        procedure="travel-report",
        applicant=people.applicant,
        person=people.applicant,
        answers=REPORT,
        now=MONDAY,
        earlier=earlier,
    )


@pytest.fixture
def hanako(client: Client, people: Cast) -> Client:
    client.force_login(User.objects.get(uuid=people.applicant))
    return client


def test_the_new_case_keeps_what_it_may_know_of_the_earlier_one(people: Cast) -> None:
    earlier = ordered(people)

    outcome = reported(people, earlier.uuid)

    assert isinstance(outcome, Done), outcome
    case = Case.objects.get(uuid=outcome.result["case"])
    origin = case.state["origin"]
    assert (origin["number"], origin["outcome"]) == (earlier.number, "命令済")
    assert origin["answers"]["place"] == "都庁"
    assert "秘密" not in str(origin)
    assert "returns" not in origin["answers"]
    assert check_case(case) == []


@pytest.mark.parametrize("verdict", ["", "やめる"], ids=["still open", "ended otherwise"])
def test_a_case_that_has_not_ended_as_it_must_is_refused(people: Cast, verdict: str) -> None:
    earlier = ordered(people, verdict)

    outcome = reported(people, earlier.uuid)

    assert isinstance(outcome, Refused)
    assert outcome.objections[0].code == "unfit_earlier_case"
    assert earlier.number in outcome.objections[0].message.ja


def test_it_does_not_start_from_nothing(people: Cast) -> None:
    outcome = reported(people, None)

    assert isinstance(outcome, Refused)
    assert outcome.objections[0].code == "no_earlier_case"


def test_each_of_the_two_shows_the_other(people: Cast, hanako: Client) -> None:
    earlier = ordered(people)
    outcome = reported(people, earlier.uuid)
    assert isinstance(outcome, Done)

    number = outcome.result["number"]
    assert number in hanako.get(f"/cases/{earlier.number}/").content.decode()
    assert earlier.number in hanako.get(f"/cases/{number}/").content.decode()


def test_choosing_a_case_fills_in_the_form(people: Cast, hanako: Client) -> None:
    earlier = ordered(people)

    answer = hanako.post(CHOOSE, {"number": earlier.number}, follow=True)

    page = answer.content.decode()
    assert earlier.number in page
    assert 'value="都庁"' in page
    assert 'value="2026-05-08"' in page


def test_what_was_written_before_is_left(people: Cast, hanako: Client) -> None:
    save_draft(person=people.applicant, procedure="travel-report", values={"place": "区役所"}, at=timezone.now())

    hanako.post(CHOOSE, {"number": ordered(people).number})

    draft = draft_of(people.applicant, "travel-report")
    assert draft is not None
    assert (draft.values["place"], draft.values["purpose"]) == ("区役所", "会議")


def test_the_form_asks_for_a_case_first(people: Cast, hanako: Client) -> None:
    assert hanako.get("/apply/travel-report/")["Location"] == CHOOSE


def test_the_page_of_a_case_offers_what_starts_from_it(people: Cast, hanako: Client) -> None:
    assert "旅行の復命" in hanako.get(f"/apply/from/{ordered(people).number}/").content.decode()
    assert "旅行の復命" not in hanako.get(f"/apply/from/{ordered(people, '').number}/").content.decode()


def test_who_reads_the_order_of_another_is_not_offered_to_report_on_it(people: Cast, client: Client) -> None:
    earlier = ordered(people)
    client.force_login(User.objects.get(uuid=people.examiner))

    assert client.get(f"/cases/{earlier.number}/").status_code == 200
    assert "旅行の復命" not in client.get(f"/apply/from/{earlier.number}/").content.decode()
    assert earlier.number not in client.get(CHOOSE).content.decode()
    assert client.post(CHOOSE, {"number": earlier.number}).status_code == 422
    outcome = start_case(
        procedure="travel-report",
        applicant=people.examiner,
        person=people.examiner,
        answers=REPORT,
        now=MONDAY,
        earlier=earlier.uuid,
    )
    assert isinstance(outcome, Refused) and outcome.objections[0].code == "anothers_earlier_case"


def test_a_case_one_may_not_read_is_no_case_to_start_from(people: Cast, client: Client) -> None:
    earlier = ordered(people)
    client.force_login(User.objects.get(uuid=people.stranger))

    assert client.get(f"/apply/from/{earlier.number}/").status_code == 404
    assert earlier.number not in client.get(CHOOSE).content.decode()
    refused = client.post(CHOOSE, {"number": earlier.number})
    assert refused.status_code == 422
    assert draft_of(people.stranger, "travel-report") is None


def test_a_draft_that_names_a_case_one_may_not_read_is_never_sent(people: Cast, client: Client) -> None:
    earlier = ordered(people)
    client.force_login(User.objects.get(uuid=people.stranger))

    answer = client.post("/apply/travel-report/", REPORT | {":earlier": earlier.number})

    assert answer.status_code == 422
    assert not Case.objects.filter(procedure_id="travel-report").exists()
