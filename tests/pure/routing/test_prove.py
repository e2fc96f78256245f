"""The proof of routes: everybody, every row, and what it finds when somebody is missing or may judge himself."""

from dataclasses import replace
from datetime import date

import pytest

from approvals.routing import opening
from approvals.routing.organisation import Organisation
from approvals.routing.prove import Fault, Proof, prove, questions_of
from tests.pure.routing.test_foreseen_route import DAY, machine
from tests.support.ward import PERSONNEL, ward


def faults(key: str, organisation: Organisation, on: date = DAY) -> tuple[list[Fault], Proof]:
    proof = Proof()
    return [found for found in prove(machine(key), organisation, on, proof) if found is not None], proof


def test_every_combination_of_rows_is_asked_once_plain_and_once_raised() -> None:
    questions, undecided = questions_of(machine("spending-decision"), DAY)

    assert sum(question.rows for question in questions if question.asked) == 9 * 2 * 2
    assert undecided == ()


def test_everybody_finds_somebody_and_nobody_judges_himself() -> None:
    found, proof = faults("leave-of-absence", ward().organisation)

    assert found == []
    assert proof.people > 2_100
    assert proof.routes == 3 * (proof.people - 2)
    assert set(proof.nobody_above) == {"めぐる区の区長", "教育委員会の教育長"}


def test_an_empty_post_is_found_for_everybody_who_needs_it() -> None:
    chief = f"{PERSONNEL}:section_chief"
    empty = replace(ward(), postings=tuple(each for each in ward().postings if each.post != chief))

    found, _ = faults("id-card-reissue", empty.organisation)

    assert {fault.question for fault in found} >= {"人事課長決定"}
    assert len([fault for fault in found if fault.question == "人事課長決定"]) > 2_000
    assert "空席" in found[0].reason.ja or "担当が決まりません" in found[0].reason.ja


def test_somebody_who_may_judge_himself_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "JUDGING", frozenset())

    found, _ = faults("id-card-reissue", ward().organisation)

    assert any(fault.approves_himself for fault in found)
