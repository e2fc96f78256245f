"""The invented groupware: a car for a day, told by a message of its own, and given back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.connectors.connectors import Connectors
from integrations.errors import Trouble
from integrations.reply import Failure, Success
from tests.pure.integrations.test_ward_systems import Ward, signed, text_of
from tests.support.stand_ins import RunningSystem, running_system

BOOKING = {"職員番号": "00100582", "使う日": "2026-05-20", "用務先": "碑文谷公園"}


@pytest.fixture
def groupware(tmp_path: Path) -> Iterator[tuple[Ward, RunningSystem]]:
    with Connectors() as connectors, running_system("groupware", tmp_path / "ledger") as running:
        yield Ward(text_of("groupware"), "groupware", signed("グループウェア", running), connectors), running


def booked(ward: Ward, key: str) -> str:
    told = ward.told("公用車の予約", BOOKING, key)
    assert isinstance(told, Success), told
    return str(told.outputs["予約番号"])


def test_a_booking_is_answered_at_once_and_its_car_is_owed(groupware: tuple[Ward, RunningSystem]) -> None:
    ward, running = groupware

    booking = booked(ward, "a")

    assert [(owed["name"], owed["key"]) for owed in running.callbacks] == [("グループウェア.配車", booking)]


def test_the_same_booking_again_takes_no_second_car(groupware: tuple[Ward, RunningSystem]) -> None:
    ward, running = groupware

    assert booked(ward, "a") == booked(ward, "a")
    assert len(running.callbacks) == 1


def test_when_no_car_is_left_it_says_so_until_one_is_given_back(groupware: tuple[Ward, RunningSystem]) -> None:
    ward, running = groupware
    first = booked(ward, "a")
    booked(ward, "b"), booked(ward, "c")

    refused = ward.told("公用車の予約", BOOKING, "d")
    given_back = [ward.told("公用車の予約取消", {"予約番号": first}, key) for key in ("e", "f")]

    assert isinstance(refused, Failure)
    assert (refused.trouble, refused.code) == (Trouble.REFUSED, "E-301")
    assert given_back == [Success(outputs={})] * 2
    assert running.callbacks[0]["state"] == "cancelled"
    assert booked(ward, "g") not in ("", first)


def test_it_says_whether_somebody_is_away(groupware: tuple[Ward, RunningSystem]) -> None:
    ward, _ = groupware

    told = [ward.told("不在の照会", {"職員番号": f"001005{number}", "日": "2026-05-20"}) for number in range(10, 40)]

    assert all(isinstance(each, Success) for each in told)
    away = [each.outputs for each in told if isinstance(each, Success) and each.outputs["不在"]]
    assert away and all(each["戻る日"] == "2026-05-21" for each in away)
