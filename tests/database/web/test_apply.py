"""Writing and sending an application, through the page."""

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from approvals.selectors.organisation import organisation_in_force
from forms.selectors.drafts import draft_of
from forms.services.save_draft import save_draft
from meguro_platform.models import User
from meguro_platform.web.application import post_key
from tests.support.ward import Cast, cast, damaged_card, load_world, lost_card, publish
from workflow.models import Case, DefinitionVersion
from workflow.selectors.programs import machine_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
CARD, DRAFT, LEAVE = "/apply/id-card-reissue/", "/apply/id-card-reissue/draft/", "/apply/leave-of-absence/"
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def hanako(client: Client, people: Cast) -> UUID:
    """An ordinary member of the staff, logged in."""
    client.force_login(User.objects.get(uuid=people.applicant))
    return people.applicant


def draft(person: UUID) -> dict[str, object]:
    found = draft_of(person, "id-card-reissue")
    return dict(found.values) if found else {}


def slots(*keys: str) -> list[str]:
    """What a page says that shows these items, drawn long ago."""
    places = [item.key for item in machine_in_force("id-card-reissue").form.items]
    return [f"slot-{places.index(key)}=x" for key in keys]


def drawn(page: str) -> list[str]:
    return re.findall(r'name=":drawn" value="([^"]*)"', page)


# -- the page ---------------------------------------------------------------------------------------------------------


def test_the_form_shows_the_items_that_apply_now(client: Client, hanako: UUID) -> None:
    page = client.get(CARD).content.decode()

    assert 'name="reason"' in page
    assert 'name="police_no"' not in page
    assert 'name="fee_decision"' not in page


def test_the_way_ahead_names_people_and_posts(client: Client, hanako: UUID, people: Cast) -> None:
    page = client.get(CARD).content.decode()

    assert f"{User.objects.get(uuid=people.head).name}　" in page
    assert "人事課 人事係（" in page
    assert f"{User.objects.get(uuid=people.decider).name}　人事課 課長" in page


def test_labels_follow_the_language_where_the_definition_has_english(client: Client, hanako: UUID) -> None:
    User.objects.filter(uuid=hanako).update(language="en")

    page = client.get(CARD).content.decode()

    assert "Reissue of a staff ID card" in page
    assert "Damaged" in page
    assert "Check by the head of the section" in page


def test_a_procedure_nobody_knows_is_not_found(client: Client, hanako: UUID) -> None:
    assert client.get("/apply/nothing/").status_code == 404
    assert client.post("/apply/無い手続/draft/").status_code == 404
    assert client.get("/apply/%00/").status_code == 404
    assert client.get("/apply/id-card-reissue%00/").status_code == 404


def test_somebody_who_is_not_on_the_staff_reads_why(client: Client, people: Cast) -> None:
    client.force_login(User.objects.create_user(staff_number="99999999", name="外の人"))

    answer = client.get(CARD)

    assert answer.status_code == 403
    assert "申請する人が、この日この所属にいません。" in answer.content.decode()


# -- drafts -----------------------------------------------------------------------------------------------------------


def test_saving_gives_back_only_what_changed(client: Client, hanako: UUID) -> None:
    parts = drawn(client.get(CARD).content.decode())

    answer = client.post(DRAFT, {":drawn": parts, "reason": "DAMAGED", ":key": KEY}).content.decode()

    assert 'name="cause"' in answer
    assert 'name="reason"' not in answer
    assert 'name="photo_mode"' not in answer
    assert "自動保存しました" in answer


def test_saving_the_same_gives_back_nothing_but_the_time(client: Client, hanako: UUID) -> None:
    page = client.get(CARD).content.decode()
    shown = {"photo_mode": "REUSE", "pickup": "人事課窓口", "reason_detail": "", ":key": KEY}

    answer = client.post(DRAFT, {":drawn": drawn(page), **shown}).content.decode()

    assert re.findall(r'<div id="([^"]*)" class="part"', answer) == ["saved"]


def test_what_is_hidden_keeps_what_was_typed(client: Client, hanako: UUID) -> None:
    place = {":drawn": slots("reason", "place"), "reason": "LOST", "place": "駅", ":key": KEY}
    client.post(DRAFT, place)

    client.post(DRAFT, {":drawn": slots("reason"), "reason": "DAMAGED", ":key": KEY})

    assert draft(hanako)["place"] == "駅"


def test_what_is_hidden_is_not_sent(client: Client, hanako: UUID) -> None:
    save_draft(person=hanako, procedure="id-card-reissue", values={"place": "駅"}, at=timezone.now())

    client.post(CARD, {**damaged_card(), ":key": KEY})

    assert Case.objects.get().state["answers"]["place"] is None


def test_an_item_that_may_not_be_written_is_passed_over(client: Client, hanako: UUID) -> None:
    client.post(CARD, {**damaged_card(), "fee_decision": "要", "card_no": "X-1", "nobody": "knows", ":key": KEY})

    answers = Case.objects.get().state["answers"]
    assert answers["fee_decision"] is None
    assert answers["card_no"] != "X-1"
    assert "nobody" not in answers


def test_a_wrong_answer_is_not_blamed_while_it_is_typed(client: Client, hanako: UUID) -> None:
    sent = {"reason": "LOST", "noticed_at": "きの", ":key": KEY, ":drawn": slots("reason", "noticed_at")}

    typing = client.post(DRAFT, {**sent, ":typing": "noticed_at"}).content.decode()
    left = client.post(DRAFT, sent).content.decode()

    assert "日時として読めません" not in typing
    assert "日時として読めません" in left


def test_a_draft_too_long_to_be_kept_stays_on_the_page(client: Client, hanako: UUID) -> None:
    words = "あ" * 200_000

    answer = client.post(CARD, {**damaged_card(), "reason_detail": words, ":key": KEY})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "長すぎるため下書きを保存できません" in answer.content.decode()


def test_more_than_a_page_can_send_is_refused_with_a_page(client: Client, hanako: UUID) -> None:
    answer = client.post(CARD, {"reason_detail": "x" * 10_000_000})

    assert answer.status_code == 400
    assert not Case.objects.exists()


@pytest.mark.parametrize("text", ["破損\0", "\ufffe", "<script>", "\u202e", "x" * 5000])
@pytest.mark.parametrize("item", ["reason", "reason_detail", "noticed_at", "photo", "pledge", "other_media", ":post"])
def test_no_text_breaks_the_form(client: Client, hanako: UUID, item: str, text: str) -> None:
    sent = {**lost_card(), item: text, ":key": KEY, ":applicant": text}

    assert client.post(DRAFT, sent).status_code == 200
    assert client.post(CARD, sent).status_code in (302, 422)
    assert client.get(CARD).status_code == 200


def test_half_a_character_breaks_nothing(client: Client, hanako: UUID) -> None:
    sent = "reason=%ED%A0%80&reason_detail=%ED%A0%80%00&%ED%A0%80=%FF&:key=%ED%A0%80"

    for address in (DRAFT, CARD):
        answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 422)


def test_several_values_for_one_item_are_no_error_of_ours(client: Client, hanako: UUID) -> None:
    answer = client.post(CARD, {**damaged_card(), "reason": ["紛失", "破損"], "reason_detail": ["a", ""], ":key": KEY})

    assert answer.status_code == 422


def test_throwing_the_draft_away_empties_the_form(client: Client, hanako: UUID) -> None:
    client.post(DRAFT, {"reason": "DAMAGED", ":key": KEY})

    client.post(CARD, {":discard": "yes"})

    assert draft_of(hanako, "id-card-reissue") is None


def test_closing_keeps_the_draft(client: Client, hanako: UUID) -> None:
    answer = client.post(CARD, {"place": "駅", ":close": "yes"})

    assert answer["Location"] == "/"
    assert draft(hanako)["place"] == "駅"


def test_a_save_that_comes_after_the_application_leaves_no_draft(client: Client, hanako: UUID) -> None:
    client.post(CARD, {**damaged_card(), ":key": KEY})

    client.post(DRAFT, {**damaged_card(), ":key": KEY})

    assert draft_of(hanako, "id-card-reissue") is None


def test_a_new_version_names_what_it_no_longer_asks(client: Client, hanako: UUID) -> None:
    text = DefinitionVersion.objects.get(procedure__key="leave-of-absence").source
    save_draft(
        person=hanako,
        procedure="leave-of-absence",
        values={"kind": "GONE", "certificate": [], "first_day": "2026-05-18", "reason": "旅行"},
        at=timezone.now(),
    )
    publish("leave-of-absence", text.replace("id: first_day", "id: from_day"))

    page = client.get(LEAVE).content.decode()
    client.post(f"{LEAVE}draft/", {":drawn": ["slot-0=x"], ":key": KEY})

    assert "<b>初日</b>: 2026-05-18" in page
    assert "<b>reason</b>: 旅行" in page
    kept = draft_of(hanako, "leave-of-absence")
    assert kept is not None
    assert kept.values["first_day"] == "2026-05-18"
    assert kept.values["kind"] == "GONE"


# -- sending ----------------------------------------------------------------------------------------------------------


def test_a_complete_application_becomes_a_case(client: Client, hanako: UUID) -> None:
    client.post(DRAFT, {"reason": "LOST", ":key": KEY})

    answer = client.post(CARD, {**damaged_card(), ":key": KEY})

    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}/"
    assert case.steps == ["所属長確認"]
    assert draft_of(hanako, "id-card-reissue") is None


def test_an_incomplete_one_comes_back_with_everything_that_is_wrong(client: Client, hanako: UUID) -> None:
    answer = client.post(CARD, {"reason": "DAMAGED", "reason_detail": "短い", ":key": KEY})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2か所をなおすと申請できます" in page
    assert 'href="#f-cause"' in page
    assert ">\n短い</textarea>" in page
    assert draft(hanako)["reason_detail"] == "短い"


def test_pressing_twice_makes_one_case(client: Client, hanako: UUID) -> None:
    first = client.post(CARD, {**damaged_card(), ":key": KEY})

    second = client.post(CARD, {**damaged_card(), ":key": KEY})

    assert second["Location"] == first["Location"]
    assert Case.objects.count() == 1


def test_an_old_page_does_not_send_something_else(client: Client, hanako: UUID) -> None:
    client.post(CARD, {**damaged_card(), ":key": KEY})

    answer = client.post(CARD, {**damaged_card(), "pickup": "庁内便", ":key": KEY})

    assert answer.status_code == 422
    assert "この画面からは、すでに別の内容で申請しています" in answer.content.decode()
    assert Case.objects.count() == 1


def test_a_warning_counts_only_for_what_was_shown(client: Client, hanako: UUID) -> None:
    late = {"kind": "ANNUAL", "first_day": "2026-04-06", "last_day": "2026-04-08", ":key": KEY}

    shown = client.post(LEAVE, late)
    other = client.post(LEAVE, {**late, ":accepted": "something else"})
    accepted = client.post(LEAVE, {**late, ":accepted": "休暇は、原則として前日までに届け出てください。"})

    assert (shown.status_code, other.status_code, accepted.status_code) == (422, 422, 302)


def test_a_file_that_lies_about_its_content_is_refused_beside_its_item(client: Client, hanako: UUID) -> None:
    photo = SimpleUploadedFile("face.jpg", b"%PDF-1.7 no picture", "image/jpeg")

    answer = client.post(CARD, {**damaged_card(), "photo_mode": "NEW", "photo": photo, ":key": KEY})

    assert answer.status_code == 422
    assert 'id="f-photo-error"' in answer.content.decode()


def test_somebody_elses_file_is_not_mine(client: Client, hanako: UUID) -> None:
    strange = {**damaged_card(), "photo_mode": "NEW", "photo": str(UUID(int=7)), ":key": KEY}

    assert client.post(CARD, strange).status_code == 422


# -- for whom and in which post ---------------------------------------------------------------------------------------


def test_whoever_may_types_for_another(client: Client, people: Cast) -> None:
    client.force_login(User.objects.get(uuid=people.examiner))
    client.post(CARD, {":applicant": str(people.applicant)})

    client.post(CARD, {**damaged_card(), ":key": KEY})

    case = Case.objects.get()
    assert (case.applicant, case.typist) == (people.applicant, people.examiner)


def test_nobody_else_does_and_nothing_is_sent_for_oneself_instead(client: Client, hanako: UUID, people: Cast) -> None:
    answer = client.post(
        CARD, {**damaged_card(), ":applicant": str(people.head), ":key": KEY, ":drawn": slots("reason")}
    )
    assert answer["Location"] == CARD

    save_draft(person=hanako, procedure="id-card-reissue", values={":applicant": str(people.head)}, at=timezone.now())
    sent = client.post(CARD, {**damaged_card(), ":key": KEY})

    assert sent.status_code == 422
    assert "えらんだ人の代わりには入力できません" in sent.content.decode()
    assert not Case.objects.exists()


def test_the_post_decides_the_way(client: Client, people: Cast) -> None:
    organisation, day = organisation_in_force(), timezone.localdate()
    person = next(
        person for person in organisation.staff(day) if len({p.unit for p in organisation.postings(person, day)}) > 1
    )
    second = organisation.postings(person, day)[1]
    client.force_login(User.objects.get(uuid=person))

    assert "どの職で申請しますか" in client.get(CARD).content.decode()
    client.post(CARD, {**damaged_card(), ":post": post_key(second), ":key": KEY})

    assert Case.objects.get().unit == second.unit
