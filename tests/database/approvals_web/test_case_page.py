"""Who sees a case, and what the page says."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from approvals.models import CaseLook, LaterView
from approvals.services.set_absence import set_absence
from meguro_platform.models import User
from tests.support.card_story import a_case, acted, examined
from tests.support.ward import MONDAY, Cast, lost_card
from workflow.models import Effect, JournalEntry

AsPerson = Callable[[UUID], Client]


def page_of(client: Client, number: str) -> str:
    answer = client.get(f"/cases/{number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_does_not_learn_that_a_case_exists(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    answers = [
        as_person(people.stranger).get(f"/cases/{number}/").status_code for number in (case.number, "2026-999999")
    ]

    assert answers == [404, 404]


def test_nobody_sees_a_case_without_logging_in(people: Cast) -> None:
    case = a_case(people)

    answer = Client().get(f"/cases/{case.number}/")

    assert answer["Location"].startswith("/login/")


def test_applicant_approver_and_office_see_the_case(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    answers = {who: as_person(who).get(f"/cases/{case.number}/").status_code for who in _readers(people)}

    assert set(answers.values()) == {200}


def _readers(people: Cast) -> tuple[UUID, ...]:
    """Applicant, head of the section, and one of the office that owns the procedure and has no work here yet."""
    return people.applicant, people.head, people.examiner


def test_an_address_that_is_no_number_is_not_found(people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.applicant)

    assert [client.get(f"/cases/{bad}/").status_code for bad in ("%00", "x" * 500, "2026-1")] == [404, 404, 404]


def test_the_page_shows_answers_and_hides_hidden_items(people: Cast, as_person: AsPerson) -> None:
    page = page_of(as_person(people.head), a_case(people).number)

    assert "机から落として割れた事故です" in page
    assert "最後に確認した日時" not in page


def test_the_approver_sees_his_buttons_and_the_applicant_does_not(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    assert 'value="checked"' in page_of(as_person(people.head), case.number)
    assert 'value="checked"' not in page_of(as_person(people.applicant), case.number)


def test_what_others_did_since_the_last_look_comes_first(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.applicant)
    page_of(client, case.number)
    CaseLook.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    acted(case, people.head, "checked", comment="確かめました")

    page = page_of(client, case.number)

    assert "news-h" in page
    assert "「所属長確認」で確認しました" in page and "確かめました" in page


def test_who_has_it_now_is_part_of_what_changed(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.applicant)
    page_of(client, case.number)
    CaseLook.objects.update(seen_at=MONDAY, before_at=MONDAY)
    acted(case, people.head, "checked", MONDAY + timedelta(hours=1))

    page = page_of(client, case.number)

    changed = page[page.index('id="news-h"') :].partition("</ul>")[0]
    assert "人事係審査" in changed and "がいまの担当です" in changed


def test_marking_as_read_ends_the_news(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.applicant)
    page_of(client, case.number)
    CaseLook.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    acted(case, people.head, "checked")
    page_of(client, case.number)

    client.post(f"/cases/{case.number}/read/")

    assert "news-h" not in page_of(client, case.number)


def test_looking_at_somebody_elses_case_is_recorded_once_a_visit(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.head)

    page_of(client, case.number)
    page_of(client, case.number)
    page_of(as_person(people.applicant), case.number)

    viewed = JournalEntry.objects.filter(kind="person", event="viewed_case")
    assert [entry.stream for entry in viewed] == [str(people.head)]


def test_calls_to_systems_are_a_part_of_their_own_with_the_same_right(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people, lost_card())
    address = f"/cases/{case.number}/calls/"

    seen = as_person(people.applicant).get(address, headers={"HX-Request": "true"}).content.decode()

    assert "入退室の証の停止" in seen and Effect.objects.get().key not in seen
    assert as_person(people.stranger).get(address).status_code == 404


def test_who_was_passed_over_looks_later_and_it_is_recorded(people: Cast, as_person: AsPerson) -> None:
    set_absence(person=people.head, since=MONDAY.date(), until=None, reason="", now=MONDAY)
    case = a_case(people)
    client = as_person(people.head)

    assert "見ました" in page_of(client, case.number)
    client.post(f"/cases/{case.number}/later-view/", {"act.comment": "了解"})

    assert LaterView.objects.get(case=case).seen_at is not None
    assert JournalEntry.objects.filter(kind="person", event="viewed_later").count() == 1
    assert f'action="/cases/{case.number}/later-view/"' not in page_of(client, case.number)


def test_a_file_is_only_opened_through_a_case_that_refers_to_it(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    assert as_person(people.head).get(f"/cases/{case.number}/files/{uuid4()}/").status_code == 404


def test_the_drawing_marks_where_the_case_is(people: Cast, as_person: AsPerson) -> None:
    page = page_of(as_person(people.head), examined(people).number)

    assert "いまは人事課長決定" in page
    assert '<g class="now">' in page and '<g class="done">' in page


def test_english_readers_get_english_pages(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.head)
    client.post("/preferences/language/", {"language": "en"})

    page = page_of(client, case.number)

    assert "Reissue of a staff ID card (" in page and ") by " in page
    assert "Check by the head of the section" in page


def test_steps_to_come_name_who_would_do_them(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.applicant)
    decider = User.objects.get(uuid=people.decider).name

    assert decider in page_of(client, case.number)
    client.post("/preferences/language/", {"language": "en"})
    page = page_of(client, case.number)

    assert decider in page and "人事課長</" not in page


def test_a_step_to_come_shows_who_would_decide_in_place_of_the_absent(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.applicant)
    set_absence(person=people.decider, since=MONDAY.date(), until=None, reason="", now=timezone.now())

    page = page_of(client, case.number)

    assert '<span class="mark mark--shu">代</span>' in page
    assert User.objects.get(uuid=people.decider).name in page
    assert "決定権者が不在のため、順位の人が決めます" in page


def test_the_button_says_beforehand_what_goes_out_and_who_is_next(people: Cast, as_person: AsPerson) -> None:
    case = examined(people)

    page = page_of(as_person(people.decider), case.number)

    assert "「決定する」と、こうなります" in page
    assert "をシステムに送ります" in page and "次は <b>" in page


def test_the_button_of_the_first_step_names_the_next_people(people: Cast, as_person: AsPerson) -> None:
    page = page_of(as_person(people.head), a_case(people).number)

    assert "次は <b>人事係審査</b>（人事課 人事係（" in page
