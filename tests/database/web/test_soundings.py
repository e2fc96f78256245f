"""根回し: a draft is shown to somebody, who writes what he thinks; nobody else sees it, and nothing of it stays."""

from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import Posting
from approvals.services.raise_revision import raise_revision
from forms.models import Draft, Sounding, SoundingRemark
from forms.services.save_draft import save_draft
from integrations.models import Notice
from meguro_platform.models import User
from tests.support.advice_case import TEXT
from tests.support.ward import Cast, cast, load_world, publish
from workflow.models import Case, JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
ADDRESS = "/apply/advice/sounding/"
TYPED = {"matter": "用件の文", "illness": "病名の文", "detail": "内訳の文"}


@pytest.fixture
def people() -> Cast:
    load_world()
    publish("advice", TEXT)
    found = cast()
    save_draft(person=found.applicant, procedure="advice", values=TYPED, at=timezone.now())
    return found


def at(person: UUID) -> Client:
    client = Client()
    client.force_login(User.objects.get(uuid=person))
    return client


def shown(people: Cast, asked: str = "これでよいでしょうか。") -> str:
    """The applicant shows the draft to the head; the address at which the head reads it."""
    number = User.objects.get(uuid=people.head).staff_number
    answer = at(people.applicant).post(ADDRESS, {"name": number, "asked": asked})
    assert answer.status_code == 302, answer.content.decode()
    return f"/soundings/{Sounding.objects.get().pk}/"


def test_whom_it_is_shown_to_reads_the_draft_as_it_stands_and_answers(people: Cast) -> None:
    address = shown(people)
    head = at(people.head)

    assert address in head.get("/").content.decode()
    page = head.get(address).content.decode()
    assert "用件の文" in page and "内訳の文" in page and "これでよいでしょうか。" in page
    assert head.post(address, {"text": "金額を足してください。"}).status_code == 302

    assert "金額を足してください。" in at(people.applicant).get(ADDRESS).content.decode()
    told = Notice.objects.filter(key="sounding").values_list("person_id", flat=True)
    assert set(told) == {people.head, people.applicant}
    save_draft(person=people.applicant, procedure="advice", values={"matter": "直した文"}, at=timezone.now())
    assert "直した文" in head.get(address).content.decode()


def test_it_is_no_act_and_shows_no_item_that_only_certain_people_may_see(people: Cast) -> None:
    entries = JournalEntry.objects.count()
    page = at(people.head).get(shown(people)).content.decode()

    assert "病名の文" not in page
    assert JournalEntry.objects.count() == entries
    assert not Case.objects.filter(procedure__key="advice").exists()


def test_nobody_else_sees_it_and_nobody_ends_it_for_the_drafter(people: Cast) -> None:
    address = shown(people)
    number = address.split("/")[2]

    assert at(people.stranger).get(address).status_code == 404
    assert at(people.stranger).post(address, {"text": "見えますか"}).status_code == 404
    assert at(people.head).get("/soundings/99999999999999999999/").status_code == 404
    at(people.head).post(f"/apply/advice/sounding/{number}/end/")
    assert Sounding.objects.exists() and not SoundingRemark.objects.exists()


def test_each_drafter_sees_only_whom_he_shows_his_own_draft_to(people: Cast) -> None:
    shown(people, "だれにも見せない問い")
    save_draft(person=people.stranger, procedure="advice", values=TYPED, at=timezone.now())
    head = User.objects.get(uuid=people.head).name

    other = at(people.stranger).get(ADDRESS).content.decode()

    assert "だれにも見せない問い" not in other and head not in other
    assert "あなただけが見られます" in at(people.stranger).get("/apply/advice/").content.decode()


def test_what_a_leaver_wrote_can_still_be_read_by_whom_he_showed_it_to(people: Cast) -> None:
    address = shown(people)
    Posting.objects.filter(person=people.applicant).delete()
    raise_revision()

    page = at(people.head).get(address).content.decode()

    assert "用件の文" in page and "内訳の文" in page
    assert "病名の文" not in page


def test_with_the_draft_everything_about_it_is_gone(people: Cast) -> None:
    address = shown(people)
    at(people.head).post(address, {"text": "よいと思います。"})

    Draft.objects.all().delete()

    assert at(people.head).get(address).status_code == 404
    assert not SoundingRemark.objects.exists()
    assert at(people.applicant).get(ADDRESS).status_code == 302


def test_the_drafter_shows_it_no_more(people: Cast) -> None:
    address = shown(people)

    at(people.applicant).post(f"/apply/advice/sounding/{address.split('/')[2]}/end/")

    assert at(people.head).get(address).status_code == 404
    assert address not in at(people.head).get("/").content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name": ""}, "名前を書いて"),
        ({"name": "だれでもない人"}, "当てはまるものがありません"),
        ({"name": "自分"}, "もう見られます"),
        ({"name": "上司", "asked": "あ" * 2001}, "2,000文字まで"),
        ({"name": "上司", "asked": "あ\u0007"}, "制御文字"),
    ],
)
def test_what_can_not_be_is_said_and_nothing_typed_is_lost(people: Cast, sent: dict[str, str], told: str) -> None:
    numbers = {"自分": people.applicant, "上司": people.head}
    named = numbers.get(sent["name"])
    name = User.objects.get(uuid=named).staff_number if named else sent["name"]

    answer = at(people.applicant).post(ADDRESS, {"asked": "見てください", **sent, "name": name})

    page = answer.content.decode()
    assert (answer.status_code, told in page, f'value="{name}"' in page) == (422, True, True)
    assert not Sounding.objects.exists()


def test_the_form_says_who_can_see_the_draft(people: Cast) -> None:
    assert "あなただけが見られます" in at(people.applicant).get("/apply/advice/").content.decode()

    shown(people)

    assert "見せている1人だけが見られます" in at(people.applicant).get("/apply/advice/").content.decode()
