"""Routes of journeys written out by hand from the regulations of the mayor and of the board of education."""

from typing import Any

import pytest

from approvals.routing.establishment import Holding
from approvals.services.foreseen_route import RouteAsked, briefly, foreseen_route
from meguro_platform.wiring import office
from tests.pure.routing.test_foreseen_route import DAY, PURCHASE, at_work, machine
from tests.pure.routing.test_route_cases import people, places

JOURNEY = {"用務": "視察", "用務先": "札幌市", "出発日": "2026-05-20", "帰着日": "2026-05-21", "旅費の見込額": 60_000}
BOARDS, MAYORS = "教育委員会事案決定規程 別表第2", "事案決定規程 別表第4"
ABROAD = ["協議 人事課の課長", "協議 財政課の課長", "審査 総務課の課長"]


def route(applicant: str, kind: str, absent: tuple[str, ...] = ()) -> dict[str, Any]:
    area = {"宿泊の地域": "甲地"} if kind == "宿泊・遠隔地" else {}
    answers = JOURNEY | {"旅行の区分": kind} | area
    asked = RouteAsked(applicant=applicant, answers=answers, on=DAY, absent=absent)
    return briefly(foreseen_route(machine("travel-order"), asked, at_work(), office().calendar))


def member(unit: str) -> str:
    """Staff number of somebody below the chiefs."""
    organisation = at_work()
    members = organisation.members(unit, DAY)
    found = next(seat.person for seat in members if seat.post is None and seat.holding is Holding.MAIN)
    return organisation.persons[found].staff_number


def head(unit: str) -> str:
    organisation = at_work()
    post = organisation.head_post(unit)
    holder = organisation.holder(post.key, DAY) if post else None
    assert holder is not None
    return organisation.persons[holder.person].staff_number


CASES: list[tuple[str, str, list[str], str]] = [
    ("member 14060100", "近接地・日帰り", ["審議 係長", "決定 課長"], f"{BOARDS} EDU-021"),
    ("head 14060000", "宿泊・遠隔地", ["決定 教育次長"], f"{BOARDS} EDU-022"),
    (
        "member 14060100",
        "海外",
        ["審議 係長", "審議 課長", "審議 教育次長", "協議 教育政策課の課長", "決定 教育長"],
        f"{BOARDS} EDU-023",
    ),
    ("head 14000000", "海外", ["協議 教育政策課の課長", "決定 教育長"], f"{BOARDS} EDU-023"),
    # commissions without a rule of their own go by the common one, up to their own head
    ("member 14020300", "近接地・日帰り", ["審議 係長", "決定 次長"], f"{MAYORS} SVC-021"),
    ("head 16000000", "宿泊・遠隔地", ["決定 委員長"], f"{MAYORS} SVC-022"),
    ("head 17000000", "近接地・日帰り", ["決定 代表監査委員"], f"{MAYORS} SVC-021"),
    (
        "member 14040300",
        "海外",
        ["審議 係長", "[審議 次長]", "審議 事務局長", *ABROAD, "決定 議長"],
        f"{MAYORS} SVC-023",
    ),
    ("head 18000000", "海外", [*ABROAD, "決定 議長"], f"{MAYORS} SVC-023"),
]


@pytest.mark.parametrize(("who", "kind", "expected", "article"), CASES)
def test_a_journey_goes_by_the_regulation_of_ones_authority(
    who: str, kind: str, expected: list[str], article: str
) -> None:
    what, unit = who.split()
    found = route({"member": member, "head": head}[what](unit), kind)

    assert places(found) == expected
    assert (found["decider"]["article"], found["decider"]["capacity"]) == (article, "self")
    assert (found["obligations"], found["warnings"]) == ([], [])


LARGE = ["協議 契約課の課長", "協議 財政課の課長"]
CHECKED = ["審査 申請者の課の文書主任", "審査 総務課の課長"]
SPENT: list[tuple[str, int, list[str]]] = [
    ("14020300", 299_999, ["審議 係長", CHECKED[0], "決定 次長"]),
    ("14020300", 4_999_999, ["審議 係長", "審議 次長", CHECKED[0], "決定 事務局長"]),
    ("14020300", 5_000_000, ["審議 係長", "審議 次長", "審議 事務局長", *LARGE, *CHECKED, "決定 委員長"]),
    (
        "14020300",
        20_000_000,
        ["審議 係長", "審議 次長", "審議 事務局長", *LARGE, "協議 総務部の部長", *CHECKED, "決定 区長"],
    ),
    # the chief is its 文書主任, and the head of the assembly's office leads its section, too
    (
        "14040300",
        20_000_000,
        ["[審議 係長]", "[審議 次長]", "審議 事務局長", *LARGE, "協議 総務部の部長", *CHECKED, "決定 区長"],
    ),
    (
        "14060100",
        20_000_000,
        ["[審議 係長]", "審議 課長", "審議 教育次長", *LARGE, "協議 総務部の部長", *CHECKED, "決定 区長"],
    ),
]


@pytest.mark.parametrize(("unit", "amount", "expected"), SPENT)
def test_what_only_the_mayor_may_spend_goes_to_him_from_every_authority(
    unit: str, amount: int, expected: list[str]
) -> None:
    answers = PURCHASE | {"金額": amount}
    asked = RouteAsked(applicant=member(unit), answers=answers, on=DAY)

    assert places(briefly(foreseen_route(machine(), asked, at_work(), office().calendar))) == expected


def test_the_deputy_mayor_decides_a_journey_abroad_for_the_absent_mayor_and_acts_once() -> None:
    found = route(people()["係員"], "海外", absent=(people()["区長"], people()["部長"]))

    assert places(found) == [
        "審議 係長",
        "審議 課長",
        "[審議 部長]",
        "[審議 副区長]",
        "協議 人事課の課長",
        "協議 財政課の課長",
        "審査 総務課の課長",
        "決定 区長",
    ]
    assert (found["decider"]["person"], found["decider"]["capacity"]) == (people()["副区長"], "deputy")
    assert {duty["person"] for duty in found["obligations"]} == {people()["区長"], people()["部長"]}


def test_who_is_consulted_and_away_looks_later_also_where_he_is_always_consulted() -> None:
    away = head("03010000")
    answers = {
        "件名": "端末",
        "区分": "物品購入",
        "金額": 1,
        "予算流用": "いいえ",
        "新規": "いいえ",
        "情報システム": "はい",
        "重要異例": "いいえ",
    }
    asked = RouteAsked(applicant=people()["係員"], answers=answers, on=DAY, absent=(away,))
    found = briefly(foreseen_route(machine(), asked, at_work(), office().calendar))

    assert "[協議 情報政策課の課長]" in places(found)
    assert [duty["person"] for duty in found["obligations"]] == [away]
