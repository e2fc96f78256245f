"""後閲免除: when an absent decider need not look at what a deputy decided."""

import pytest

from tests.support.trial import APPLY, Trial
from workflow.engine.later_view import need_not_look_later
from workflow.engine.state import Json

DECISION = """
  - 決定: 決定
    担当: 人事課の課長
    代決: 可
    後閲免除: 金額 < 1千円
  - 終了: 済み
"""


@pytest.mark.parametrize(("amount", "waived"), [(999, True), (1000, False), (None, False)])
def test_only_a_condition_that_is_known_and_true_frees_the_decider(amount: Json, waived: bool) -> None:
    trial = Trial.of(APPLY + DECISION).submit(title="机", amount=amount)
    task = next(iter(trial.state.tasks.values()))

    world = trial.simulation.world()

    assert need_not_look_later(trial.simulation.machine, trial.state, task, world) is waived


def test_without_the_heading_the_look_is_always_owed() -> None:
    trial = Trial.of(APPLY + DECISION.replace("    後閲免除: 金額 < 1千円\n", "")).submit(amount=1)
    task = next(iter(trial.state.tasks.values()))

    assert not need_not_look_later(trial.simulation.machine, trial.state, task, trial.simulation.world())
