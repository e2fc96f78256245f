"""What belongs to one stage of a 回議: its buttons, and its clocks, which begin when the stage does."""

from datetime import datetime

from msgspec.structs import replace

from workflow.engine.deadlines import deadline, deadline_in
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.run import Run
from workflow.engine.state import CaseState, OpenTask, Timer
from workflow.engine.values import Button
from workflow.engine.world import World


def buttons_at(node: UserNode, stage: str) -> tuple[Button, ...]:
    """What may be done at a stage; every button where a step has no stages of its own."""
    return tuple(button for button in node.buttons if button.stage in ("", stage))


def stage_deadlines(machine: Machine, state: CaseState, node: UserNode, world: World) -> dict[str, datetime]:
    """By stage: when somebody who gets the work now has to be done with it."""
    clocks = node.circulation.clocks if node.circulation else ()
    dues = {clock.stage: clock.due for clock in clocks if clock.due}
    values = machine.form_state(state, world).values if any(due.start for due in dues.values()) else {}
    found = {stage: deadline_in(machine, values, node, due, world, world.now) for stage, due in dues.items()}
    return {stage: due_at for stage, due_at in found.items() if due_at}


def begin_stage(run: Run, task: OpenTask, node: UserNode, stage: str) -> None:
    """A stage is under way; if it is another one than before, its clocks begin."""
    if node.circulation is None or stage == task.stage:
        return
    task.stage = stage
    clock = node.circulation.clock(stage.partition(" ")[0])
    now = run.world.now
    task.due_at = deadline(run, run.state.tokens[task.token], clock.due) if clock and clock.due else None
    run.stop_timers(task.id)
    if clock and clock.remind:
        first = run.world.deadline(now, clock.remind.every)
        timer = Timer(id=f"remind {run.number()}", kind="remind", node=node.id, owner=task.id, due_at=first)
        run.start_timer(timer, task.id)


def reminder_of(node: UserNode, task: OpenTask) -> UserNode:
    """The step with the reminder of the stage that is under way."""
    clock = node.circulation.clock(task.stage.partition(" ")[0]) if node.circulation else None
    return replace(node, remind=clock.remind) if clock else node
