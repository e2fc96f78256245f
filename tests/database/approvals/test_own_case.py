"""Nobody decides on a case of his own, by whatever way the work or the act may reach him: one row for each way."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from approvals.models import Delegation, InboxEntry, Posting
from approvals.routing.establishment import UnitKind
from approvals.selectors.organisation import organisation_in_force
from approvals.services.delegations import give_delegation
from approvals.services.raise_revision import raise_revision
from meguro_platform.services.access_tokens import issue_token
from tests.database.approvals.test_circulation import (
    Line,
    act,
    acts,
    away,
    circulating,
    holder_of,
    line,
    one_of,
    with_work,
)
from tests.support.spending_case import REASONS, SPENDING, drafted, spending_world, with_budget
from tests.support.ward import MONDAY, cast, compiled, publish
from workflow.engine.outcome import Refused, TooLate
from workflow.models import Case, Incident, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.find_people_again import find_people_again
from workflow.services.migrate_cases import migrate_some
from workflow.services.publish_definition import plan_migration, propose_definition, publish_definition
from workflow.services.pull_up_task import pull_up_task
from workflow.services.settle_incident import settle_incident
from workflow.services.start_case import start_case
from workflow.services.transfer_user_task import transfer_user_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
FINANCE = "01020000"
SIDE_BY_SIDE = """書式: 1
手続: 二人の確認
id: two-eyes
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 用件, id: matter, 型: 文字}
手順:
  - {申請: 申込み, 担当: 申請者}
  - 並行: 確認
    枝:
      - {名前: 甲, 手順: [{確認: 一人目, 担当: 人事課人事係, 期限: 1営業日}]}
      - {名前: 乙, 手順: [{確認: 二人目, 担当: 人事課人事係, 兼務不可: 一人目, 期限: 1営業日}]}
  - 終了: 済み
"""


@pytest.fixture(autouse=True)
def _world() -> None:
    spending_world()


def before_the_decision() -> tuple[Case, Line]:
    """A draft that only waits for its director."""
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))
    assert with_work(case) == {people.director}
    return case, people


def the_task(case: Case) -> UserTask:
    return UserTask.objects.get(case=case, status="open")


def name_for_it(case: Case, person: UUID) -> None:
    """An administrator names who goes on with what is stuck."""
    settle_incident(
        case=case.uuid,
        incident=Incident.objects.get(case=case, closed_at=None).incident,
        action="name",
        person=str(person),
        administrator=cast().stranger,
        reason="理由",
        now=MONDAY,
    )


def decided_by(case: Case, person: UUID) -> Outcome:
    outcome = complete_user_task(task=the_task(case).uuid, person=person, verdict="decide", now=MONDAY, comment="理由")
    case.refresh_from_db()
    return outcome


def directly(case: Case, people: Line) -> None:
    """He just sends the verdict."""


def as_a_deputy(case: Case, people: Line) -> None:
    """The decider is away; the drafter would be next in the line."""
    away(people.director)


def by_delegation_of_authority(case: Case, people: Line) -> None:
    given = give_delegation(
        principal=people.director,
        kind="authority",
        to=f"person:{people.drafter}",
        since=MONDAY.date(),
        last=MONDAY.date(),
        now=MONDAY,
    )
    assert isinstance(given, Delegation)


def by_delegation_to_his_unit(case: Case, people: Line) -> None:
    posting = organisation_in_force().postings(str(people.drafter), MONDAY.date())[0]
    give_delegation(
        principal=people.director,
        kind="authority",
        to=f"unit:{posting.unit}",
        since=MONDAY.date(),
        last=MONDAY.date(),
        now=MONDAY,
    )


def by_being_handed_it(case: Case, people: Line) -> None:
    outcome = transfer_user_task(
        task=the_task(case).uuid, person=people.director, to=people.drafter, reason="任せる", now=MONDAY
    )
    assert isinstance(outcome, Refused)


def by_a_second_post(case: Case, people: Line) -> None:
    """He holds the decider's post, too (兼務), as the stronger holder."""
    Posting.objects.filter(person=people.director).update(person=people.drafter, holding="concurrent")
    raise_revision()


def by_an_appointment(case: Case, people: Line) -> None:
    """The same, and the first round of the day finds the people of open work again."""
    by_a_second_post(case, people)
    found = find_people_again(case=case.uuid, task=the_task(case).uuid, now=MONDAY)
    assert isinstance(found, Done) and with_work(case), "whoever is above has it now"


def by_an_appointment_below(case: Case, people: Line) -> None:
    """He becomes the deputy of a decider who is away."""
    Posting.objects.filter(person=people.head).update(person=people.drafter, holding="concurrent")
    raise_revision()
    away(people.director)
    find_people_again(case=case.uuid, task=the_task(case).uuid, now=MONDAY)


def by_taking_it_up(case: Case, people: Line) -> None:
    by_a_second_post(case, people)
    outcome = pull_up_task(task=the_task(case).uuid, person=people.drafter, reason="急ぐため", now=MONDAY)
    assert isinstance(outcome, Refused)


def by_migration(case: Case, people: Line) -> None:
    """The case goes by another version after he was appointed."""
    by_a_second_post(case, people)
    path = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{SPENDING}.yaml"
    text = path.read_text(encoding="utf-8").replace("説明: 物品購入・", "説明: 物品の購入・")
    program = compiled(path.name, text)
    version = propose_definition(program=program, source=text, by=people.records, note="", now=MONDAY)
    plan_migration(version=version.pk, by=people.records, reach="all", moves={}, now=MONDAY)
    publish_definition(version=version.pk, by=people.chief, now=MONDAY)
    assert migrate_some(version=version.pk, now=MONDAY) == 1
    assert Case.objects.get(uuid=case.uuid).program_hash == program.hash


WAYS = (
    directly,
    as_a_deputy,
    by_delegation_of_authority,
    by_delegation_to_his_unit,
    by_being_handed_it,
    by_a_second_post,
    by_an_appointment,
    by_an_appointment_below,
    by_taking_it_up,
    by_migration,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_drafter_never_decides(way: Callable[[Case, Line], None]) -> None:
    case, people = before_the_decision()

    way(case, people)

    assert isinstance(decided_by(case, people.drafter), Refused | TooLate)
    assert not InboxEntry.objects.filter(case=case, person=people.drafter).exists()
    assert "decision" not in case.state


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_interface_for_programs_refuses_the_drafter_too(way: Callable[[Case, Line], None], client: Client) -> None:
    case, people = before_the_decision()
    way(case, people)
    with time_machine.travel(MONDAY, tick=False):
        answer = client.post(
            f"/api/v1/tasks/{the_task(case).uuid}/decide/",
            {"revision": case.revision, "comment": "理由"},
            content_type="application/json",
            headers={"Authorization": f"Bearer {issue_token(person=people.drafter, now=MONDAY)}"},
        )

    case.refresh_from_db()
    assert answer.status_code in (403, 409, 422), answer.content
    assert "decision" not in case.state


def made_his_own(case: Case, person: UUID) -> None:
    """What must never be: the stored route seats a party of the case, and his inbox shows it."""
    parties = case.state["parties"] | {"typist": str(person)}
    Case.objects.filter(uuid=case.uuid).update(state=case.state | {"parties": parties})


def test_not_even_a_route_that_seats_him_lets_him_decide() -> None:
    case, people = before_the_decision()
    made_his_own(case, people.director)

    outcome = decided_by(case, people.director)

    assert isinstance(outcome, Refused) and "自分では処理できません" in outcome.objections[0].message.ja
    assert "decision" not in case.state


def test_a_bulk_act_leaves_his_own_case_out(client: Client) -> None:
    case, people = before_the_decision()
    made_his_own(case, people.director)
    client.force_login(get_user_model().objects.get(uuid=people.director))
    shown = {"shown": f"{the_task(case).uuid}:{case.revision}:{case.journal_seq}"}

    answer = client.post("/inbox/several/act/", shown, follow=True)

    case.refresh_from_db()
    assert answer.status_code == 200 and "自分では処理できません" in answer.content.decode()
    assert "decision" not in case.state


def test_who_hands_it_in_again_for_a_drafter_who_left_is_no_less_a_drafter() -> None:
    case, people = circulating(400_000), line()
    draft = case.state["passed"][0]["node"]
    assert isinstance(act(case, people.records, "send_back", draft), Done)
    Posting.objects.filter(person=people.drafter).delete()
    raise_revision()
    find_people_again(case=case.uuid, task=the_task(case).uuid, now=MONDAY)
    name_for_it(case, people.chief)
    assert with_work(case) == {people.chief}

    acts(case, (people.chief, "submit"))
    with_budget(case)
    assert isinstance(act(case, people.records, "send_back", draft), Done)
    assert with_work(case) == {people.chief}, "nobody has to be named a second time"
    acts(case, (people.chief, "submit"))
    with_budget(case)

    assert people.chief not in with_work(case), "he would have decided it"
    acts(case, (people.records, "proper"), (people.head, "decide"))
    assert case.state["decision"]["person"] == str(people.head)


def test_whoever_did_one_of_two_steps_side_by_side_is_given_the_other_no_more() -> None:
    publish("two-eyes", SIDE_BY_SIDE)
    drafter = cast().applicant
    started = start_case(procedure="two-eyes", applicant=drafter, person=drafter, answers={"matter": "件"}, now=MONDAY)
    assert isinstance(started, Done), started
    case = Case.objects.get(uuid=started.result["case"])
    first, second = (UserTask.objects.get(case=case, step=step) for step in ("一人目", "二人目"))
    both, other, *_ = sorted(InboxEntry.objects.filter(task=second).values_list("person", flat=True))

    assert isinstance(complete_user_task(task=first.uuid, person=both, verdict="checked", now=MONDAY), Done)

    assert both not in InboxEntry.objects.filter(task=second).values_list("person", flat=True)
    refused = complete_user_task(task=second.uuid, person=both, verdict="checked", now=MONDAY)
    assert isinstance(refused, Refused) and "兼務不可" in refused.objections[0].message.ja
    assert isinstance(complete_user_task(task=second.uuid, person=other, verdict="checked", now=MONDAY), Done)


def test_an_administrator_cannot_name_him() -> None:
    case, people = before_the_decision()
    Posting.objects.filter(person=people.director).delete()
    raise_revision()
    find_people_again(case=case.uuid, task=the_task(case).uuid, now=MONDAY)
    name_for_it(case, people.drafter)

    assert Incident.objects.filter(case=case, closed_at=None).exists()
    assert with_work(case) == set()


def test_an_administrator_settles_nothing_in_a_case_of_his_own() -> None:
    case, people = before_the_decision()
    Posting.objects.filter(person=people.director).delete()
    raise_revision()
    find_people_again(case=case.uuid, task=the_task(case).uuid, now=MONDAY)
    incident = Incident.objects.get(case=case, closed_at=None)

    for action in ("skip", "name", "retry", "cancel"):
        settled = settle_incident(
            case=case.uuid,
            incident=incident.incident,
            action=action,
            person=str(people.head),
            administrator=people.drafter,
            reason="理由",
            now=MONDAY,
        )
        assert isinstance(settled, Refused) and settled.objections[0].code == "own_case"

    skipped = settle_incident(
        case=case.uuid,
        incident=incident.incident,
        action="skip",
        administrator=cast().stranger,
        reason="理由",
        now=MONDAY,
    )
    assert isinstance(skipped, Refused) and "決定する手順は飛ばせません" in skipped.objections[0].message.ja


def test_a_drafter_who_is_the_decider_is_decided_one_level_up() -> None:
    organisation, day = organisation_in_force(), MONDAY.date()
    departments = (unit for unit in organisation.units.values() if unit.kind is UnitKind.DEPARTMENT)
    posts = ((unit, organisation.head_post(unit.code)) for unit in departments if unit.code.startswith("07"))
    unit, post = next((unit, post) for unit, post in posts if post)
    director = holder_of(organisation, post.key, day)

    case = with_budget(drafted(8_000_000, drafter=director, post=f"{unit.code}/{post.title}", reasons=[REASONS.uuid]))

    deciding = next(iter(case.state["tasks"].values()))["route"]["stages"][-1]
    assert str(director) not in {seat["person"] for seat in deciding["seats"]}
    assert deciding["rule"] == "R2"


def test_who_may_act_cannot_hand_a_decision_on_but_an_examination_he_can() -> None:
    case, people = circulating(), line()
    other = cast().decider

    handed = transfer_user_task(task=the_task(case).uuid, person=people.chief, to=other, reason="出張", now=MONDAY)

    assert not isinstance(handed, Refused | TooLate), handed
    assert with_work(case) == {other}
    entry = InboxEntry.objects.get(case=case)
    assert (entry.capacity, entry.principal) == ("proxy", people.chief)
    acts(case, (other, "no_objection"))
    assert with_work(case) == {people.head}
    again = transfer_user_task(task=the_task(case).uuid, person=people.chief, to=other, reason="出張", now=MONDAY)
    assert isinstance(again, Refused)


def test_work_that_was_handed_on_can_be_handed_on_again_and_stays_whoever_acts_beside_it() -> None:
    case, people = circulating(10_000_000, category="工事"), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    finance, other, third = one_of(FINANCE), cast().decider, cast().examiner
    task = the_task(case).uuid

    transfer_user_task(task=task, person=finance, to=other, reason="出張", now=MONDAY)
    transfer_user_task(task=task, person=other, to=third, reason="担当替え", now=MONDAY)
    acts(case, (one_of("04030000"), "agree"))

    assert third in with_work(case)
    assert not {finance, other} & with_work(case)
    acts(case, (third, "agree"))
    assert with_work(case) == {people.records}


def test_somebody_hands_work_on_from_the_page_of_the_case(client: Client) -> None:
    case, people = circulating(), line()
    client.force_login(get_user_model().objects.get(uuid=people.chief))
    number = get_user_model().objects.get(uuid=cast().decider).staff_number
    address = f"/cases/{case.number}/tasks/{the_task(case).uuid}/transfer/"

    assert "取り消せません" in client.get(address).content.decode()
    wrong = client.post(address, {"to": "だれか", "reason": "長い出張のため"})
    assert (wrong.status_code, "長い出張のため" in wrong.content.decode()) == (422, True)
    assert client.post(address, {"to": number, "reason": ""}).status_code == 422
    assert client.post(address, {"to": number, "reason": "出張"}).status_code == 302

    assert with_work(case) == {cast().decider}
