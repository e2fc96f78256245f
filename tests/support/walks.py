"""Random walks: everything that may happen to a case at one moment, drawn by hypothesis."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.support.trial import ADMINISTRATOR, CALENDAR, CLERK, MONDAY, PARTIES
from workflow.engine.commands import (
    Command,
    CompleteUserTask,
    FireTimer,
    PullBack,
    ReceiveMessage,
    SettleAction,
    SettleCall,
    SettleChild,
    SettleIncident,
    Start,
    TaskAssigned,
    TaskSkipped,
    TaskUnassignable,
    Withdraw,
)
from workflow.engine.effects import CallSystem, OpenTask
from workflow.engine.machine import Machine
from workflow.engine.program import Program
from workflow.engine.remedies import missing_of, targets_of
from workflow.engine.send_back import targets_now
from workflow.engine.simulate import CASE, Assign, Simulation
from workflow.engine.state import CaseState, Json

ACTIONS: tuple[SettleAction, ...] = ("retry", "skip", "cancel")
SAMPLES: dict[str, Json] = {"date": "2026-05-20", "datetime": "2026-05-20T09:00", "yes_no": True}
"""What an administrator writes into an item of a type; everywhere else "7"."""


def simulation_of(program: Program, skipped: frozenset[str], unassignable: frozenset[str]) -> Simulation:
    """A case in which nobody need do some steps, and nobody can do others."""
    return Simulation(machine=Machine(program), calendar=CALENDAR, assign=assign(skipped, unassignable), now=MONDAY)


def assign(skipped: frozenset[str], unassignable: frozenset[str]) -> Assign:
    def answer(effect: OpenTask, state: CaseState, now: datetime) -> Command:
        if effect.node in unassignable:
            return TaskUnassignable(task=effect.task, reason="担当が決まりません。")
        if effect.node in skipped:
            return TaskSkipped(task=effect.task, reason="不在")
        return TaskAssigned(task=effect.task, route={"seats": []})

    return answer


def start(answers: dict[str, Json]) -> Start:
    return Start(case=CASE, number="2026-000001", parties=PARTIES, answers=answers, actor=CLERK)


def possible(simulation: Simulation) -> list[Command]:
    """Everything that may come now, wanted or not, in a fixed order."""
    state = simulation.open_state
    return [
        *_acts(simulation.machine, state),
        *(FireTimer(timer=timer) for timer in state.timers),
        *_answers(simulation),
        *_messages(simulation, state),
        *_ends_of_others(state),
        *_settlements(simulation),
        Withdraw(actor=CLERK),
        *_takings_back(simulation),
        *_repetitions(simulation),
    ]


def ends(machine: Machine, state: CaseState, command: Command) -> bool:
    """Whether the command would end the case at once: walks do that seldom, or none would be long."""
    match command:
        case Withdraw() | SettleIncident(action="cancel"):
            return True
        case CompleteUserTask(task=task, verdict=verdict) if task in state.tasks:
            button = machine.button(state.tasks[task].node, verdict)
            return button is not None and button.leads == "end"
        case _:
            return False


def _acts(machine: Machine, state: CaseState) -> Iterator[Command]:
    for task in state.tasks.values():
        for button in machine.user_node(task.node).buttons:
            for target in targets_now(state, button, task.row) if button.leads == "send_back" else ("",):
                yield CompleteUserTask(task=task.id, verdict=button.verdict, actor=CLERK, send_back_to=target)


def _answers(simulation: Simulation) -> Iterator[Command]:
    for call in simulation.calls:
        outputs = _outputs(call, f"1{call.key.rpartition('/')[2]}0")
        yield SettleCall(call=call.key, succeeded=True, outputs=outputs)
        yield SettleCall(call=call.key, succeeded=True)
        yield SettleCall(call=call.key, succeeded=True, outputs={output: [] for output in call.receive})
        yield SettleCall(call=call.key, succeeded=False, detail="応答がありません。")


def _ends_of_others(state: CaseState) -> Iterator[Command]:
    for child in state.children:
        yield SettleChild(child=child, outcome="済み")
        yield SettleChild(child=child, outcome="", detail="公開されていません。")


def _outputs(call: CallSystem, text: str) -> dict[str, Json]:
    """What a system answers: a text, or rows where a table is asked for."""
    rows = [{"番号": f"{text}-{number}"} for number in range(3)]
    return {output: rows if output == "明細" else text for output in call.receive}


def _messages(simulation: Simulation, state: CaseState) -> Iterator[Command]:
    yield from (ReceiveMessage(name=each.name, key=each.key) for each in state.subscriptions.values())
    inbound = [each.name for each in simulation.machine.program.operations if each.payload is not None]
    yield from (ReceiveMessage(name=name, key="ほかの番号") for name in inbound)


def _settlements(simulation: Simulation) -> Iterator[Command]:
    machine, state = simulation.machine, simulation.open_state
    for incident in state.incidents.values():
        yield from (_settle(incident.id, action) for action in ACTIONS)
        for target in targets_of(machine, state, incident):
            yield _settle(incident.id, "send_back", send_back_to=target)
        for key in missing_of(machine, state, simulation.world(), incident):
            yield _settle(incident.id, "supply", answers={key: SAMPLES.get(machine.target(key).spec.type, "7")})


def _settle(incident: str, action: SettleAction, **more: Any) -> Command:
    return SettleIncident(incident=incident, action=action, actor=ADMINISTRATOR, comment="理由", **more)


def _takings_back(simulation: Simulation) -> Iterator[Command]:
    unsent = tuple(call.key for call in simulation.calls)
    for recall in simulation.open_state.recalls:
        yield PullBack(recall=recall.id, actor=recall.actor, unsent=unsent)
        yield PullBack(recall=recall.id, actor=recall.actor)


def _repetitions(simulation: Simulation) -> Iterator[Command]:
    """What was done once already, the last few times: each must be too late, or as good as new."""
    yield from (record.command for record in simulation.records[-4:] if not isinstance(record.command, Start))


def next_good(simulation: Simulation) -> Command:
    """What somebody would do next who wants the case to come to an end: answer, go on, pass over, wait."""
    state = simulation.open_state
    for incident in state.incidents.values():
        following = simulation.machine.next_after(incident.node) if incident.node else None
        return _settle(incident.id, "skip" if incident.token is None or following else "cancel")
    for call in simulation.calls:
        outputs = _outputs(call, "7")
        return SettleCall(call=call.key, succeeded=True, outputs=outputs)
    for child in state.children.values():
        if not child.outcome:
            return SettleChild(child=child.key, outcome="済み")
    for wait in state.subscriptions.values():
        return ReceiveMessage(name=wait.name, key=wait.key)
    for task in state.tasks.values():
        buttons = simulation.machine.user_node(task.node).buttons
        button = next((each for each in buttons if each.leads == "next"), None) or next(
            each for each in reversed(buttons) if each.leads == "end"
        )
        return CompleteUserTask(task=task.id, verdict=button.verdict, actor=CLERK)
    return FireTimer(timer=min(state.timers.values(), key=lambda timer: timer.due_at).id)


def times_undone(simulation: Simulation) -> list[str]:
    """The calls that were undone, once for each time it was asked for the first time."""
    keys = [effect.key for effect in simulation.effects if isinstance(effect, CallSystem)]
    return [key.removesuffix("/undo") for key in keys if key.endswith("/undo")]
