"""Search finds what one may read, however the word is written, and nothing else."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from approvals.models import CaseReader, CaseWords
from approvals.selectors.found_cases import found_cases
from approvals.selectors.organisation import organisation_in_force
from approvals.services.index_cases import index_cases
from meguro_platform.models import User
from meguro_platform.selectors.own_cases import Cursor
from meguro_platform.selectors.searched_cases import searched_cases
from tests.support.card_story import a_case
from tests.support.ward import MONDAY, Cast, cast, load_world
from workflow.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def case(people: Cast) -> Case:
    made = a_case(people)
    index_cases()
    return made


def found(person: UUID, words: str) -> str:
    client = Client()
    client.force_login(User.objects.get(uuid=person))
    return client.get("/search/", {"q": words}).content.decode()


def a_word_of(case: Case) -> str:
    """Two characters that the applicant wrote."""
    return str(case.state["answers"]["reason_detail"])[:2]


def test_two_characters_of_an_answer_find_the_case(people: Cast, case: Case) -> None:
    assert case.number in found(people.applicant, a_word_of(case))


def test_the_number_and_the_name_find_it_too(people: Cast, case: Case) -> None:
    name = User.objects.get(uuid=people.applicant).name

    assert case.number in found(people.applicant, case.number)
    assert case.number in found(people.applicant, f"{name[:2]} {a_word_of(case)}")


def test_who_may_not_read_the_case_finds_nothing(people: Cast, case: Case) -> None:
    assert case.number not in found(people.stranger, a_word_of(case))


def test_pairs_that_stand_apart_are_not_the_word(people: Cast, case: Case) -> None:
    row = CaseWords.objects.get(case=case)
    row.text, row.terms = "あいうえ えいあ", ["あい", "いう", "うえ", "えい", "いあ"]
    row.save()

    assert case.number not in found(people.applicant, "えいう")
    assert case.number in found(people.applicant, "あいう")


def test_one_character_is_too_little_and_says_so(people: Cast, case: Case) -> None:
    assert "2文字以上" in found(people.applicant, "紛")


def test_what_nobody_can_read_is_no_mistake(people: Cast) -> None:
    assert "見つかりません" in found(people.applicant, "\0%_'\\ 存在しない語")


def test_a_case_is_taken_up_once_per_change(people: Cast, case: Case) -> None:
    assert index_cases() == 0


def test_a_case_whose_program_is_lost_keeps_no_other_from_being_found(people: Cast) -> None:
    lost, sound = a_case(people), a_case(people)
    Case.objects.filter(uuid=lost.uuid).update(program_hash="0" * 64)

    index_cases()

    assert sound.number in found(people.applicant, a_word_of(sound))


def test_the_right_to_read_knows_when_its_case_started(people: Cast, case: Case) -> None:
    assert set(CaseReader.objects.filter(case=case).values_list("started_at", flat=True)) == {case.started_at}


def test_the_newest_are_found_and_what_started_with_the_last_of_them(people: Cast) -> None:
    first, second, third = a_case(people, now=MONDAY - timedelta(days=1)), a_case(people), a_case(people)
    index_cases()

    assert newest(people, second, most=1) == {second.uuid, third.uuid}
    assert newest(people, second, most=1, until=MONDAY) == {second.uuid, third.uuid, first.uuid}
    assert newest(people, second, most=3) == {second.uuid, third.uuid, first.uuid}


def test_turning_pages_misses_none_of_those_that_started_together(people: Cast) -> None:
    numbers = sorted(a_case(people).number for _ in range(3))
    index_cases()
    word, on = a_word_of(Case.objects.get(number=numbers[0])), MONDAY.date()

    rest = searched_cases([word], people.applicant, on=on, after=Cursor(started_at=MONDAY, number=numbers[2]))

    assert [found.number for found in rest.cases] == [numbers[1], numbers[0]]


def newest(people: Cast, case: Case, *, most: int, until: datetime | None = None) -> set[UUID]:
    words, organisation = [a_word_of(case)], organisation_in_force()
    found = found_cases(words, people.applicant, organisation, MONDAY.date(), most=most, until=until)
    return set(found.values_list("uuid", flat=True))
