"""Whatever happens to a case, in whatever order: it waits for somebody, loses nothing, and can be replayed."""

from collections import deque
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from approvals.office.office import office_at
from forms.field_type import Json
from forms.source.source import Source
from tests.support.trial import APPLY, program_of
from tests.support.walks import ends, next_good, possible, simulation_of, start, times_undone
from workflow.definition.load import load
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import Command, FireTimer
from workflow.engine.effects import CallSystem
from workflow.engine.invariants import violations
from workflow.engine.program import Program
from workflow.engine.replay import replay
from workflow.engine.simulate import Simulation
from workflow.engine.state import CaseState

DEFINITIONS = Path(__file__).resolve().parents[3] / "definitions"

EVERYTHING = (
    APPLY
    + """
  - 連携: 変更
    呼出: 機器.変更
    送る: {件名: 件名}
    変わったら: 取消してもう一度
    取消時: {呼出: 機器.解除, 送る: {件名: 件名}}
  - まとまり: 外
    期限: 9営業日
    期限切れ:
      そのとき: 残す
      手順:
        - 通知: 外の遅れ
          宛先: 人事課
          文面: 遅れています。
    手順:
      - 審査: 審査
        担当: 人事課
        差戻し先: 申請
        期限: 1営業日
        催促: 1時間ごと 最大2回
        期限切れ:
          手順:
            - 連携: 遅れの登録
              呼出: 機器.登録
              送る: {氏名: 申請者.氏名}
      - まとまり: 中
        期限: 3営業日
        期限切れ:
          そのとき: 引き取る
          手順:
            - 入力: 中の後始末
              担当: 人事課
              できること: {やめる: 終了 不調, 急ぐ: 進む 承認}
            - 進む: 承認
        手順:
          - 連携: 登録
            呼出: 機器.登録
            送る: {氏名: 申請者.氏名}
            受取る: {番号: 番号}
            差戻し時: 取消
            取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
          - 待機: 完了待ち
            知らせ: 機器.完了
            照合: 番号
            期限: 2営業日
            期限切れ:
              そのとき: 引き取る
              手順:
                - エラー: 遅延
          - 連携: 額の照会
            呼出: 機器.額
            送る: {氏名: 申請者.氏名}
            受取る: {額: 額}
            差戻し時: もう一度
          - 入力: 高額の記録
            条件: 額 >= 100円
            担当: 人事課
        エラー時:
          - とき: [連携失敗, 遅延]
            取消: はい
            手順:
              - 入力: 中の対応
                担当: 人事課
                できること: {やり直す: 進む 中}
      - 連携: 二度目の照会
        呼出: 機器.額
        送る: {氏名: 申請者.氏名}
        受取る: {額: 額}
        取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
        変わったら: そのまま
      - 承認: 承認
        担当: 人事課
        差戻し先: [申請, 審査]
    エラー時:
      - とき: 連携失敗
        手順:
          - 差戻す: 申請
  - 確認: 仕上げ
    担当: 人事課
    差戻し先: [申請, 審査, 承認]
  - 終了: 済み

取下げ: {できる人: 申請者, いつまで: 仕上げ, 取消: はい}
"""
)

CARD: list[dict[str, Json]] = [
    {
        "reason": "LOST",
        "reason_detail": "電車で落とした",
        "police": "PLAN",
        "photo_mode": "REUSE",
        "pickup": "人事課窓口",
    },
    {"reason": "STOLEN", "stop_first": True, "photo_mode": "REUSE", "pickup": "庁内便"},
    {"reason": "DAMAGED", "reason_detail": "机から落とした", "photo_mode": "REUSE"},
    {},
]
LEAVE: list[dict[str, Json]] = [{"kind": "ANNUAL", "first_day": "2026-05-18", "last_day": "2026-05-20"}, {}]
TRIAL: list[dict[str, Json]] = [{"title": "椅子"}, {}]


@cache
def shipped(key: str) -> Program:
    path = DEFINITIONS / "procedures" / f"{key}.yaml"
    loaded = load(Source(path.name, path.read_text("utf-8")), office_at(DEFINITIONS / "organisation").catalogue)
    assert loaded.program is not None
    return loaded.program


@cache
def everything() -> Program:
    return program_of(EVERYTHING)


PROCEDURES: dict[str, tuple[Callable[[], Program], list[dict[str, Json]]]] = {
    "id-card-reissue": (lambda: shipped("id-card-reissue"), CARD),
    "leave-of-absence": (lambda: shipped("leave-of-absence"), LEAVE),
    "everything": (everything, TRIAL),
}
QUICK = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
THOROUGH = settings(QUICK, max_examples=60)


def take(simulation: Simulation, command: Command) -> None:
    """Carry a command out twice, once on the state as it was stored: both must do exactly the same."""
    if isinstance(command, FireTimer) and command.timer in simulation.open_state.timers:
        simulation.now = max(simulation.now, simulation.open_state.timers[command.timer].due_at)
    twin = simulation.fork()
    if twin.state is not None:
        twin.state = CaseState.from_bytes(twin.state.to_bytes())
    settled = getattr(command, "call", None)
    simulation.calls = deque(call for call in simulation.calls if call.key != settled)
    state = simulation.state
    before = state.to_bytes() if state is not None else b""
    outcome = simulation.carry_out(command)

    assert state is None or state.to_bytes() == before
    assert type(twin.carry_out(command)) is type(outcome)
    assert simulation.open_state.to_bytes() == twin.open_state.to_bytes()
    assert simulation.effects == twin.effects
    if not isinstance(outcome, CarriedOut):
        assert simulation.open_state.to_bytes() == before
    assert violations(simulation.machine.program, simulation.open_state) == ()


def commands(simulation: Simulation, may_end: bool) -> list[Command]:
    found = possible(simulation)
    lasting = [each for each in found if not ends(simulation.machine, simulation.open_state, each)]
    return found if may_end or not lasting else lasting


def walk(program: Program, answers: list[dict[str, Json]], data: st.DataObject, length: int) -> Simulation:
    """A case to which anything happens."""
    people = st.sets(st.sampled_from([node.id for node in program.nodes if node.step]), max_size=2)
    simulation = simulation_of(program, frozenset(data.draw(people)), frozenset(data.draw(people)))
    take(simulation, start(data.draw(st.sampled_from(answers))))
    for _ in range(length):
        command = data.draw(st.sampled_from(commands(simulation, may_end=data.draw(st.integers(0, 9)) == 0)))
        take(simulation, command)
        if simulation.open_state.status == "ended" and not simulation.calls:
            break
    return simulation


def holds_at_the_end(simulation: Simulation) -> None:
    """What must hold of the whole story."""
    calls = [effect.key for effect in simulation.effects if isinstance(effect, CallSystem)]
    assert len(calls) == len(set(calls))
    undone = times_undone(simulation)
    assert len(undone) == len(set(undone))
    replayed = replay(simulation.machine, enumerate(simulation.records, start=1))
    assert isinstance(replayed, CaseState)
    assert replayed.to_bytes() == simulation.open_state.to_bytes()


@pytest.mark.parametrize("procedure", PROCEDURES)
@QUICK
@given(data=st.data())
def test_a_case_stays_sound_whatever_happens(procedure: str, data: st.DataObject) -> None:
    program, answers = PROCEDURES[procedure]

    simulation = walk(program(), answers, data, length=25)

    holds_at_the_end(simulation)


@pytest.mark.long
@pytest.mark.parametrize("procedure", PROCEDURES)
@THOROUGH
@given(data=st.data())
def test_a_case_stays_sound_whatever_happens_for_long(procedure: str, data: st.DataObject) -> None:
    program, answers = PROCEDURES[procedure]

    simulation = walk(program(), answers, data, length=80)

    holds_at_the_end(simulation)


@pytest.mark.parametrize("procedure", PROCEDURES)
@QUICK
@given(data=st.data())
def test_whatever_happened_a_case_can_be_brought_to_an_end(procedure: str, data: st.DataObject) -> None:
    program, answers = PROCEDURES[procedure]
    simulation = walk(program(), answers, data, length=10)

    for _ in range(100):
        if simulation.open_state.status == "open":
            take(simulation, next_good(simulation))

    assert simulation.open_state.status == "ended"
