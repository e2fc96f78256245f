"""Turning what a person sent into a command the engine may carry out, or saying why not; called under the lock."""

from collections.abc import Mapping

from forms.field_type import NO_FILES, Files
from forms.validation.check import check_answers
from forms.validation.outcome import Accepted, AnswerProblem
from workflow.engine.commands import CompleteUserTask, Start
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Objection, Refused, refused
from workflow.engine.state import Actor, CaseState, Json, OpenTask, Parties
from workflow.engine.values import Button
from workflow.engine.world import World


def admit_start(
    machine: Machine,
    *,
    case: str,
    number: str,
    parties: Parties,
    answers: Mapping[str, Json],
    world: World,
    comment: str = "",
    files: Files = NO_FILES,
    warnings_accepted: bool = False,
    drop_hidden: bool = False,
) -> Start | Refused:
    """A new application, its answers checked as those of the first step."""
    blank = machine.blank_state(case, number, parties, world.now)
    checked = check(machine, blank, machine.program.start, answers, world, files, warnings_accepted, drop_hidden)
    if isinstance(checked, Refused):
        return checked
    typed_for_another = parties.typist and parties.typist != parties.applicant
    actor = Actor(
        person=parties.typist if typed_for_another else parties.applicant,
        unit=parties.unit,
        post=parties.post,
        capacity="proxy" if typed_for_another else "self",
        principal=parties.applicant if typed_for_another else "",
    )
    return Start(case=case, number=number, parties=parties, answers=checked, actor=actor, comment=comment)


def admit_act(
    machine: Machine,
    state: CaseState,
    task: OpenTask,
    *,
    verdict: str,
    answers: Mapping[str, Json],
    actor: Actor,
    world: World,
    comment: str = "",
    send_back_to: str = "",
    route: dict[str, Json] | None = None,
    files: Files = NO_FILES,
    warnings_accepted: bool = False,
    drop_hidden: bool = False,
) -> CompleteUserTask | Refused:
    """A verdict on an open task. Answers count only with one that goes on; a send-back leaves them as they were."""
    node = machine.user_node(task.node)
    button = machine.button(task.node, verdict)
    refusal = object_to(machine, node, button, verdict, comment, send_back_to)
    if refusal is not None or button is None:
        return refusal or Refused(())
    checked: dict[str, Json] | None = None
    if button.leads in ("next", "jump"):
        result = check(machine, state, node, answers, world, files, warnings_accepted, drop_hidden)
        if isinstance(result, Refused):
            return result
        checked = result
    return CompleteUserTask(
        task=task.id,
        verdict=verdict,
        actor=actor,
        answers=checked,
        comment=comment,
        send_back_to=(send_back_to or button.to or button.targets[0]) if button.leads == "send_back" else "",
        route=route or {},
    )


def object_to(
    machine: Machine, node: UserNode, button: Button | None, verdict: str, comment: str, send_back_to: str
) -> Refused | None:
    """What is wrong with a verdict by itself."""
    if button is None:
        possible = "、".join(other.ja for other in node.buttons)
        ja = f"「{verdict}」は「{node.step}」ではできません。できるのは、{possible}です。"
        return refused("unknown_verdict", ja, f'"{verdict}" is not possible here.')
    if button.reason == "required" and not comment.strip():
        return refused(
            "comment_required", "理由が空です。理由を書いてください。", "The reason is empty. Write a reason."
        )
    if button.leads == "send_back" and send_back_to and send_back_to not in button.targets:
        names = "、".join(machine.program.by_id[target].step for target in button.targets)
        return refused(
            "unknown_target",
            f"そこへは差し戻せません。差し戻せるのは、{names}です。",
            "It can't be sent back to that step.",
        )
    return None


def check(
    machine: Machine,
    state: CaseState,
    node: UserNode,
    answers: Mapping[str, Json],
    world: World,
    files: Files,
    warnings_accepted: bool,
    drop_hidden: bool,
) -> dict[str, Json] | Refused:
    """All answers after this act, checked against the form."""
    result = check_answers(
        machine.form,
        previous=state.answers,
        submitted=answers,
        writable=machine.writable(node),
        builtins=machine.builtins(state, world),
        files=files,
        drop_hidden=drop_hidden,
    )
    if isinstance(result, Accepted):
        if result.warnings and not warnings_accepted:
            return Refused(tuple(objection("warning", warning) for warning in result.warnings))
        return dict(result.answers)
    return Refused(tuple(objection("answer_invalid", problem) for problem in result.problems))


def objection(code: str, problem: AnswerProblem) -> Objection:
    return Objection(code=code, message=problem.message, item=problem.item or "", suggestion=problem.suggestion or "")
