"""Work for people: opened, given to somebody, skipped, finished."""

from workflow.engine.circulate import asked_of
from workflow.engine.commands import CompleteUserTask, TaskAssigned, TaskSkipped, TaskUnassignable
from workflow.engine.deadlines import deadline
from workflow.engine.effects import DrawNumber, OpenTask, ReviseAnswers
from workflow.engine.ending import end_unit
from workflow.engine.enforce import facts_before
from workflow.engine.failures import open_incident
from workflow.engine.kept_routes import route_before
from workflow.engine.nodes import DECIDING, UserNode
from workflow.engine.release import close_task
from workflow.engine.resume import next_after_act, remember_return
from workflow.engine.rules import go_on
from workflow.engine.run import Run
from workflow.engine.send_back import send_back
from workflow.engine.stage_clocks import begin_stage, stage_deadlines
from workflow.engine.state import Actor, Decision, Passed, Timer, Token
from workflow.engine.state import OpenTask as Task
from workflow.engine.values import Button
from workflow.engine.way import spared_by

ENGINE = Actor(kind="system")


def enter_user(run: Run, token: Token, node: UserNode) -> None:
    """Open work; the answer to OpenTask says whose it is."""
    now, unit = run.world.now, run.unit(token.scope)
    asked = asked_of(run, token, node) if node.consultation else None
    if node.consultation and asked is None:
        return
    due_at = deadline(run, token, node.due) if node.due else None
    if node.due is not None and due_at is None:
        open_incident(run, token, "condition", run.say_null(node.due.start, token, "期限"))
        return
    if node.sending is not None:
        write_answers(run, run.state.answers | facts_before(run, node.sending))
    task = Task(
        id=run.task_id(),
        node=node.id,
        token=token.id,
        opened_at=now,
        due_at=due_at,
        round=run.round(token.scope),
        route=route_before(run.state, node, unit, run.row(token.scope)),
        unit=unit,
        row=run.row(token.scope),
    )
    run.state.tasks[task.id] = task
    token.waits, token.ref = "task", task.id
    here = (node.id, unit, task.row)
    visits = (passed for passed in run.state.passed if (passed.node, passed.unit, passed.row) == here)
    earlier = [passed.actor.person for passed in visits if passed.actor.person]
    run.emit(
        OpenTask(
            task=task.id,
            node=node.id,
            due_at=task.due_at,
            prefer=earlier[-1] if earlier else "",
            asked=asked,
            deadlines=stage_deadlines(run.machine, run.state, node, run.world),
            named=run.named.pop(token.id, ""),
        )
    )


def find_again(run: Run, task: Task) -> None:
    """Ask once more whose the work is, which has been under way; its clocks run on."""
    node = user_node(run, task)
    deadlines = stage_deadlines(run.machine, run.state, node, run.world)
    run.emit(OpenTask(task=task.id, node=node.id, due_at=task.due_at, deadlines=deadlines, again=True))


def assigned(run: Run, task: Task, found: TaskAssigned) -> None:
    """People were found: keep the route and start the clocks, which run already where others have the work now."""
    node, given = user_node(run, task), not found.again and _is_given(run, task)
    task.route = found.route
    if given:
        task.acted = False
        return
    begin_stage(run, task, node, found.stage)
    if found.again:
        return
    if node.overdue is not None and task.due_at is not None:
        timer = Timer(id=f"due {run.number()}", kind="due", node=node.id, owner=task.id, due_at=task.due_at)
        run.start_timer(timer, task.id)
    if node.remind is not None:
        first = run.world.deadline(task.opened_at, node.remind.every)
        timer = Timer(id=f"remind {run.number()}", kind="remind", node=node.id, owner=task.id, due_at=first)
        run.start_timer(timer, task.id)


def _is_given(run: Run, task: Task) -> bool:
    """Whether somebody has the work and it is to be given to others. A 回議 keeps its route from before."""
    return bool(task.route) and user_node(run, task).consultation is None


def skipped(run: Run, task: Task, found: TaskSkipped) -> None:
    """Nobody need act here: go on as if the step were done, and say so in the record."""
    if not found.again and _is_given(run, task):
        return  # it was to be given to others, and stays where it is
    node, token = user_node(run, task), run.state.tokens[task.token]
    pass_step(run, token, node, "", ENGINE)
    close_task(run, task, "skipped")
    run.go(token, node.next)


def unassignable(run: Run, task: Task, found: TaskUnassignable) -> None:
    """Nobody can act here: an administrator has to help."""
    if not found.again and _is_given(run, task):
        return  # it was to be given to others, and stays where it is
    token = run.state.tokens[task.token]
    close_task(run, task, "withdrawn")
    open_incident(run, token, "unassignable", found.reason, proposal=found.proposal)


def complete(run: Run, task: Task, button: Button, command: CompleteUserTask) -> None:
    """A person finished the step; follow the button."""
    node, token = user_node(run, task), run.state.tokens[task.token]
    if command.answers is not None:
        write_answers(run, command.answers)
    pass_step(run, token, node, button.verdict, command.actor)
    task.route = command.route or task.route
    close_task(run, task, "completed", button.verdict)
    for other in [each for each in run.state.tasks.values() if node.id in user_node(run, each).not_same_as]:
        find_again(run, other)  # it was given to people before anybody had done what excludes them (兼務不可)
    if node.kind in DECIDING and button.leads != "send_back":
        decide(run, button, command.actor)
    match button.leads:
        case "next" | "jump":
            go_on(run, token, next_after_act(run, token, button))
        case "end":
            unit = run.unit(token.scope)
            here = [
                each.node for each in run.state.tokens.values() if run.unit(each.scope) == unit and not each.lane_of
            ]
            spared = spared_by(run.machine, button, run.values(token), behind=here)
            end_unit(run, token, button.to, spared=tuple(step.id for step in spared))
        case "send_back":
            target = command.send_back_to or button.to or button.targets[0]
            voided = send_back(run, token, target)
            if command.resume == "to_sender":
                remember_return(run, token, node, target, voided)


def pass_step(run: Run, token: Token, node: UserNode, verdict: str, actor: Actor) -> None:
    """Remember that the step was finished or skipped."""
    unit = run.unit(token.scope)
    run.state.passed.append(
        Passed(
            node=node.id,
            verdict=verdict,
            actor=actor,
            round=run.round(token.scope),
            at=run.world.now,
            unit=unit,
            row=run.row(token.scope),
        )
    )


def decide(run: Run, button: Button, actor: Actor) -> None:
    """The deciding act: fix what expressions read as 決定, and draw the document number once."""
    run.values_changed()
    run.state.decision = Decision(
        outcome=button.outcome or button.verdict,
        at=run.world.now,
        person=actor.person,
        post=actor.post,
        capacity=actor.capacity,
    )
    program, document = run.machine.program, run.machine.program.document
    consents = button.leads in ("next", "jump") or program.outcome_kind(button.to) == "achieved"
    if document is None or document.number_at != "decide" or not consents:
        return
    if document.number and not run.state.document_number:
        run.emit(DrawNumber(series=document.number))


def write_answers(run: Run, answers: dict[str, object]) -> None:
    """Keep a new revision of the answers when something changed."""
    before = run.state.answers
    changed = tuple(key for key in answers if answers.get(key) != before.get(key))
    if changed:
        run.state.answers = dict(answers)
        run.values_changed()
        run.emit(ReviseAnswers(answers=dict(answers), changed=changed))


def user_node(run: Run, task: Task) -> UserNode:
    node = run.machine.program.by_id[task.node]
    assert isinstance(node, UserNode)
    return node
