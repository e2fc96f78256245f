"""A case of a small procedure and what becomes of it under another version."""

from tests.support.trial import ADMINISTRATOR, APPLY, Trial, program_of
from workflow.engine.carry_out import CarriedOut
from workflow.engine.invariants import violations
from workflow.engine.machine import Machine
from workflow.engine.migration_plan import Plan, command_for
from workflow.engine.migration_verdict import Verdict, judge
from workflow.engine.program import Program
from workflow.engine.replay import replay
from workflow.engine.simulate import Played, Simulation
from workflow.engine.state import CaseState


def version(steps: str, more: str = "") -> Program:
    """Another version of the trial procedure."""
    return program_of(APPLY + steps, more)


def plan_to(simulation: Simulation, program: Program, **moves: str) -> Plan:
    """`moves`: by hand, from the name of a step in the old version to the name of one in the new."""
    old = simulation.machine.program
    by_hand = {old.by_step[step].id: program.by_step[to].id for step, to in moves.items()}
    return Plan(before=simulation.machine, after=Machine(program), moves=by_hand)


def verdict(trial: Trial, program: Program, **moves: str) -> Verdict:
    return judge(plan_to(trial.simulation, program, **moves), trial.state)


def codes(found: Verdict) -> list[str]:
    return [reason.code for reason in found.reasons]


def move(simulation: Simulation, plan: Plan) -> Played:
    """Carry the move out, as dispatch would: under the machine of the new version."""
    before = simulation.machine
    simulation.machine = plan.after
    played = simulation.carry_out(command_for(plan, ADMINISTRATOR, "改正"))
    if not isinstance(played, CarriedOut):
        simulation.machine = before
    return played


def moved(trial: Trial, program: Program, **moves: str) -> CaseState:
    """The case after a move that has to succeed; it is sound, and its journal leads to it, byte for byte."""
    first, plan = trial.simulation.machine, plan_to(trial.simulation, program, **moves)
    played = move(trial.simulation, plan)
    assert isinstance(played, CarriedOut), played
    trial.program = program
    holds(trial.simulation, first, {program.hash: plan.after})
    return trial.state


def holds(simulation: Simulation, first: Machine, others: dict[str, Machine]) -> None:
    """The state is sound, and the records lead to it."""
    assert violations(simulation.machine.program, simulation.open_state) == ()
    replayed = replay(first, enumerate(simulation.records, start=1), others.__getitem__)
    assert isinstance(replayed, CaseState), replayed
    assert replayed.to_bytes() == simulation.open_state.to_bytes()
