"""Routes written out by hand from the regulation (別表第1) and the rules on absence, against those computed."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from approvals.routing.establishment import Holding, Posting
from approvals.routing.organisation import Organisation
from approvals.services.foreseen_route import RouteAsked, briefly, foreseen_route
from meguro_platform.wiring import office
from tests.pure.routing.test_foreseen_route import DAY, PURCHASE, at_work, machine
from tests.support.ward import ward

UNIT = "07040300"
LABELS = {"examine": "審議", "consult": "協議", "verify": "審査", "decide": "決定"}
RECORDS = "審査 申請者の課の文書主任"
FINANCE, CONTRACTS, IT = "協議 財政課の課長", "協議 契約課の課長", "協議 情報政策課の課長"
GENERAL = "審査 総務課の課長"
LARGE = [CONTRACTS, FINANCE, RECORDS, GENERAL]
ALL_CONSULTED = (CONTRACTS, FINANCE, "協議 総務部の部長")


def line(*titles: str) -> list[str]:
    return [f"審議 {title}" for title in titles]


CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    # drafter, answers; every place in order, those skipped in brackets
    ("係員", {"金額": 1}, [*line("係長"), RECORDS, "決定 課長"]),
    ("係員", {"金額": 299_999}, [*line("係長"), RECORDS, "決定 課長"]),
    ("係員", {"金額": 300_000}, [*line("係長", "課長"), RECORDS, "決定 部長"]),
    ("係員", {"金額": 300_000, "予算流用": "はい"}, [*line("係長", "課長"), FINANCE, RECORDS, "決定 部長"]),
    ("係員", {"金額": 299_999, "予算流用": "はい"}, [*line("係長"), RECORDS, "決定 課長"]),
    ("係員", {"金額": 4_999_999}, [*line("係長", "課長"), RECORDS, "決定 部長"]),
    ("係員", {"金額": 5_000_000}, [*line("係長", "課長", "部長"), *LARGE, "決定 副区長"]),
    (
        "係員",
        {"金額": 19_999_999},
        [*line("係長", "課長", "部長"), *LARGE, "決定 副区長"],
    ),
    (
        "係員",
        {"金額": 20_000_000},
        [
            *line("係長", "課長", "部長", "副区長"),
            *ALL_CONSULTED,
            RECORDS,
            GENERAL,
            "決定 区長",
        ],
    ),
    ("係員", {"区分": "業務委託", "金額": 499_999}, [*line("係長"), RECORDS, "決定 課長"]),
    ("係員", {"区分": "業務委託", "金額": 500_000}, [*line("係長", "課長"), CONTRACTS, RECORDS, "決定 部長"]),
    ("係員", {"区分": "業務委託", "金額": 9_999_999}, [*line("係長", "課長"), CONTRACTS, RECORDS, "決定 部長"]),
    ("係員", {"区分": "工事請負", "金額": 1_999_999}, [*line("係長"), "協議 施設課の課長", RECORDS, "決定 課長"]),
    ("係員", {"区分": "会議費・食糧費", "金額": 29_999}, [*line("係長"), RECORDS, "決定 課長"]),
    ("係員", {"区分": "会議費・食糧費", "金額": 30_000}, [*line("係長", "課長"), RECORDS, "決定 部長"]),
    ("係員", {"区分": "定例経費", "金額": 900_000_000}, [*line("係長"), "決定 課長"]),
    (
        "係員",
        {"区分": "負担金・補助金", "金額": 10_000_000, "新規": "はい"},
        [*line("係長", "課長", "部長", "副区長"), FINANCE, RECORDS, GENERAL, "決定 区長"],
    ),
    # the drafter's own post never examines and never decides
    ("係長", {"金額": 299_999}, [RECORDS, "決定 課長"]),
    ("係長", {"金額": 300_000}, [*line("課長"), RECORDS, "決定 部長"]),
    ("課長", {"金額": 299_999}, [RECORDS, "決定 部長"]),
    ("課長", {"金額": 300_000}, [RECORDS, "決定 部長"]),
    ("課長", {"金額": 4_999_999}, [RECORDS, "決定 部長"]),
    ("課長", {"金額": 5_000_000}, [*line("部長"), CONTRACTS, FINANCE, RECORDS, GENERAL, "決定 副区長"]),
    ("部長", {"金額": 299_999}, [f"[{RECORDS}]", "決定 副区長"]),
    ("部長", {"金額": 4_999_999}, [f"[{RECORDS}]", "決定 副区長"]),
    ("部長", {"金額": 5_000_000}, [CONTRACTS, FINANCE, f"[{RECORDS}]", GENERAL, "決定 副区長"]),
    (
        "部長",
        {"金額": 20_000_000},
        [*line("副区長"), *ALL_CONSULTED, f"[{RECORDS}]", GENERAL, "決定 区長"],
    ),
    ("副区長", {"金額": 299_999}, [f"[{RECORDS}]", "決定 区長"]),
    ("副区長", {"金額": 5_000_000}, [CONTRACTS, FINANCE, f"[{RECORDS}]", GENERAL, "決定 区長"]),
    # matters of information systems consult their section at every amount
    ("係員", {"金額": 1, "情報システム": "はい"}, [*line("係長"), IT, RECORDS, "決定 課長"]),
    ("係員", {"金額": 299_999, "情報システム": "はい"}, [*line("係長"), IT, RECORDS, "決定 課長"]),
    ("係員", {"金額": 300_000, "情報システム": "はい"}, [*line("係長", "課長"), IT, RECORDS, "決定 部長"]),
    (
        "係員",
        {"金額": 5_000_000, "情報システム": "はい"},
        [*line("係長", "課長", "部長"), CONTRACTS, FINANCE, IT, RECORDS, GENERAL, "決定 副区長"],
    ),
    ("課長", {"金額": 1, "情報システム": "はい"}, [IT, RECORDS, "決定 部長"]),
    # what is important or unusual goes one level further up, after the drafter's own post was left out
    ("係員", {"金額": 299_999, "重要異例": "はい"}, [*line("係長", "課長"), RECORDS, "決定 部長"]),
    ("係員", {"金額": 300_000, "重要異例": "はい"}, [*line("係長", "課長", "部長"), RECORDS, "決定 副区長"]),
    (
        "係員",
        {"金額": 5_000_000, "重要異例": "はい"},
        [*line("係長", "課長", "部長", "副区長"), CONTRACTS, FINANCE, RECORDS, GENERAL, "決定 区長"],
    ),
    (
        "係員",
        {"金額": 20_000_000, "重要異例": "はい"},
        [
            *line("係長", "課長", "部長", "副区長"),
            *ALL_CONSULTED,
            RECORDS,
            GENERAL,
            "決定 区長",
        ],
    ),
    ("係長", {"金額": 299_999, "重要異例": "はい"}, [*line("課長"), RECORDS, "決定 部長"]),
    ("課長", {"金額": 299_999, "重要異例": "はい"}, [*line("部長"), RECORDS, "決定 副区長"]),
    ("部長", {"金額": 1, "重要異例": "はい"}, [*line("副区長"), f"[{RECORDS}]", "決定 区長"]),
]


@pytest.mark.parametrize(("drafter", "answers", "expected"), CASES)
def test_the_places_of_a_route(drafter: str, answers: dict[str, Any], expected: list[str]) -> None:
    found = route(drafter, answers)

    assert places(found) == expected
    assert found["decider"]["person"] == people()[expected[-1].removeprefix("決定 ")]
    assert found["decider"]["capacity"] == "self"
    assert people()[drafter] not in [stage["person"] for stage in found["stages"] if not stage["skipped"]]
    assert (found["obligations"], found["warnings"]) == ([], [])


AWAY: list[tuple[str, tuple[str, ...], dict[str, Any], list[str], str, list[str]]] = [
    # drafter, who is away, answers; places, who decides as what, who looks later
    ("係員", ("係長",), {}, ["[審議 係長]", RECORDS, "決定 課長"], "課長 self", ["係長"]),
    (
        "係員",
        ("係長", "課長"),
        {"金額": 300_000},
        ["[審議 係長]", "[審議 課長]", RECORDS, "決定 部長"],
        "部長 self",
        ["係長", "課長"],
    ),
    ("係員", ("課長",), {}, ["[審議 係長]", RECORDS, "決定 課長"], "係長 deputy", ["課長"]),
    ("係員", ("部長",), {"金額": 300_000}, ["審議 係長", "[審議 課長]", RECORDS, "決定 部長"], "課長 deputy", ["部長"]),
    ("係長", ("部長",), {"金額": 300_000}, ["[審議 課長]", RECORDS, "決定 部長"], "課長 deputy", ["部長"]),
    (
        "係員",
        ("係長", "部長"),
        {"金額": 300_000},
        ["[審議 係長]", "[審議 課長]", RECORDS, "決定 部長"],
        "課長 deputy",
        ["係長", "部長"],
    ),
    (
        "係員",
        ("副区長",),
        {"金額": 5_000_000},
        [*line("係長", "課長"), "[審議 部長]", CONTRACTS, FINANCE, RECORDS, GENERAL, "決定 副区長"],
        "部長 deputy",
        ["副区長"],
    ),
    (
        "係員",
        ("区長",),
        {"金額": 20_000_000},
        [
            *line("係長", "課長", "部長"),
            "[審議 副区長]",
            *ALL_CONSULTED,
            RECORDS,
            GENERAL,
            "決定 区長",
        ],
        "副区長 deputy",
        ["区長"],
    ),
    # the drafter is never the deputy of his own decider
    (
        "部長",
        ("区長",),
        {"金額": 1, "重要異例": "はい"},
        [*line("副区長"), f"[{RECORDS}]", "決定 区長"],
        "区長 self",
        [],
    ),
    # a lifted matter waits for its decider
    ("係員", ("部長",), {"重要異例": "はい"}, [*line("係長", "課長"), RECORDS, "決定 部長"], "部長 self", []),
    (
        "係員",
        ("課長",),
        {"重要異例": "はい"},
        ["審議 係長", "[審議 課長]", RECORDS, "決定 部長"],
        "部長 self",
        ["課長"],
    ),
]


@pytest.mark.parametrize(("drafter", "away", "answers", "expected", "decides", "later"), AWAY)
def test_absence_passes_over_examiners_and_gives_deciders_a_deputy(
    drafter: str, away: tuple[str, ...], answers: dict[str, Any], expected: list[str], decides: str, later: list[str]
) -> None:
    found = route(drafter, answers, absent=tuple(people()[each] for each in away))
    who, capacity = decides.split()

    assert places(found) == expected
    assert (found["decider"]["person"], found["decider"]["capacity"]) == (people()[who], capacity)
    assert [duty["person"] for duty in found["obligations"]] == [people()[each] for each in later]
    assert bool(found["warnings"]) == (capacity == "self" and expected[-1].removeprefix("決定 ") in away)


def test_deputies_are_tried_in_order_and_when_as_many_as_allowed_are_away_the_decider_is_waited_for() -> None:
    deputies: list[str] = []
    while len(deputies) < 3:
        found = route("係員", {"金額": 300_000}, absent=(people()["部長"], *deputies))
        if found["decider"]["capacity"] == "self":
            break
        deputies.append(found["decider"]["person"])

    assert deputies[0] == people()["課長"]
    assert len(set(deputies)) == len(deputies) <= 2
    assert found["decider"]["person"] == people()["部長"]
    assert "代決できないため、戻るまで待ちます" in found["warnings"][0]


def test_a_vacant_post_is_neither_skipped_nor_deputised() -> None:
    chief = _post("課長")
    vacant = _without(chief)

    examining = route("係員", {"金額": 300_000}, organisation=vacant)
    deciding = route("係員", {"金額": 299_999}, organisation=vacant)

    assert places(examining) == [*line("係長", "課長"), RECORDS, "決定 部長"]
    assert examining["decider"]["person"] == people()["部長"]
    assert places(deciding) == [*line("係長"), RECORDS, "決定 課長"]
    for found, place in ((examining, 1), (deciding, -1)):
        stage = found["stages"][place]
        assert (stage["person"], stage["capacity"], stage["skipped"]) == (None, "self", False)
        assert found["obligations"] == []
        assert any("空席" in words for words in found["warnings"])


@pytest.mark.parametrize(("holding", "reason"), [(Holding.ACTING, "事務取扱"), (Holding.PROXY, "職務代理")])
def test_whoever_is_appointed_to_a_vacant_post_decides_by_himself(holding: Holding, reason: str) -> None:
    stranger = _person("総務部長")
    found = route("係員", {"金額": 299_999}, organisation=_without(_post("課長"), _posting("課長", stranger, holding)))

    assert (found["decider"]["person"], found["decider"]["capacity"]) == (_number(stranger), "self")
    assert reason in found["stages"][-1]["reason"]


def test_a_director_who_is_his_own_section_chief_acts_once_and_decides() -> None:
    director = _person("部長")
    both = _without(_post("課長"), _posting("課長", director, Holding.ACTING))

    small, large = (
        route("係員", {"金額": 299_999}, organisation=both),
        route("係員", {"金額": 300_000}, organisation=both),
    )

    assert small["decider"]["person"] == large["decider"]["person"] == _number(director)
    assert places(large) == ["審議 係長", "[審議 課長]", RECORDS, "決定 部長"]
    assert "同じ人" in next(stage["reason"] for stage in large["stages"] if stage["skipped"])


def test_a_drafter_who_holds_the_deciders_post_beside_his_own_is_decided_one_level_up() -> None:
    drafter = _person("係員")
    both = _without(_post("課長"), _posting("課長", drafter, Holding.CONCURRENT))

    found = route("係員", {"金額": 299_999}, organisation=both)

    assert (found["decider"]["post"], found["decider"]["person"]) == ("部長", people()["部長"])


def test_whoever_applies_in_his_second_post_has_the_line_of_that_post() -> None:
    drafter = _person("係員")
    second = Posting(
        person=drafter, unit="01020100", post=None, kind="member", title="主事", holding=Holding.CONCURRENT
    )
    organisation = _without("", second)

    main, other = (
        route("係員", {}, organisation=organisation),
        route("係員", {}, organisation=organisation, post="01020100"),
    )

    assert main["decider"]["person"] == people()["課長"]
    assert other["decider"]["person"] == _holder("01020000:section_chief")


def test_each_place_says_by_which_rule_it_is_there() -> None:
    found = route("係員", {"金額": 5_000_000, "情報システム": "はい"})

    assert [(stage["post"], stage["rule"]) for stage in found["stages"]] == [
        ("係長", "R1"),
        ("課長", "R1"),
        ("部長", "R1"),
        ("契約課の課長", "事案決定規程 別表第1 FIN-003"),
        ("財政課の課長", "事案決定規程 別表第1 FIN-003"),
        ("情報政策課の課長", "情報システムの調達に関する要綱 FIN-015"),
        ("申請者の課の文書主任", "事案決定規程 別表第1 FIN-003"),
        ("総務課の課長", "事案決定規程 別表第1 FIN-003"),
        ("副区長", "事案決定規程 別表第1 FIN-003"),
    ]


def test_the_section_for_information_systems_is_consulted_about_its_own_drafts_too() -> None:
    organisation = at_work()
    chief = _holder("03010000:section_chief")
    member = next(each.person for each in organisation.members("03010100", DAY) if each.post is None)

    of_a_member = route("係員", {"金額": 300_000, "情報システム": "はい"}, applicant=_number(member))
    of_the_chief = route("課長", {"金額": 300_000, "情報システム": "はい"}, applicant=chief)

    assert IT in [place.strip("[]") for place in places(of_a_member)]
    consulted = next(stage for stage in of_the_chief["stages"] if stage["post"] == "情報政策課の課長")
    assert consulted["person"] != chief


def test_nobody_decides_what_the_mayor_drafts() -> None:
    found = route("区長", {})

    assert (found["decider"]["post"], found["decider"]["person"]) == ("区長", None)
    assert found["warnings"]


# --- the ward -------------------------------------------------------------------------------------------------------


def route(
    drafter: str,
    answers: dict[str, Any],
    *,
    absent: tuple[str, ...] = (),
    organisation: Organisation | None = None,
    applicant: str = "",
    post: str = "",
    on: date = DAY,
) -> dict[str, Any]:
    asked = RouteAsked(
        applicant=applicant or people()[drafter], answers=PURCHASE | answers, on=on, absent=absent, post=post
    )
    return briefly(foreseen_route(machine(), asked, organisation or at_work(), office().calendar))


def places(found: dict[str, Any]) -> list[str]:
    named = [(f"{LABELS[stage['kind']]} {stage['post']}", stage["skipped"]) for stage in found["stages"]]
    return [f"[{name}]" if skipped else name for name, skipped in named]


@cache
def people() -> dict[str, str]:
    """Staff numbers of the line above a unit, by post."""
    return {name: _number(_person(name)) for name in ("係員", "係長", "課長", "部長", "副区長", "区長")}


def _person(name: str) -> str:
    organisation = at_work()
    if name == "係員":
        records = {each.person for each in organisation.role_holders(UNIT, "records_officer", DAY)}
        members = (each for each in organisation.members(UNIT, DAY) if each.post is None)
        return next(each.person for each in members if each.person not in records)
    holder = organisation.holder("04000000:director" if name == "総務部長" else _post(name), DAY)
    assert holder is not None
    return holder.person


def _post(name: str) -> str:
    return next(post.key for post in at_work().line_above(UNIT, 0) if post.title == name)


def _number(person: str) -> str:
    return at_work().persons[person].staff_number


def _holder(post: str) -> str:
    holder = at_work().holder(post, DAY)
    assert holder is not None
    return _number(holder.person)


def _posting(name: str, person: str, holding: Holding) -> Posting:
    post = at_work().posts[_post(name)]
    return Posting(person=person, unit=post.unit, post=post.key, kind=post.kind, title=post.title, holding=holding)


def _without(post: str, *more: Posting) -> Organisation:
    """The ward with nobody away and nobody in this post, and these postings beside the others."""
    kept = (each for each in ward().postings if not post or each.post != post)
    return replace(ward(), absences=(), postings=(*kept, *more)).organisation
