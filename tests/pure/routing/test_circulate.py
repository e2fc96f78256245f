"""A 回議 under way: which places are open, what consent and dissent do, what stands when it is entered again (R7)."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from msgspec import structs

from approvals.routing.circulate import Clock, begin
from approvals.routing.hold import Held, hold
from approvals.routing.plan import Planned, plan
from approvals.routing.route import PassedOver, Route
from approvals.routing.settle import NotYours, SettledRoute, seat_for
from approvals.routing.settle_stage import settle_stage
from tests.support.small_office import DAY, a_matter, a_step, an_office, ref
from workflow.engine.nodes import UserNode
from workflow.engine.stages import Circulation, Consultation, Quorum, RouteAsked
from workflow.engine.values import Button

NOW = datetime(2026, 5, 11, tzinfo=UTC)
OFFICE = an_office()
BUTTONS = (
    Button(verdict="no_objection", ja="異議なし", leads="next", stage="examine"),
    Button(verdict="agree", ja="同意", leads="next", stage="consult"),
    Button(verdict="agree_if", ja="条件付き同意", leads="next", stage="consult"),
    Button(verdict="disagree", ja="不同意", leads="next", stage="consult"),
    Button(verdict="proper", ja="適", leads="next", stage="verify"),
    Button(verdict="decide", ja="決定", leads="next", stage="decide"),
    Button(verdict="send_back", ja="差戻し", leads="send_back", targets=("draft",)),
)


def a_circulation(
    quorum: Quorum = Quorum(),  # noqa: B008 - frozen
    on_disagree: Literal["to_decision", "send_back", "one_level_up"] = "to_decision",
    on_send_back: Literal["at_once", "after_all"] = "at_once",
    at_once: bool = True,
    rest: Literal["not_needed", "view_later"] = "not_needed",
) -> UserNode:
    consultation = Consultation(
        quorum=quorum, on_disagree=on_disagree, on_send_back=on_send_back, at_once=at_once, rest=rest
    )
    circulation = Circulation(table="t", content=(), back_to=("examine", "consult"))
    node = a_step("circulate", consultation=consultation, circulation=circulation, deputy=True)
    return structs.replace(node, buttons=BUTTONS)


ASKED = RouteAsked(
    decider=ref("applicant", "post:部長"),
    consult=(ref("unit:personnel"), ref("unit:tax-2")),
    content="A",
)


class Case:
    """A route that acts change."""

    def __init__(self, node: UserNode, asked: RouteAsked = ASKED, earlier: Route | None = None) -> None:
        self.node, self.now = node, NOW
        found = plan(node, asked, a_matter(), OFFICE, DAY)
        assert isinstance(found, Planned)
        self.route = self._begun(Route(seats=(), stages=found.stages, asked=asked), earlier)

    def _begun(self, route: Route, earlier: Route | None) -> Route:
        assert self.node.consultation is not None
        return begin(route, earlier, self.node.consultation, self.clock)

    @property
    def clock(self) -> Clock:
        return Clock(now=self.now, deadlines={"consult": self.now + timedelta(days=3)})

    def act(self, person: str, verdict: str, to: str = "") -> SettledRoute:
        found = self.try_to(person, verdict, to)
        assert isinstance(found, SettledRoute), found
        self.route = found.route
        return found

    def try_to(self, person: str, verdict: str, to: str = "") -> SettledRoute | NotYours:
        seat = seat_for(self.route, person, OFFICE, DAY)
        if isinstance(seat, NotYours):
            return seat
        return settle_stage(self.node, self.route, seat, verdict, to, OFFICE, DAY, self.clock)

    def examined(self) -> "Case":
        self.act("tax-1-head", "no_objection")
        self.act("tax-head", "no_objection")
        return self

    @property
    def open(self) -> set[str]:
        return {seat.person for seat in self.route.seats}

    @property
    def void(self) -> list[str]:
        return [act.seat.person for act in self.route.acts if act.void and act.verdict != "send_back"]


def test_examiners_act_one_after_the_other() -> None:
    case = Case(a_circulation())

    assert case.open == {"tax-1-head"}
    case.act("tax-1-head", "no_objection")
    assert case.open == {"tax-head"}


def test_nobody_acts_before_his_turn() -> None:
    found = Case(a_circulation()).try_to("tax-head", "no_objection")

    assert isinstance(found, NotYours)
    assert "まだ" in found.reason.ja


def test_nobody_uses_the_button_of_another_stage() -> None:
    found = Case(a_circulation()).try_to("tax-1-head", "decide")

    assert isinstance(found, NotYours)
    assert found.code == "unknown_verdict"
    assert "異議なし" in found.reason.ja


def test_all_who_are_consulted_are_asked_at_once() -> None:
    case = Case(a_circulation()).examined()

    assert case.open >= {"personnel-head", "p-member-1", "t-member-3"}
    assert case.route.under_way == "consult"


def test_they_are_asked_one_after_the_other_where_the_definition_says_so() -> None:
    case = Case(a_circulation(at_once=False)).examined()

    assert "t-member-3" not in case.open


def test_one_of_a_unit_answers_for_it() -> None:
    case = Case(a_circulation()).examined()
    case.act("p-member-2", "agree")

    assert case.open == {"t-member-3"}


def test_what_is_kept_at_one_place_stays_kept_while_another_place_acts() -> None:
    case = Case(a_circulation()).examined()
    kept = hold(case.route, "p-member-1", OFFICE, DAY)
    assert isinstance(kept, Held)
    case.route = kept.route

    case.act("t-member-3", "agree")

    assert case.route.held_by == "p-member-1"
    assert isinstance(case.try_to("p-member-2", "agree"), NotYours)
    case.act("p-member-1", "agree")
    assert case.route.held_by == ""


def test_a_deadline_runs_from_when_the_stage_was_opened() -> None:
    case = Case(a_circulation())
    case.now = NOW + timedelta(days=1)
    case.examined()

    opened = [stage for stage in case.route.stages if stage.opened_at]
    assert {stage.kind for stage in opened} == {"consult"}
    assert {stage.due_at for stage in opened} == {NOW + timedelta(days=4)}


def test_an_opinion_against_it_travels_to_the_decider() -> None:
    case = Case(a_circulation()).examined()
    case.act("p-member-2", "disagree")

    assert case.open == {"t-member-3"}, "everybody is heard"
    case.act("t-member-3", "agree")
    assert case.open == {"general-head"}


def test_enough_consent_frees_the_others() -> None:
    case = Case(a_circulation(Quorum("count", 1))).examined()
    case.act("t-member-3", "agree_if")

    assert case.open == {"general-head"}
    assert PassedOver.NOT_NEEDED in {stage.passed_over for stage in case.route.stages}


def test_those_not_heard_look_later_where_the_definition_says_so() -> None:
    case = Case(a_circulation(Quorum("count", 1), rest="view_later")).examined()
    case.act("t-member-3", "agree")

    assert case.open == {"general-head"}
    assert [stage.name for stage in case.route.stages if stage.passed_over is PassedOver.ENOUGH] == ["unit:personnel"]


def test_a_quorum_out_of_reach_sends_back_where_the_definition_says_so() -> None:
    found = Case(a_circulation(on_disagree="send_back")).examined().act("t-member-3", "disagree")

    assert (found.complete, found.verdict) == (True, "send_back")


def test_a_quorum_out_of_reach_raises_the_matter_where_the_definition_says_so() -> None:
    assert Case(a_circulation(on_disagree="one_level_up")).examined().act("t-member-3", "disagree").raised


def test_how_many_must_consent() -> None:
    assert [Quorum("majority").need(count) for count in (1, 2, 3, 4)] == [1, 2, 2, 3]
    assert [Quorum("percent", 60).need(count) for count in (1, 5, 10)] == [1, 3, 6]
    assert [Quorum("count", 3).need(count) for count in (2, 5)] == [2, 3]


def test_a_send_back_of_one_consulted_waits_for_the_others_where_the_definition_says_so() -> None:
    case = Case(a_circulation(on_send_back="after_all")).examined()

    assert not case.act("t-member-3", "send_back", "draft").complete
    found = case.act("p-member-1", "agree")
    assert (found.complete, found.verdict, found.to) == (True, "send_back", "draft")


def test_a_send_back_to_an_examiner_asks_him_alone_again() -> None:
    case = Case(a_circulation()).examined()
    case.act("p-member-1", "agree")
    case.act("t-member-3", "agree")
    chief = next(stage.place for stage in case.route.stages if stage.name == "課長")

    assert not case.act("general-head", "send_back", chief).complete
    assert (case.open, case.void) == ({"tax-head"}, ["tax-head"])
    case.act("tax-head", "no_objection")
    assert case.open == {"general-head"}


def test_nobody_sends_back_to_a_place_that_comes_after_his_own() -> None:
    case = Case(a_circulation()).examined()
    decider = case.route.stages[-1].place

    assert isinstance(case.try_to("t-member-3", "send_back", decider), NotYours)


def test_nobody_sends_back_to_a_step_the_definition_does_not_name() -> None:
    found = Case(a_circulation()).try_to("tax-1-head", "send_back", "elsewhere")

    assert isinstance(found, NotYours)
    assert found.code == "unknown_target"


def test_what_was_done_stands_while_the_content_is_the_same() -> None:
    before = Case(a_circulation()).examined()
    before.act("p-member-1", "agree")
    before.act("t-member-3", "send_back", "draft")

    again = Case(a_circulation(), earlier=before.route)

    assert (again.open, again.void) == ({"t-member-3"}, [])


def test_a_changed_content_asks_everybody_again() -> None:
    before = Case(a_circulation()).examined()
    before.act("t-member-3", "send_back", "draft")

    again = Case(a_circulation(), structs.replace(ASKED, content="B"), before.route)

    assert (again.open, again.void) == ({"tax-1-head"}, ["tax-1-head", "tax-head"])


def test_a_place_that_is_new_on_the_route_is_asked_and_the_others_stand() -> None:
    before = Case(a_circulation()).examined()
    before.act("p-member-1", "agree")
    before.act("t-member-3", "send_back", "draft")

    more = structs.replace(ASKED, consult=(*ASKED.consult, ref("unit:personnel-2", "post:係長")))
    again = Case(a_circulation(), more, before.route)

    assert again.open == {"t-member-3", "personnel-2-head"}


def test_a_decision_never_stands() -> None:
    before = Case(a_circulation(Quorum("count", 1))).examined()
    before.act("t-member-3", "agree")
    assert before.act("general-head", "decide").complete

    again = Case(a_circulation(Quorum("count", 1)), earlier=before.route)

    assert again.open == {"general-head"}
