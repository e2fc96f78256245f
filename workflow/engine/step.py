"""The engine: one function from a state and a command to the next state and what must be done outside."""

from typing import assert_never

from forms.spec import Text
from workflow.engine.anytime import listen, raise_message, raise_report
from workflow.engine.calls import settle_failure, settle_success, take_reply
from workflow.engine.children import settle_child
from workflow.engine.commands import (
    Command,
    CompleteUserTask,
    FindAgain,
    FireTimer,
    Migrate,
    NumberDrawn,
    ProgressUserTask,
    PullBack,
    Raise,
    ReceiveMessage,
    ResumeCall,
    RowsRead,
    SettleCall,
    SettleChild,
    SettleIncident,
    SettleIssue,
    Start,
    Stop,
    TaskAssigned,
    TaskSkipped,
    TaskUnassignable,
    Urge,
    Withdraw,
)
from workflow.engine.deadlines import move_deadlines
from workflow.engine.each import rows_read
from workflow.engine.effects import DrawNumber, ReviseAnswers
from workflow.engine.ending import end_case, may_withdraw_now
from workflow.engine.enter import enter
from workflow.engine.incidents import resume_call, settle_incident
from workflow.engine.issues import settle_issue
from workflow.engine.machine import Machine
from workflow.engine.migrate import migrate, unsound
from workflow.engine.nodes import CallNode
from workflow.engine.outcome import GONE, Refused, Step, TooLate, refused
from workflow.engine.recall import pull_back, remember
from workflow.engine.run import Run, Runaway
from workflow.engine.runaway import runaway
from workflow.engine.stage_clocks import begin_stage
from workflow.engine.state import CaseState, Passed
from workflow.engine.tasks import assigned, complete, find_again, skipped, unassignable
from workflow.engine.timers import fire
from workflow.engine.urge import urge
from workflow.engine.waits import come, read_conditions_again
from workflow.engine.world import World


def step(machine: Machine, state: CaseState | None, command: Command, world: World) -> Step | TooLate | Refused:
    """Carry out a command. `state` is None only for Start; it is never changed.

    Deterministic: the same program, state, command and world always give the same step. Raises only for
    programming errors (AssertionError, KeyError, TypeError).
    """
    if isinstance(command, Start):
        run = Run(machine, begin(machine, command, world), world)
        start(run, command)
    else:
        assert state is not None
        run = Run(machine, state.draft(), world)
        if (outcome := apply(run, command)) is not None:
            return outcome
    try:
        move(run)
    except Runaway:
        return runaway(machine, state, command, world)
    if run.days_may_move:
        move_deadlines(run)
    remember(run, state, command)
    if isinstance(command, Migrate) and (refusal := unsound(run)) is not None:
        return refusal
    return Step(run.state, tuple(run.effects), tuple(run.moves))


def move(run: Run) -> None:
    """Let tokens move until every one of them waits. Raises Runaway."""
    for token in run.moving():
        enter(run, token)
    while read_conditions_again(run):
        for token in run.moving():
            enter(run, token)


def begin(machine: Machine, command: Command, world: World) -> CaseState:
    """The state of a case that has not moved yet."""
    assert isinstance(command, Start)
    state = machine.blank_state(command.case, command.number, command.parties, world.now)
    state.origin = command.origin
    state.answers = dict(command.answers)
    state.later = command.later
    return state


def start(run: Run, command: Start) -> None:
    """The first step is done by submitting."""
    first = run.machine.program.start
    scope = run.open_scope("", None)
    run.state.passed.append(
        Passed(node=first.id, verdict=first.buttons[0].verdict, actor=command.actor, round=1, at=run.world.now)
    )
    run.emit(ReviseAnswers(answers=dict(command.answers), changed=tuple(command.answers)))
    document = run.machine.program.document
    if document is not None and document.number and document.number_at != "decide":
        run.emit(DrawNumber(series=document.number))
    run.place(first.next, scope.id)
    listen(run)


def apply(run: Run, command: Command) -> TooLate | Refused | None:
    """Do what a command asks; None means done, tokens may have to move."""
    match command:
        case CompleteUserTask():
            return complete_user_task(run, command)
        case ProgressUserTask():
            if (task := run.state.tasks.get(command.task)) is None:
                return GONE
            task.route, task.acted = command.route, run.machine.program.recalls
            if command.stage:
                begin_stage(run, task, run.machine.user_node(task.node), command.stage)
            if command.find_again:
                find_again(run, task)
        case FindAgain():
            if (task := run.state.tasks.get(command.task)) is None:
                return GONE
            find_again(run, task)
        case FireTimer():
            timer = run.state.timers.get(command.timer)
            if timer is None or timer.due_at > run.world.now:
                return GONE
            fire(run, timer)
        case ReceiveMessage():
            return receive_message(run, command)
        case SettleCall():
            return settle_call(run, command)
        case SettleIssue():
            return settle_issue(run, command)
        case SettleChild():
            return settle_child(run, command)
        case Stop():
            return stop(run)
        case Raise():
            return raise_report(run, command)
        case Withdraw():
            return withdraw(run)
        case Urge():
            return urge(run)
        case PullBack():
            return pull_back(run, command)
        case SettleIncident():
            return settle_incident(run, command)
        case ResumeCall():
            return resume_call(run, command)
        case Migrate():
            return migrate(run, command)
        case TaskAssigned():
            assigned(run, run.state.tasks[command.task], command)
        case TaskSkipped():
            skipped(run, run.state.tasks[command.task], command)
        case TaskUnassignable():
            unassignable(run, run.state.tasks[command.task], command)
        case RowsRead():
            rows_read(run, command)
        case NumberDrawn():
            run.state.document_number = command.number
            run.values_changed()
        case Start():
            raise AssertionError("a case starts once")
        case _:
            assert_never(command)
    return None


def complete_user_task(run: Run, command: CompleteUserTask) -> TooLate | Refused | None:
    task = run.state.tasks.get(command.task)
    if task is None:
        return GONE
    button = run.machine.button(task.node, command.verdict)
    if button is None:
        ja = f"「{command.verdict}」はここではできません。"
        return refused("unknown_verdict", ja, f'"{command.verdict}" is not possible here.')
    complete(run, task, button, command)
    return None


def receive_message(run: Run, command: ReceiveMessage) -> TooLate | None:
    waiting = run.state.subscription_for(command.name, command.key)
    if waiting is None:
        return GONE
    if not waiting.token:
        return raise_message(run, waiting, command)
    token = run.state.tokens[waiting.token]
    node = run.node(token)
    if isinstance(node, CallNode):
        take_reply(run, token, node, command.data)
    else:
        come(run, token, waiting.arm)
    return None


def settle_call(run: Run, command: SettleCall) -> TooLate | None:
    record = run.state.calls.get(command.call)
    if record is None or record.status != "pending":
        return GONE
    if command.succeeded:
        settle_success(run, record, command.outputs)
    else:
        settle_failure(run, record, command.error, command.detail)
    return None


def stop(run: Run) -> TooLate | None:
    """What this case was begun for is over."""
    if run.state.status != "open":
        return GONE
    end_case(run, "中止")
    return None


def withdraw(run: Run) -> TooLate | None:
    withdrawal = run.machine.program.withdrawal
    if withdrawal is None or not may_withdraw_now(run.machine.program, run.state):
        return TooLate(Text("取下げができる時期を過ぎています。", "It is too late to withdraw this case."))
    end_case(run, "取下げ", undo=withdrawal.undo)
    return None
