"""A case to which anything happened is moved to any other version: it stays sound, its journal leads to it, it ends."""

from functools import cache

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.pure.engine.test_random_walks import EVERYTHING, TRIAL, everything, take, walk
from tests.support.trial import program_of
from tests.support.versions import holds, move
from tests.support.walks import next_good
from workflow.engine.carry_out import CarriedOut
from workflow.engine.machine import Machine
from workflow.engine.migration_plan import Plan
from workflow.engine.migration_verdict import judge
from workflow.engine.program import Program
from workflow.engine.simulate import Simulation
from workflow.engine.state import CaseState

LONG = settings(deadline=None, max_examples=600, suppress_health_check=list(HealthCheck))
QUICK = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

CHANGES: dict[str, tuple[tuple[str, str], ...]] = {
    "a step more at the end": (("  - 終了: 済み\n", "  - 確認: 見届け\n    担当: 人事課\n  - 終了: 済み\n"),),
    "a step more before everything": (("  - 連携: 変更\n", "  - 確認: 下見\n    担当: 人事課\n  - 連携: 変更\n"),),
    "other deadlines": (("期限: 1営業日", "期限: 4営業日"), ("    期限: 9営業日", "    期限: 5営業日")),
    "other reminders": (("催促: 1時間ごと 最大2回", "催促: 2時間ごと"),),
    "no reminders": (("        催促: 1時間ごと 最大2回\n", ""),),
    "a renamed step": (
        ("      - 審査: 審査\n", "      - 審査: 書類審査\n        旧名: 審査\n"),
        ("差戻し先: [申請, 審査", "差戻し先: [申請, 書類審査"),
    ),
    "a step of another kind": (("  - 確認: 仕上げ", "  - 入力: 仕上げ"), ("    差戻し先: [申請, 審査, 承認]\n", "")),
    "a call less": (
        (
            "      - 連携: 額の照会\n        呼出",
            "      - 連携: 別の照会\n        呼出",
        ),
    ),
    "a last step less": (
        ("  - 確認: 仕上げ\n    担当: 人事課\n    差戻し先: [申請, 審査, 承認]\n", ""),
        ("いつまで: 仕上げ", "いつまで: 承認"),
    ),
}


@cache
def changed(name: str) -> Program:
    text = EVERYTHING
    for old, new in CHANGES[name]:
        text = text.replace(old, new)
    return program_of(text)


def a_map(data: st.DataObject, plan: Plan, state: CaseState) -> Plan:
    """A clerk maps what has to be mapped, to any step that is offered."""
    moves = {}
    for reason in judge(plan, state).reasons:
        if reason.node and (choices := plan.choices(reason.node)):
            moves[reason.node] = data.draw(st.sampled_from([node.id for node in choices]))
    return Plan(before=plan.before, after=plan.after, moves=moves)


def moved_once(data: st.DataObject, simulation: Simulation, others: dict[str, Machine]) -> None:
    after = Machine(changed(data.draw(st.sampled_from(sorted(CHANGES)))))
    plan = Plan(before=simulation.machine, after=after, moves={})
    plan = a_map(data, plan, simulation.open_state)
    verdict = judge(plan, simulation.open_state)
    event(f"{verdict.kind}, {len(plan.moves)} by hand")
    if verdict.kind == "as_is":
        others[after.program.hash] = after
        assert isinstance(move(simulation, plan), CarriedOut)


def moved_and_ended(data: st.DataObject) -> None:
    simulation = walk(everything(), TRIAL, data, length=15)
    if simulation.open_state.outcome:
        return
    first, others = simulation.machine, dict[str, Machine]()

    moved_once(data, simulation, others)

    holds(simulation, first, others)
    for _ in range(100):
        if simulation.open_state.status == "open":
            take(simulation, next_good(simulation))
    holds(simulation, first, others)
    assert simulation.open_state.outcome


@QUICK
@given(data=st.data())
def test_a_case_judged_movable_is_moved_and_stays_sound(data: st.DataObject) -> None:
    moved_and_ended(data)


@pytest.mark.long
@LONG
@given(data=st.data())
def test_a_case_judged_movable_is_moved_and_stays_sound_for_long(data: st.DataObject) -> None:
    moved_and_ended(data)
