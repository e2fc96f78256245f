"""A definition that loops without ever waiting: the step is given up, and an administrator is told."""

from forms.spec import Text
from workflow.engine.commands import (
    Command,
    FireTimer,
    ReceiveMessage,
    SettleCall,
    SettleChild,
    SettleIssue,
    TaskSkipped,
)
from workflow.engine.failures import open_incident
from workflow.engine.machine import Machine
from workflow.engine.outcome import Refused, Step, refused
from workflow.engine.release import close_task, close_wait
from workflow.engine.run import Run
from workflow.engine.state import CaseState
from workflow.engine.world import World

RUNAWAY = Text(
    "この手続は止まらずに回り続けるため、処理を中断しました。手続の定義を直してください。",
    "This procedure goes round without ever waiting, so it was stopped. Its definition has to be put right.",
)


def runaway(machine: Machine, state: CaseState | None, command: Command, world: World) -> Step | Refused:
    """A definition that loops without waiting: nothing of the step stays, and what began it is not tried for ever."""
    if state is None:
        return refused("runaway", RUNAWAY.ja, RUNAWAY.en)
    run = Run(machine, state.draft(), world)
    match command:
        case SettleCall(call=key):
            record = run.state.calls[key]
            record.status = "failed"
            token = run.state.tokens.get(record.token)
        case ReceiveMessage():
            wait = run.state.subscription_for(command.name, command.key)
            token = run.state.tokens.get(wait.token) if wait else None
        case SettleIssue(issue=key, outcome=outcome):
            issue = run.state.issues[key]
            issue.outcome, token = outcome, run.state.tokens.get(issue.token)
        case SettleChild(child=key, outcome=outcome):
            child = run.state.children[key]
            child.outcome, token = outcome or "中止", run.state.tokens.get(child.token)
        case FireTimer(timer=timer):
            run.stop_timer(run.state.timers[timer])
            token = None
        case TaskSkipped(task=task):
            token = run.state.tokens[run.state.tasks[task].token]
            close_task(run, run.state.tasks[task], "withdrawn")
        case _:
            token = None
    if token is not None and token.waits == "wait":
        close_wait(run, token.ref)
    open_incident(run, token, "runaway", RUNAWAY.ja)
    return Step(run.state, tuple(run.effects))
