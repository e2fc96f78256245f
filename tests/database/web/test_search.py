"""Search finds what one may read, however the word is written, and nothing else."""

from uuid import UUID

import pytest
from django.test import Client

from approvals.models import CaseWords
from approvals.services.index_cases import index_cases
from meguro_platform.models import User
from tests.support.card_story import a_case
from tests.support.ward import Cast, cast, load_world
from workflow.models import Case

pytestmark = pytest.mark.django_db


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
