"""A case recorded once must lead to the same states for ever, or a release breaks every old journal.

The recording is tests/golden/journal/trace-1.jsonl: the program's bytes, then one record a line. It was made with
`REWRITE_GOLDEN=1`; rewriting it is right only before the first release that keeps real cases.
"""

import os
from pathlib import Path

from tests.support.definitions import SHIPPED, load_file
from tests.support.trial import Trial
from workflow.engine.machine import Machine
from workflow.engine.program import Program
from workflow.engine.record import CaseRecord
from workflow.engine.replay import Mismatch, replay, state_hash
from workflow.engine.state import CaseState
from workflow.engine.values import Span

GOLDEN = Path(__file__).parents[2] / "golden" / "journal" / "trace-1.jsonl"


def lost_card() -> Trial:
    """A lost card with a send-back, a failed registration undone and tried again, a reminder and a hand-over."""
    program = load_file(next(path for path in SHIPPED if path.stem == "id-card-reissue")).program
    assert program is not None
    trial = Trial(program)
    trial.submit(
        reason="紛失",
        reason_detail="帰りの電車で落としたと思われます",
        last_seen_at="2026-05-10T18:00",
        noticed_at="2026-05-11T08:00",
        place="東横線",
        place_kind="通勤途上",
        police="庁内遺失物のみ",
        other_media=["なし"],
        pledge="はい",
    )
    trial.answer()
    trial.press("所属長確認", "checked")
    trial.press("人事係審査", "send_back", "再交付申請")
    trial.press("再交付申請", "submit")
    trial.simulation.elapse(Span(2, "business_days"))
    trial.press("所属長確認", "checked")
    trial.press("人事係審査", "proper", fee_decision="不要")
    trial.press("人事課長決定", "decide")
    trial.answer(受付番号="R-1", 職員証番号="N-1")
    trial.simulation.receive("職員証発行.完了", "R-1")
    trial.fail()
    trial.answer()
    trial.press("発行不能の対応", "やり直す")
    trial.answer(受付番号="R-2", 職員証番号="N-2")
    trial.simulation.receive("職員証発行.完了", "R-2")
    trial.answer()
    trial.press("交付と旧証の回収", "done", handed_at="2026-05-20")
    trial.answer()
    trial.answer()
    return trial


def test_a_recorded_case_leads_to_the_same_states_for_ever() -> None:
    if os.environ.get("REWRITE_GOLDEN"):
        trial = lost_card()
        lines = [
            trial.simulation.machine.program.to_bytes(),
            *(record.to_bytes() for record in trial.simulation.records),
        ]
        GOLDEN.write_bytes(b"\n".join(lines) + b"\n")
    program, *records = GOLDEN.read_bytes().splitlines()

    state = replay(
        Machine(Program.from_bytes(program)), enumerate((CaseRecord.from_bytes(record) for record in records), start=1)
    )

    assert not isinstance(state, Mismatch), state
    assert isinstance(state, CaseState)
    assert (state.status, state.outcome) == ("ended", "交付済")
    assert state_hash(state) == CaseRecord.from_bytes(records[-1]).state


def test_the_recorded_program_keeps_its_bytes() -> None:
    program = GOLDEN.read_bytes().splitlines()[0]

    assert Program.from_bytes(program).to_bytes() == program
