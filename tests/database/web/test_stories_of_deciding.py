"""How a ward office decides, told through the pages: one story for each way that is not the straight one."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from approvals.models import Posting
from approvals.selectors.organisation import organisation_in_force
from approvals.services.look_after_people import look_after_people
from approvals.services.raise_revision import raise_revision
from meguro_platform.models import User
from tests.database.approvals.test_circulation import away, holder_of, line, one_of
from tests.database.approvals.test_people_change import TUESDAY, follows, leaves, rows, tomorrow
from tests.support.documents import plain_pdf
from tests.support.page_forms import act_address, shown_form
from tests.support.personnel_files import Sent
from tests.support.spending_case import spending_world, with_budget
from tests.support.ward import MONDAY
from workflow.models import Case

__all__ = ["rows"]
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("ward_of_the_file")]
FINANCE, CONTRACTS, IT = "01020000", "04030000", "03010000"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    spending_world()
    with time_machine.travel(MONDAY, tick=False):
        yield


def at(person: UUID) -> Client:
    """Somebody at his desk."""
    client = Client()
    client.force_login(User.objects.get(uuid=person))
    return client


def name(person: UUID) -> str:
    return User.objects.get(uuid=person).name


def drafts(drafter: UUID, amount: int = 8_000_000, *, post: str = "", **more: str) -> Case:
    """Somebody writes a decision on spending and hands it in; there is money enough for it."""
    sent = {
        "subject": "庁舎の清掃",
        "category": "SERVICE",
        "amount": f"{amount}",
        "is_it": "いいえ",
        "exceptional": "いいえ",
        "budget_item": "02-総務費",
        "reasons": SimpleUploadedFile("理由.pdf", plain_pdf(1), content_type="application/pdf"),
        ":key": uuid4().hex,
        **({":post": post} if post else {}),
    }
    answer = at(drafter).post("/apply/spending-decision/", sent | more)
    assert answer.status_code == 302, answer.content.decode()
    return with_budget(Case.objects.get(number=answer["Location"].strip("/").split("/")[1]))


def presses(person: UUID, case: Case, verdict: str, **more: str) -> None:
    """He opens the case and presses a button."""
    client = at(person)
    form = shown_form(client, case) | {"act.verdict": verdict, "act.comment": "理由", **more}
    answer = client.post(act_address(case), form)
    assert answer.status_code == 302, answer.content.decode()
    case.refresh_from_db()


def hands_in_again(case: Case, **changed: str) -> None:
    """The drafter sends what came back to him, with something changed."""
    answers = {key: str(said) for key, said in case.state["answers"].items() if isinstance(said, str | int)}
    answers |= {"reasons": case.state["answers"]["reasons"][0]["uuid"], "amount": str(case.state["answers"]["amount"])}
    presses(line().drafter, case, "submit", **answers | changed)


def page(person: UUID, case: Case) -> str:
    return at(person).get(f"/cases/{case.number}/").content.decode()


def has(person: UUID, case: Case) -> bool:
    """Whether the case is in the inbox."""
    return case.number in at(person).get("/inbox/").content.decode()


def may_act(person: UUID, case: Case) -> bool:
    return 'id="act"' in page(person, case)


def decided_by(case: Case) -> tuple[str, str]:
    case.refresh_from_db()
    decision = case.state["decision"]
    return decision["person"], decision["capacity"]


def place_of(case: Case, person: UUID) -> str:
    (task,) = case.state["tasks"].values()
    stages = task["route"]["stages"]
    return str(next(each["place"] for each in stages if each["seats"][0]["person"] == str(person)))


def examined_and_consented(case: Case) -> None:
    people = line()
    presses(people.chief, case, "no_objection")
    presses(people.head, case, "no_objection")
    presses(one_of(FINANCE), case, "agree")
    presses(people.records, case, "proper")


def test_a_deputy_decides_for_the_absent_director_who_looks_later_and_objects() -> None:
    people = line()
    away(people.director)
    case = drafts(people.drafter)
    presses(people.chief, case, "no_objection")
    presses(one_of(FINANCE), case, "agree")
    presses(people.records, case, "proper")

    assert "代決する" in page(people.head, case)
    presses(people.head, case, "decide")

    assert decided_by(case) == (str(people.head), "deputy")
    assert f"代決: {name(people.director)}" in page(people.drafter, case) or "代決" in page(people.drafter, case)
    assert case.number in at(people.director).get("/inbox/?view=later").content.decode()
    assert "後閲が必要です" in page(people.director, case)
    sent = {"act.comment": "来年度は分割しないこと。", "later.objects": "on"}
    assert at(people.director).post(f"/cases/{case.number}/later-view/", sent).status_code == 302
    assert "後閲で異議がありました" in at(people.drafter).get("/").content.decode()
    assert "来年度は分割しないこと。" in page(people.head, case)
    assert "後閲が必要です" not in page(people.director, case)


def test_an_absent_post_in_the_middle_is_passed_over_and_looks_later() -> None:
    people = line()
    away(people.head)
    case = drafts(people.drafter)

    presses(people.chief, case, "no_objection")

    assert not has(people.head, case)
    assert has(one_of(FINANCE), case)
    assert "後閲が必要です" in page(people.head, case)
    presses(one_of(FINANCE), case, "agree")
    presses(people.records, case, "proper")
    presses(people.director, case, "decide")
    assert decided_by(case) == (str(people.director), "self")


def test_who_holds_two_posts_of_the_line_acts_once_where_he_decides() -> None:
    people = line()
    Posting.objects.filter(person=people.head).update(person=people.director, holding="concurrent")
    raise_revision()
    case = drafts(people.drafter)

    presses(people.chief, case, "no_objection")

    assert not may_act(people.director, case)
    shown = page(people.drafter, case)
    assert f"課長（審議） {name(people.director)}: 同じ人が後の段で一度だけ行う" in shown
    presses(one_of(FINANCE), case, "agree")
    presses(people.records, case, "proper")
    presses(people.director, case, "decide")
    assert decided_by(case) == (str(people.director), "self")


def test_who_drafts_what_he_would_decide_himself_is_decided_one_level_up() -> None:
    people = line()
    case = drafts(people.chief, 400_000)

    presses(people.records, case, "proper")

    assert not may_act(people.chief, case)
    assert name(people.head) in page(people.chief, case)
    assert "表の決定者は起案した人の職なので、その上の「課長」が決めます。" in page(people.head, case)
    presses(people.head, case, "decide")
    assert decided_by(case) == (str(people.head), "self")


def test_no_page_lets_the_drafter_decide() -> None:
    people = line()
    case = drafts(people.drafter)
    examined_and_consented(case)
    director, drafter, task = at(people.director), at(people.drafter), act_address(case).split("/")[4]
    number = User.objects.get(uuid=people.drafter).staff_number
    given = {"kind": "authority", "target": "person", "name": number, "since": "2026-05-11", "last": "2026-05-12"}

    assert director.post("/delegations/", given).status_code == 302
    handed = director.post(f"/cases/{case.number}/tasks/{task}/transfer/", {"to": number, "reason": "任せる"})
    assert handed.status_code == 422
    away(people.director)

    assert not may_act(people.drafter, case) and not has(people.drafter, case)
    verdict = {"act.verdict": "decide", "act.key": "k", "act.comment": "理由", "act.revision": str(case.revision)}
    addresses = [act_address(case), f"/inbox/{case.number}/{task}/act/", f"/inbox/{case.number}/{task}/quick/"]
    for address in addresses:
        assert drafter.post(address, verdict).status_code in (302, 404, 409, 422), address
    several = {"shown": f"{task}:{case.revision}:{case.journal_seq}"}
    assert "0件を処理しました" in drafter.post("/inbox/several/act/", several, follow=True).content.decode()
    asked = at(people.head).post("/inbox/several/act/", several, follow=True).content.decode()
    assert "開いて処理してください" in asked, "it was asked as the page asks, and a deputy decides one by one"
    case.refresh_from_db()
    assert "decision" not in case.state
    presses(people.head, case, "decide")
    assert decided_by(case) == (str(people.head), "deputy")


def test_who_consented_under_a_condition_is_asked_again_when_the_amount_changes() -> None:
    people = line()
    case = drafts(people.drafter, 10_000_000, category="WORKS")
    presses(people.chief, case, "no_objection")
    assert "（財政課、契約課）に進みます" in page(people.head, case)
    presses(people.head, case, "no_objection")
    presses(one_of(FINANCE), case, "agree_if", **{"act.comment": "年度内に終えること。"})
    assert "年度内に終えること。" in page(one_of(CONTRACTS), case)
    draft = case.state["passed"][0]["node"]
    presses(one_of(CONTRACTS), case, "send_back", **{"act.to": draft})
    told = page(people.drafter, case)
    assert "係長（審議）、課長（審議）、財政課（協議）</b> は、協議事項が変わらなければ生きています" in told
    assert "（契約課）に進みます" in told

    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        hands_in_again(case, note="図面を差し替えました")
        with_budget(case)
        assert may_act(one_of(CONTRACTS), case) and not may_act(one_of(FINANCE), case)
        known = "係長（審議）、課長（審議）、財政課（協議）の処理は"
        assert f"協議事項が変わっていないので、{known}生きています" in page(people.drafter, case)

        presses(one_of(CONTRACTS), case, "send_back", **{"act.to": draft})
        strip = page(people.drafter, case).split('<ol class="stamps"')[1].split("</ol>")[0]
        assert strip.count('aria-current="step"') == 1, "nobody has anything to do where it was left"
        assert strip.count("第1回") == 5, "two examined and one consented then, and it stands"
        hands_in_again(case, amount="12000000")
        with_budget(case)
        assert f"協議事項が変わったので、{known}失効しました" in page(people.drafter, case)
        presses(people.chief, case, "no_objection")
        presses(people.head, case, "no_objection")
        assert may_act(one_of(FINANCE), case)


def test_the_drafter_reads_all_who_will_be_asked_at_once_when_he_sends_it_again() -> None:
    people = line()
    case = drafts(people.drafter, 10_000_000, category="WORKS")
    presses(people.chief, case, "no_objection")
    presses(people.head, case, "no_objection")
    presses(one_of(FINANCE), case, "send_back", **{"act.to": case.state["passed"][0]["node"]})

    assert "（財政課、契約課）に進みます" in page(people.drafter, case)


def test_a_send_back_says_before_what_it_undoes_and_comes_straight_back() -> None:
    people = line()
    case = drafts(people.drafter)
    examined_and_consented(case)
    client, place = at(people.director), place_of(case, people.head)

    asked = shown_form(client, case) | {"act.ask": "send_back", "act.to": place, "act.comment": "根拠を足してください"}
    shown = client.post(act_address(case, "ask"), asked).content.decode()
    assert "失効" in shown and f"{name(people.head)}さんに" in shown and "根拠を足してください" in shown
    assert may_act(people.director, case)

    presses(people.director, case, "send_back", **{"act.to": place, "act.comment": "根拠を足してください"})
    assert at(people.director).post(f"/cases/{case.number}/undo/", {"act.recall": "route"}).status_code == 302
    case.refresh_from_db()
    assert may_act(people.director, case) and not may_act(people.head, case), (
        "taken back: what he had done counts again"
    )
    presses(people.director, case, "send_back", **{"act.to": place, "act.comment": "根拠を足してください"})
    told = f"{name(people.director)}さんが差し戻しました"
    pane = at(people.head).get(f"/inbox/?task={act_address(case).split('/')[4]}").content.decode()
    assert told in page(people.head, case) and told in pane
    assert told not in page(people.chief, case)
    presses(people.head, case, "with_opinion")
    assert told not in page(people.director, case)
    assert may_act(people.director, case)
    assert not may_act(one_of(FINANCE), case)


def test_taking_back_and_the_next_act_meet_and_each_side_reads_what_happened() -> None:
    people = line()
    case = drafts(people.drafter)
    presses(people.chief, case, "no_objection")
    address, form = act_address(case), shown_form(at(people.head), case) | {"act.verdict": "no_objection"}

    assert at(people.chief).post(f"/cases/{case.number}/undo/", {"act.recall": "route"}).status_code == 302

    late = at(people.head).post(address, form)
    assert late.status_code == 422
    assert f"先に{name(people.chief)}さんが処理しました。あなたの操作は記録していません" in late.content.decode()
    assert "引き戻されました" in at(people.head).get("/").content.decode()
    presses(people.chief, case, "no_objection")
    presses(people.head, case, "no_objection")
    too_late = at(people.chief).post(f"/cases/{case.number}/undo/", {"act.recall": "route"}, follow=True)
    assert "引き戻せません" in too_late.content.decode()
    assert not may_act(people.chief, case)


def test_an_important_matter_is_decided_one_level_up_and_by_no_deputy() -> None:
    people, organisation, day = line(), organisation_in_force(), MONDAY.date()
    above = organisation.superior(organisation.postings(str(people.director), day)[0].post or "")
    assert above is not None
    deputy_mayor = holder_of(organisation, above.key, day)
    case = drafts(people.drafter, exceptional="はい")
    presses(people.chief, case, "no_objection")
    presses(people.head, case, "no_objection")
    presses(people.director, case, "no_objection")
    presses(one_of(FINANCE), case, "agree")
    away(deputy_mayor)
    presses(people.records, case, "proper")

    assert not may_act(people.director, case)
    assert "一段上げた事案なので、「副区長」が決めます。代決はできません。" in page(people.drafter, case)
    presses(deputy_mayor, case, "decide")

    assert decided_by(case) == (str(deputy_mayor), "self")


def test_matters_of_information_systems_are_consulted_whatever_they_cost() -> None:
    people = line()
    case = drafts(people.drafter, 400_000, is_it="はい")

    assert has(one_of(IT), case) and may_act(one_of(IT), case)
    ground = "情報政策課（協議）の根拠: 情報システムの調達に関する要綱"
    pane = at(one_of(IT)).get(f"/inbox/?task={act_address(case).split('/')[4]}").content.decode()
    assert ground in page(people.drafter, case) and ground in pane
    presses(one_of(IT), case, "agree")
    presses(people.records, case, "proper")
    presses(people.chief, case, "decide")
    assert decided_by(case) == (str(people.chief), "self")


def test_the_work_of_a_leaver_goes_to_the_successor_and_the_leaver_is_out(rows: Sent) -> None:
    people = line()
    case = drafts(people.drafter)
    assert has(people.chief, case)
    follows(rows, people.head, leaves(rows, people.chief))
    tomorrow(rows)

    with time_machine.travel(TUESDAY, tick=False):
        look_after_people(now=TUESDAY)

        assert has(people.head, case)
        assert at(people.chief).get("/inbox/").status_code == 302
        presses(people.head, case, "no_objection")
        assert "担当を決め直しました" in page(people.drafter, case)
