"""The portal, the catalogue and one's own cases."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from approvals.models import GenerationStatus, InboxEntry, OrganisationGeneration
from forms.services.save_draft import save_draft
from integrations.models.notice import Notice
from meguro_platform.models import Favourite, User
from tests.support.card_story import a_case, acted
from tests.support.stand_ins import SECRET
from tests.support.ward import MONDAY, Cast, cast, damaged_card, load_world, publish
from workflow.models import Case, Channel
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def log_in(client: Client, person: UUID) -> User:
    user = User.objects.get(uuid=person)
    client.force_login(user)
    return user


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_whoever_has_work_finds_it_first(client: Client, people: Cast) -> None:
    case = a_case(people)
    log_in(client, people.head)

    portal = page(client, "/")

    assert "あなたを待っていること 1件" in portal
    assert f'href="/cases/{case.number}/"' in portal


def test_an_applicant_sees_where_the_case_is_and_who_has_it(client: Client, people: Cast) -> None:
    a_case(people)
    log_in(client, people.applicant)

    portal = page(client, "/")

    assert "待っていることはありません" in portal
    assert "所属長確認" in portal
    assert User.objects.get(uuid=people.head).name in portal


def test_who_sent_it_back_and_why_stands_in_the_portal(client: Client, people: Cast) -> None:
    acted(a_case(people), people.head, "send_back", comment="原因をもう少し詳しく")
    log_in(client, people.applicant)

    portal = page(client, "/")

    assert "「原因をもう少し詳しく」" in portal
    assert User.objects.get(uuid=people.head).name in portal


def test_where_a_case_waits_is_said_in_the_readers_language(client: Client, people: Cast) -> None:
    a_case(people)
    log_in(client, people.applicant)
    client.post("/preferences/language/", {"language": "en"})

    for address in ("/my/", "/"):
        shown = page(client, address)
        assert "Check by the head of the section" in shown and "所属長" not in shown and "人事課" not in shown


def test_a_draft_leads_back_to_the_form(client: Client, people: Cast) -> None:
    save_draft(person=people.applicant, procedure="id-card-reissue", values={"place": "駅"}, at=MONDAY)
    log_in(client, people.applicant)

    assert "書きかけ" in page(client, "/")
    assert "つづきを書く" in page(client, "/apply/")


def test_notices_go_when_they_were_read(client: Client, people: Cast) -> None:
    user = log_in(client, people.applicant)
    notice = Notice.objects.create(person=user, key="k", subject="受取りの案内", text="できました", at=timezone.now())
    assert "受取りの案内" in page(client, "/")

    client.post("/notices/read/", {"notice": [str(notice.id), "x", "9" * 30, "9" * 5_000, "\0"]})

    assert "受取りの案内" not in page(client, "/")


def test_notices_of_others_stay_unread(client: Client, people: Cast) -> None:
    other = User.objects.get(uuid=people.stranger)
    notice = Notice.objects.create(person=other, key="k", subject="案内", text="", at=timezone.now())
    log_in(client, people.applicant)

    client.post("/notices/read/", {"notice": [str(notice.id)]})

    notice.refresh_from_db()
    assert notice.read_at is None


@pytest.mark.parametrize("part", ["applicant", "head", "examiner", "decider", "stranger"])
@pytest.mark.parametrize("address", ["/", "/apply/", "/my/", "/apply/id-card-reissue/", "/apply/leave-of-absence/"])
def test_every_part_of_the_story_has_its_pages(client: Client, people: Cast, part: str, address: str) -> None:
    a_case(people)
    user = log_in(client, getattr(people, part))
    User.objects.filter(pk=user.pk).update(language="en")

    assert "Apply" in page(client, address)


def test_an_examiner_reads_what_may_be_asked_of_him(client: Client, people: Cast) -> None:
    log_in(client, people.examiner)

    portal = page(client, "/")

    assert "担当する手順: 人事係審査" in portal
    assert "あなたの課の所管" in portal


def test_without_an_organisation_the_portal_says_so(client: Client) -> None:
    OrganisationGeneration.objects.update(status=GenerationStatus.PAST)
    client.force_login(User.objects.create_user(staff_number="00123456", name="佐藤 彩"))

    assert "組織がまだ入っていません" in page(client, "/")


def test_the_catalogue_finds_a_procedure_by_its_choices(client: Client, people: Cast) -> None:
    log_in(client, people.applicant)

    assert "職員証再交付申請" in page(client, "/apply/?q=盗難")
    assert "見つかりません" in page(client, "/apply/?q=出張旅費\0")


def test_a_long_list_of_cases_comes_in_pages(client: Client, people: Cast) -> None:
    first = a_case(people)
    values = {field.attname: getattr(first, field.attname) for field in Case._meta.fields}
    Case.objects.bulk_create(
        Case(**{**values, "uuid": UUID(int=number), "number": f"X-{number:06}", "started_at": MONDAY})
        for number in range(1, 121)
    )
    log_in(client, people.applicant)

    seen: set[str] = set()
    address = "/my/"
    for _ in range(3):
        shown = page(client, address)
        seen |= {f"X-{number:06}" for number in range(1, 121) if f"X-{number:06}" in shown}
        if 'rel="next"' not in shown:
            break
        address = "/my/" + shown.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")

    assert len(seen) == 120


STRANGE = ("?state=x", "?after=x", "?after=2026-05-11T00:00:00%2B00:00_%00", "?q=%00%25_", "?after=2026-99-99T00:00_1")


@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_address_shows_a_list_all_the_same(client: Client, people: Cast, query: str) -> None:
    log_in(client, people.applicant)

    page(client, f"/my/{query}")


def test_what_one_typed_for_others_is_found(client: Client, people: Cast) -> None:
    outcome = start_case(
        procedure="id-card-reissue",
        applicant=people.applicant,
        person=people.examiner,
        answers=damaged_card(),
        now=MONDAY,
    )
    assert isinstance(outcome, Done)
    log_in(client, people.examiner)

    assert outcome.result["number"] not in page(client, "/my/")
    assert outcome.result["number"] in page(client, "/my/?state=typed")


FINANCE = {"url": "https://finance.example", "secret": SECRET, "page": "https://finance.example/desk/"}


def test_a_favourite_of_the_catalogue_stands_on_the_portal_until_it_is_none(client: Client, people: Cast) -> None:
    log_in(client, people.applicant)
    assert "お気に入り</h3>" not in page(client, "/")

    answer = client.post("/apply/leave-of-absence/favourite/", {"keep": "yes"})
    again = client.post("/apply/leave-of-absence/favourite/", {"keep": "yes"}, headers={"HX-Request": "true"})

    assert answer.headers["Location"] == "/apply/#p-leave-of-absence"
    assert "お気に入りから外す" in again.content.decode()
    assert "お気に入り</h3>" in page(client, "/")
    client.post("/apply/leave-of-absence/favourite/", {"keep": "no"})
    assert "お気に入り</h3>" not in page(client, "/")


def test_a_favourite_belongs_to_one_person(client: Client, people: Cast) -> None:
    log_in(client, people.applicant)
    client.post("/apply/leave-of-absence/favourite/", {"keep": "yes"})
    log_in(client, people.head)

    client.post("/apply/leave-of-absence/favourite/", {"keep": "no"})

    assert list(Favourite.objects.values_list("person", flat=True)) == [people.applicant]


@pytest.mark.parametrize("key", ["nothing-like-this", "event-endorsement%00", "x" * 300])
def test_what_one_may_not_start_is_no_favourite(client: Client, people: Cast, key: str) -> None:
    log_in(client, people.applicant)

    assert client.post(f"/apply/{key}/favourite/", {"keep": "yes"}).status_code == 404
    assert not Favourite.objects.exists()


def test_a_favourite_that_is_no_longer_open_is_not_shown(client: Client, people: Cast) -> None:
    Favourite.objects.create(person=people.applicant, procedure="gone")
    log_in(client, people.applicant)

    assert "お気に入り</h3>" not in page(client, "/")


def test_what_one_applied_with_lately_is_near(client: Client, people: Cast) -> None:
    a_case(people)
    log_in(client, people.applicant)
    assert "最近つかった" in page(client, "/")
    log_in(client, people.head)
    assert "最近つかった" not in page(client, "/")


def test_systems_with_a_page_for_people_are_linked(client: Client, people: Cast, settings: Settings) -> None:
    settings.CONNECTED_SYSTEMS = {"財務会計": FINANCE, "文書管理": {**FINANCE, "page": ""}, "倉庫": FINANCE}
    Channel.objects.create(
        target="財務会計", changed_at=MONDAY, not_before=MONDAY, rate_at=MONDAY, succeeded_at=MONDAY, failures=2
    )
    log_in(client, people.applicant)

    portal = page(client, "/")

    assert portal.count('href="https://finance.example/desk/"') == 1
    assert ("連携におくれ" in portal, "文書管理" in portal, "倉庫" in portal) == (True, False, False)


def test_without_such_a_page_or_with_a_dangerous_one_nothing_is_linked(
    client: Client, people: Cast, settings: Settings
) -> None:
    settings.CONNECTED_SYSTEMS = {"財務会計": {**FINANCE, "page": "javascript:alert(1)"}}
    log_in(client, people.applicant)

    portal = page(client, "/")

    assert ("業務システム" in portal, "javascript" in portal) == (False, False)


def test_figures_count_what_is_late_and_what_ended(client: Client, people: Cast) -> None:
    ended, under_way = a_case(people), a_case(people)
    now = timezone.now()
    Case.objects.filter(pk=ended.pk).update(
        status="ended", outcome="交付済", outcome_kind="achieved", started_at=now - timedelta(days=4), ended_at=now
    )
    InboxEntry.objects.filter(case=under_way.pk).update(due_at=now - timedelta(hours=1))
    InboxEntry.objects.filter(case=ended.pk).update(due_at=now + timedelta(hours=1))

    log_in(client, people.applicant)
    mine = page(client, "/")
    log_in(client, people.head)
    heads = page(client, "/")

    assert 'aria-label="進行中の自分の申請 1"' in mine and 'aria-label="今月終わった自分の申請 1"' in mine
    assert "<dd>4日</dd>" in mine and "この1年に終わった 1件の平均" in mine
    assert 'href="/inbox/?view=late" aria-label="期限を過ぎた仕事 1"' in heads
    assert "この1年に終わった申請はありません" in heads


def test_the_catalogue_is_narrowed_to_an_office(client: Client, people: Cast) -> None:
    publish("document-circulation")
    log_in(client, people.applicant)
    office = page(client, "/apply/").split('href="?office=')[1].split('"')[0]

    narrowed = page(client, f"/apply/?office={office}&q=%E8%81%B7%E5%93%A1")

    assert "職員証再交付申請" in narrowed and "供覧・回覧" not in narrowed
    assert "見つかりません" in page(client, f"/apply/?office={office}&q=そのようなものはない")
    assert "供覧・回覧" in page(client, "/apply/?office=%00nowhere")


def test_my_cases_are_narrowed_to_a_procedure(client: Client, people: Cast) -> None:
    case = a_case(people)
    values = {field.attname: getattr(case, field.attname) for field in Case._meta.fields}
    other = Case.objects.create(**{**values, "uuid": UUID(int=1), "number": "X-1", "procedure_id": "leave-of-absence"})
    log_in(client, people.applicant)
    assert "休暇届 1</a>" in page(client, "/my/")

    narrowed = page(client, "/my/?procedure=leave-of-absence")

    assert other.number in narrowed and case.number not in narrowed
    assert case.number in page(client, "/my/?procedure=%00")
