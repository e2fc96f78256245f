"""What counts as new to somebody who opens a case again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from approvals.services.look_at_case import VISIT, LastLook, look_at_case
from tests.support.card_story import a_case
from tests.support.ward import MONDAY, cast, load_world
from workflow.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
READER = uuid4()


@pytest.fixture
def case() -> Case:
    load_world()
    return a_case(cast())


def look(case: Case, seq: int, minutes: int) -> LastLook:
    return look_at_case(
        case=case.uuid,
        number=case.number,
        seq=seq,
        person=READER,
        own=False,
        now=MONDAY + timedelta(minutes=minutes),
    )


def test_nothing_is_new_on_the_first_look(case: Case) -> None:
    assert look(case, 3, 0) == LastLook(0, None)


def test_what_came_minutes_after_the_first_look_is_new(case: Case) -> None:
    look(case, 3, 0)

    again = look(case, 5, 2)

    assert (again.seq, again.at) == (3, MONDAY)


def test_what_was_new_stays_marked_during_a_visit(case: Case) -> None:
    look(case, 3, 0)
    look(case, 5, 2)

    assert look(case, 5, 4).seq == 3


def test_a_later_visit_starts_where_the_last_one_ended(case: Case) -> None:
    look(case, 3, 0)
    look(case, 5, 2)

    assert look(case, 8, 3 + VISIT // timedelta(minutes=1)).seq == 5
