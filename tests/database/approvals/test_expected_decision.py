"""When a case will be decided, from what was recorded."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from approvals.selectors.case_route import route_stops
from approvals.selectors.expected_decision import decision_after, expected_decision
from approvals.selectors.open_case import OpenCase, open_case
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.step_pace import ENOUGH, Pace, paces_of
from approvals.services.set_absence import set_absence
from tests.database.approvals.test_inbox import a_case as a_bare_case
from tests.support.card_story import a_case, acted, examined
from tests.support.ward import MONDAY, PERSONNEL, Cast, cast, load_world
from workflow.models import Case, UserTask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
NOW = datetime(2026, 5, 11, tzinfo=UTC)
PACES = {
    "所属長確認": Pace(median=timedelta(hours=20), count=40),
    "人事係審査": Pace(median=timedelta(hours=30), count=9),
    "人事課長決定": Pace(median=timedelta(hours=10), count=12),
}


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def expected(case: Case, people: Cast, now: datetime, paces: Mapping[str, Pace] = PACES):  # type: ignore[no-untyped-def]
    opened = open_case(people.applicant, case.number, language="ja", now=now)
    return expected_decision(opened, paces, route_stops(opened))


def test_the_medians_of_the_steps_to_the_decision_add_up(people: Cast) -> None:
    found = expected(a_case(people), people, MONDAY + timedelta(hours=1))

    assert found is not None
    assert (found.day, found.steps, found.count) == (date(2026, 5, 13), 3, 9)
    assert (found.waited, found.usual) == (timedelta(hours=1), timedelta(hours=20))


def test_a_step_that_takes_longer_than_usual_is_expected_now(people: Cast) -> None:
    found = expected(examined(people), people, MONDAY + timedelta(days=3))

    assert found is not None and (found.day, found.steps) == (date(2026, 5, 14), 1)


def test_the_expected_day_is_an_open_one(people: Cast) -> None:
    friday = MONDAY + timedelta(days=4)

    found = expected(a_case(people, now=friday), people, friday)

    assert found is not None and found.day == date(2026, 5, 18)


def test_a_send_back_says_when_the_decision_would_then_come(people: Cast) -> None:
    case, corrected = examined(people), Pace(median=timedelta(days=2), count=6)
    opened = open_case(people.decider, case.number, language="ja", now=MONDAY)

    assert after(opened, PACES | {"再交付申請": corrected}) == date(2026, 5, 15)
    assert after(opened, PACES) is None


def after(case: OpenCase, paces: Mapping[str, Pace]) -> date | None:
    """Had it been sent back to the applicant."""
    return decision_after(case, start_of(case), paces, route_stops(case))


def test_a_send_back_waits_for_whoever_has_to_do_it_again(people: Cast) -> None:
    case, corrected = examined(people), Pace(median=timedelta(hours=1), count=6)
    set_absence(person=people.applicant, since=MONDAY.date(), until=date(2026, 5, 21), reason="", now=MONDAY)
    opened = open_case(people.decider, case.number, language="ja", now=MONDAY)

    assert after(opened, PACES | {"再交付申請": corrected}) == date(2026, 5, 21)


def test_a_send_back_says_nothing_while_nobody_knows_when_somebody_is_back(people: Cast) -> None:
    case, corrected = examined(people), Pace(median=timedelta(hours=1), count=6)
    set_absence(person=people.applicant, since=MONDAY.date(), until=None, reason="", now=MONDAY)
    opened = open_case(people.decider, case.number, language="ja", now=MONDAY)

    assert after(opened, PACES | {"再交付申請": corrected}) is None


def everybody_away(people: Cast, until: date | None) -> None:
    """The decider, and whoever would decide for him."""
    organisation = organisation_in_force()
    posts = organisation.posts.values()
    holders = [organisation.holder(post.key, MONDAY.date()) for post in posts if post.unit.startswith(PERSONNEL[:5])]
    for person in {UUID(each.person) for each in holders if each} - {people.head}:
        set_absence(person=person, since=MONDAY.date(), until=until, reason="", now=MONDAY)


def test_nothing_is_decided_before_the_decider_is_back(people: Cast) -> None:
    case = examined(people)
    everybody_away(people, until=date(2026, 5, 16))

    found = expected(case, people, MONDAY + timedelta(hours=3))

    assert found is not None and found.away is not None
    assert (found.day, found.away.last) == (date(2026, 5, 18), date(2026, 5, 15))


def test_a_deputy_need_not_wait_for_the_decider(people: Cast) -> None:
    set_absence(person=people.decider, since=MONDAY.date(), until=date(2026, 5, 16), reason="", now=MONDAY)

    found = expected(examined(people), people, MONDAY + timedelta(hours=3))

    assert found is not None and (found.day, found.away) == (date(2026, 5, 11), None)


def test_nothing_is_said_while_nobody_knows_when_the_decider_is_back(people: Cast) -> None:
    case = examined(people)
    everybody_away(people, until=None)

    assert expected(case, people, MONDAY + timedelta(hours=3)) is None


def start_of(case: OpenCase) -> str:
    return case.machine.program.start.id


def test_nothing_is_said_when_one_step_is_hardly_known(people: Cast) -> None:
    known = {step: pace for step, pace in PACES.items() if step != "人事係審査"}

    assert expected(a_case(people), people, MONDAY, known) is None


def test_nothing_is_said_of_a_case_that_is_decided(people: Cast) -> None:
    case = acted(examined(people), people.decider, "decide", MONDAY + timedelta(hours=3))

    assert expected(case, people, MONDAY + timedelta(hours=4)) is None


def finished(case: Case, hours: list[int], **columns: object) -> None:
    UserTask.objects.bulk_create(
        UserTask(
            **{
                "uuid": uuid4(),
                "case": case,
                "node": "s",
                "step": "確認",
                "kind": "check",
                "round": 1,
                "status": "completed",
                "opened_at": NOW,
                "closed_at": NOW + timedelta(hours=each),
                **columns,
            }
        )
        for each in hours
    )


def test_the_pace_of_a_step_is_the_median_of_its_recorded_times() -> None:
    case = a_bare_case()
    finished(case, [1, 2, 3, 40, 400])
    finished(case, [500], status="withdrawn")

    assert paces_of("leave") == {"確認": Pace(median=timedelta(hours=3), count=5)}


def test_a_few_recorded_times_say_nothing() -> None:
    finished(a_bare_case(), [1] * (ENOUGH - 1))

    assert paces_of("leave") == {}


def test_the_first_sending_of_an_application_is_no_time_of_correcting() -> None:
    finished(a_bare_case(), [0] * ENOUGH, kind="apply")

    assert paces_of("leave") == {}
