"""The way ahead of an application that is still being written."""

from datetime import timedelta
from typing import cast as cast_to

import pytest

from approvals.selectors.organisation import organisation_in_force
from approvals.services.set_absence import set_absence
from forms.field_type import Json
from forms.tokyo_time import TOKYO
from meguro_platform.selectors.route_preview import Stop
from meguro_platform.web.application import Application
from meguro_platform.web.route_words import consequences, route_steps
from tests.support.ward import MONDAY, Cast, cast, damaged_card, load_world, lost_card
from workflow.selectors.programs import machine_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def way(people: Cast, typed: dict[str, object]) -> list[Stop]:
    return application(people, typed).route


def application(people: Cast, typed: dict[str, object]) -> Application:
    return Application(
        machine=machine_in_force("id-card-reissue"),
        person=people.applicant,
        typed=cast_to("dict[str, Json]", typed),
        now=MONDAY,
        language="ja",
    )


def names(stops: list[Stop]) -> list[str]:
    return [stop.step.ja for stop in stops]


def test_what_is_not_answered_yet_counts_as_no(people: Cast) -> None:
    assert "旧証の停止" not in names(way(people, {}))


def test_a_lost_card_is_stopped_before_anybody_looks(people: Cast) -> None:
    stops = way(people, lost_card())

    assert names(stops)[:3] == ["再交付申請", "旧証の停止", "所属長確認"]
    assert stops[1].urgent


def test_the_days_add_up(people: Cast) -> None:
    stops = {stop.step.ja: stop for stop in way(people, damaged_card())}

    days = [stops[step].by for step in ("所属長確認", "人事係審査", "人事課長決定", "発行完了待ち")]
    written = [day.astimezone(TOKYO).strftime("%m-%d") for day in days if day]
    assert written == ["05-12", "05-13", "05-14", "05-19"]


def test_the_head_and_the_decider_are_found(people: Cast) -> None:
    seats = {stop.step.ja: [seat.person for seat in stop.seats] for stop in way(people, damaged_card())}

    assert seats["所属長確認"] == [str(people.head)]
    assert seats["人事課長決定"] == [str(people.decider)]
    assert str(people.examiner) in seats["人事係審査"]


def test_an_absent_superior_is_passed_and_looks_later(people: Cast) -> None:
    set_absence(person=people.head, since=MONDAY.date(), until=None, reason="出張", now=MONDAY - timedelta(days=1))

    stop = next(stop for stop in way(people, damaged_card()) if stop.step.ja == "所属長確認")

    assert stop.kind == "later"
    assert stop.reason is not None
    assert "不在のため後閲" in stop.reason.ja


def test_an_absent_decider_is_replaced_by_the_deputy(people: Cast) -> None:
    set_absence(person=people.decider, since=MONDAY.date(), until=None, reason="出張", now=MONDAY - timedelta(days=1))
    form = application(people, damaged_card())

    step = route_steps(form.route, organisation_in_force(), "ja", MONDAY)[names(form.route).index("人事課長決定")]

    assert (step.mark, step.is_seal) == ("代", True)
    assert step.note.endswith("の代わり")


def test_the_consequences_begin_with_what_can_not_be_undone(people: Cast) -> None:
    form = application(people, lost_card())

    said = [effect.text for effect in consequences(form.machine.program, form.route, "ja")]

    assert said == [
        "「旧証の停止」をすぐに行います。取り消せません。",
        "「所属長確認」の担当に届きます。",
        "「新証の発行」が始まるまでは、自分で取り下げられます。",
        "記録は非公開で、3年保存します。",
    ]
