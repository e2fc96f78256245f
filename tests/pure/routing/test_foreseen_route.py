"""The route of a case before there is one: the edges of the regulation, absences, the drafter's own post."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from approvals.routing.establishment import UnitKind
from approvals.routing.organisation import Organisation
from approvals.services.foreseen_route import RouteAsked, RouteNotFound, foreseen_route
from forms.source.source import Source
from meguro_platform.wiring import catalogue, office
from tests.support.definitions import PROJECT
from tests.support.ward import ward
from workflow.definition.load import load
from workflow.engine.machine import Machine

DAY = date(2026, 5, 11)
UNIT = "07030100"
PURCHASE: dict[str, Any] = {
    "件名": "机",
    "区分": "物品購入",
    "金額": 299_999,
    "予算流用": "いいえ",
    "新規": "いいえ",
    "情報システム": "いいえ",
    "重要異例": "いいえ",
}


@cache
def machine(key: str = "budget-execution") -> Machine:
    path = PROJECT / "definitions" / "procedures" / f"{key}.yaml"
    program = load(Source(path.name, path.read_text(encoding="utf-8")), catalogue()).program
    assert program is not None
    return Machine(program)


@cache
def at_work() -> Organisation:
    """The ward with nobody away."""
    return replace(ward(), absences=()).organisation


def number(person: str) -> str:
    return at_work().persons[person].staff_number


def member() -> str:
    return number(next(seat.person for seat in at_work().members(UNIT, DAY) if seat.post is None))


def head(unit: str, level: UnitKind) -> str:
    organisation = at_work()
    found = organisation.unit_at(unit, level)
    post = organisation.head_post(found.code) if found else None
    holder = organisation.holder(post.key, DAY) if post else None
    assert holder is not None
    return number(holder.person)


def route(applicant: str = "", absent: tuple[str, ...] = (), post: str = "", **answers: Any) -> dict[str, Any]:
    asked = RouteAsked(applicant=applicant or member(), answers=PURCHASE | answers, on=DAY, absent=absent, post=post)
    return foreseen_route(machine(), asked, at_work(), office().calendar)


def kinds(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(stage["kind"], stage["post"]) for stage in found["stages"] if not stage["skipped"]]


@pytest.mark.parametrize(
    ("amount", "decider", "article"),
    [
        (299_999, "課長", "FIN-001"),
        (300_000, "部長", "FIN-002"),
        (4_999_999, "部長", "FIN-002"),
        (5_000_000, "副区長", "FIN-003"),
        (19_999_999, "副区長", "FIN-003"),
        (20_000_000, "区長", "FIN-004"),
    ],
)
def test_the_edges_of_the_regulation_are_right(amount: int, decider: str, article: str) -> None:
    found = route(金額=amount)

    assert found["decider"]["post"] == decider
    assert found["decider"]["article"] == f"事案決定規程 別表第1 {article}"
    assert (found["unresolved"], found["warnings"]) == ([], [])


@pytest.mark.parametrize("amount", [1, 299_999, 5_000_000, 20_000_000])
def test_matters_of_information_systems_always_consult_the_section_for_them(amount: int) -> None:
    assert ("consult", "情報政策課の課長") in kinds(route(金額=amount, 情報システム="はい"))


def test_an_important_matter_is_lifted_one_level_and_waits_for_its_decider() -> None:
    director = head(UNIT, UnitKind.DEPARTMENT)

    found = route(重要異例="はい", absent=(director,))

    assert (found["decider"]["post"], found["decider"]["person"]) == ("部長", director)
    assert found["decider"]["capacity"] == "self"
    assert "戻るまで待ちます" in found["warnings"][0]


def test_an_absent_decider_has_his_deputy_and_looks_later() -> None:
    chief = head(UNIT, UnitKind.SECTION)

    found = route(absent=(chief,))

    assert (found["decider"]["capacity"], found["decider"]["for"]) == ("deputy", chief)
    assert ("後閲", chief) in [(duty["kind"], duty["person"]) for duty in found["obligations"]]


def test_an_absent_examiner_is_skipped_and_looks_later() -> None:
    chief = head(UNIT, UnitKind.SECTION)

    found = route(金額=300_000, absent=(chief,))

    skipped = [stage for stage in found["stages"] if stage["skipped"]]
    assert (chief, "不在のため後閲") in [(stage["person"], stage["reason"]) for stage in skipped]
    assert [duty["person"] for duty in found["obligations"]] == [chief]


@pytest.mark.parametrize("level", [UnitKind.SUBSECTION, UnitKind.SECTION, UnitKind.DEPARTMENT])
def test_no_head_decides_or_examines_his_own_draft(level: UnitKind) -> None:
    drafter = head(UNIT, level)

    found = route(applicant=drafter)

    assert found["decider"]["person"] not in (None, drafter)
    assert drafter not in [stage["person"] for stage in found["stages"] if not stage["skipped"]]


def test_a_missing_answer_is_a_warning_and_an_undecided_table_is_told() -> None:
    asked = RouteAsked(applicant=member(), answers={"区分": "物品購入"}, on=DAY)

    found = foreseen_route(machine(), asked, at_work(), office().calendar)

    assert found["decider"] is None
    assert any("金額" in words for words in found["unresolved"])
    assert any("件名" in words for words in found["warnings"])


def test_a_procedure_with_steps_of_its_own_has_a_route_too() -> None:
    asked = RouteAsked(applicant=member(), answers={"理由": "破損"}, on=DAY)

    found = foreseen_route(machine("id-card-reissue"), asked, at_work(), office().calendar)

    assert found["decider"]["post"] == "人事課長決定"


def test_a_person_or_a_post_that_is_not_there_is_told() -> None:
    with pytest.raises(RouteNotFound, match="99999999"):
        route(applicant="99999999")
    with pytest.raises(RouteNotFound, match="就いている職"):
        route(post="区長")
