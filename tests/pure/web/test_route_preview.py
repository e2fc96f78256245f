"""Who will look at an application that is still being written: the places of a 回議 as far as the answers say them."""

from datetime import datetime
from typing import Any

import pytest

from approvals.routing.authority import Authority
from approvals.services.people_port import OrganisationPeople
from forms.tokyo_time import TOKYO
from meguro_platform.selectors.route_preview import Stop, preview_route
from meguro_platform.wiring import office
from tests.pure.routing.test_foreseen_route import UNIT, at_work, machine
from workflow.engine.state import Parties
from workflow.engine.world import LiveWorld

NOW = datetime(2026, 5, 11, 9, 0, tzinfo=TOKYO)


def stops(applicant: str = "", **answers: Any) -> list[Stop]:
    organisation, travel = at_work(), machine("travel-order")
    members = organisation.members(UNIT, NOW.date())
    applicant = applicant or next(seat.person for seat in members if seat.post is None)
    people = OrganisationPeople(lambda _: organisation)
    parties = people.start_actor(travel.program, applicant, applicant, "", NOW)
    assert isinstance(parties, Parties)
    world = LiveWorld(NOW, office().calendar)
    state = travel.blank_state("", "", parties, NOW)
    state.answers = answers
    values = travel.form_state(state, world).values
    return preview_route(travel, parties, values=values, answers=answers, organisation=organisation, world=world)


def test_every_place_of_a_circulation_is_a_stop() -> None:
    shown = [(stop.kind, stop.step.ja) for stop in stops(journey="ABROAD")]

    assert shown[0] == ("apply", "申出")
    assert shown[-1] == ("person", "命令（決定）")
    assert shown.count(("person", "命令（協議）")) == 2


def test_those_who_are_consulted_at_once_have_the_same_day() -> None:
    days = {stop.by for stop in stops(journey="ABROAD") if "協議" in stop.step.ja}

    assert len(days) == 1


def test_the_decision_names_its_article() -> None:
    assert [stop.article for stop in stops(journey="ABROAD") if stop.article] == ["事案決定規程 別表第4 SVC-023"]


def test_who_drafts_what_he_would_decide_himself_reads_why_another_does() -> None:
    chief = at_work().holder("07030000:section_chief", NOW.date())
    assert chief is not None

    (decision,) = [stop for stop in stops(chief.person, journey="DAY") if stop.article]

    assert decision.reason is not None
    assert decision.reason.ja == "表の決定者は起案した人の職なので、その上の「部長」が決めます。"


def test_the_way_ahead_speaks_the_words_of_the_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Authority(id="board", name="委員会", unit=UNIT, words={"申出": "願い出", "審議": "回議"})
    monkeypatch.setitem(at_work().authorities, UNIT, board)

    shown = [stop.step.ja for stop in stops(journey="DAY")]

    assert shown == ["願い出", "命令（回議）", "命令（決定）"]


def test_an_unfinished_form_says_that_the_route_is_not_known_yet() -> None:
    (stop,) = [stop for stop in stops() if stop.kind == "unknown"]

    assert stop.reason is not None
    assert "答えがそろうと" in stop.reason.ja
