"""Each thing that must hold of a state is missed when it doesn't: one damage at a time."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.support.trial import APPLY, MONDAY, Trial
from workflow.engine.invariants import violations
from workflow.engine.state import CallRecord, CaseState, Compensation, Incident, Scope, Subscription, Timer, Token

STORY = """
  - まとまり: 発行
    手順:
      - 連携: 登録
        呼出: 機器.登録
        送る: {氏名: 申請者.氏名}
        受取る: {番号: 番号}
        取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
        変わったら: そのまま
      - 承認: 承認
        担当: 人事課
        期限: 1営業日
        催促: 1時間ごと
  - 終了: 済み
"""


def waiting() -> Trial:
    trial = Trial.of(APPLY + STORY).submit()
    trial.answer(番号="7")
    return trial


def the_token(state: CaseState) -> Token:
    (token,) = state.tokens.values()
    return token


def entry(state: CaseState) -> Compensation:
    return next(entry for scope in state.scopes.values() for entry in scope.compensation)


def lose_the_token(state: CaseState) -> None:
    state.tokens.clear()


def lose_the_task(state: CaseState) -> None:
    state.tasks.clear()


def lose_the_scope(state: CaseState) -> None:
    del state.scopes[the_token(state).scope]


def move_the_token(state: CaseState) -> None:
    the_token(state).node = "nowhere"


def wait_for_nothing(state: CaseState) -> None:
    the_token(state).waits = ""


def wait_for_a_lost_call(state: CaseState) -> None:
    the_token(state).waits = "call"


def wait_in_vain(state: CaseState) -> None:
    the_token(state).waits = "wait"


def wait_for_a_settled_incident(state: CaseState) -> None:
    the_token(state).waits = "incident"


def leave_a_timer(state: CaseState) -> None:
    state.timers["due 9"] = Timer(id="due 9", kind="due", node="x", owner="gone", due_at=MONDAY)


def leave_a_subscription(state: CaseState) -> None:
    state.subscriptions["wait 9"] = Subscription(id="wait 9", token="gone", name="機器.完了", key="7")


def leave_an_incident(state: CaseState) -> None:
    state.incidents["incident 9"] = Incident(id="incident 9", token="gone", node="x", kind="error", detail="")


def leave_a_lane(state: CaseState) -> None:
    token = the_token(state)
    state.tokens["000099"] = Token(id="000099", node=token.node, scope=token.scope, lane_of="gone")


def leave_an_empty_group(state: CaseState) -> None:
    root = next(scope for scope in state.scopes.values() if scope.parent is None)
    state.scopes["000099"] = Scope(id="000099", group="x", parent=root.id)


def begin_twice(state: CaseState) -> None:
    state.scopes["000099"] = Scope(id="000099")


def undo_twice(state: CaseState) -> None:
    next(iter(state.scopes.values())).compensation.append(entry(state))


def undo_again(state: CaseState) -> None:
    key = entry(state).key + "/undo"
    state.calls[key] = CallRecord(key=key, node=entry(state).node, token="", payload={}, status="done")


def end_without_an_end(state: CaseState) -> None:
    state.status, state.outcome = "ended", "済み"


def an_outcome_too_early(state: CaseState) -> None:
    state.outcome = "済み"


DAMAGES = [
    lose_the_token,
    lose_the_task,
    lose_the_scope,
    move_the_token,
    wait_for_nothing,
    wait_for_a_lost_call,
    wait_in_vain,
    wait_for_a_settled_incident,
    leave_a_timer,
    leave_a_subscription,
    leave_an_incident,
    leave_a_lane,
    leave_an_empty_group,
    begin_twice,
    undo_twice,
    undo_again,
    end_without_an_end,
    an_outcome_too_early,
]


def test_a_state_the_engine_made_is_sound() -> None:
    trial = waiting()

    assert violations(trial.program, trial.state) == ()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_state_is_found_out(damage: Callable[[CaseState], None]) -> None:
    trial = waiting()
    state = trial.state.draft()

    damage(state)

    assert violations(trial.program, state)


def test_a_case_that_ended_is_sound_and_one_that_kept_something_is_not() -> None:
    trial = waiting()
    trial.press("承認", "reject")
    ended = trial.state.draft()

    ended.timers["due 9"] = Timer(id="due 9", kind="due", node="x", owner="x", due_at=MONDAY + timedelta(days=1))

    assert violations(trial.program, trial.state) == ()
    assert violations(trial.program, ended) == ("the case has ended but still has timers",)
