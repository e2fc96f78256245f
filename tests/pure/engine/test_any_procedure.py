"""Whatever procedure is written, and whatever happens to a case of it, the case stays sound and can be ended."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pure.engine.test_random_walks import TRIAL, holds_at_the_end, take, walk
from tests.support.any_procedure import procedures
from tests.support.trial import APPLY, TABLES, program_of
from tests.support.walks import next_good

WITHDRAWAL = "\n取下げ: {できる人: 申請者, いつまで: 検品, 取消: はい}\n"
USUAL = settings(deadline=None, max_examples=200, derandomize=True, suppress_health_check=list(HealthCheck))
"""The same procedures each time; new ones are tried at night."""


def holds_for(steps: str, data: st.DataObject, length: int) -> None:
    program = program_of(APPLY + steps + WITHDRAWAL, TABLES)
    simulation = walk(program, TRIAL, data, length)

    for _ in range(300):
        if simulation.open_state.status == "open":
            take(simulation, next_good(simulation))

    assert simulation.open_state.status == "ended"
    holds_at_the_end(simulation)


@USUAL
@given(steps=procedures(), data=st.data())
def test_a_case_of_any_procedure_stays_sound_and_can_be_ended(steps: str, data: st.DataObject) -> None:
    holds_for(steps, data, length=12)


@pytest.mark.nightly
@settings(USUAL, max_examples=10_000, derandomize=False, print_blob=True)
@given(steps=procedures(), data=st.data())
def test_a_case_of_any_procedure_stays_sound_for_long(steps: str, data: st.DataObject) -> None:
    holds_for(steps, data, length=40)
