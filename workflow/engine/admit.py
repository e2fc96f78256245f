"""Turning what a person sent into a command the engine may carry out, or saying why not; called under the lock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms.field_type import Files
from forms.validation.asking import Ask, Asking
from forms.validation.check import check_answers
from forms.validation.outcome import Accepted, AnswerProblem
from workflow.engine.commands import CompleteUserTask, Raise, Start
from workflow.engine.enforce import with_day, wrong_way
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.origin import Origin
from workflow.engine.outcome import Objection, Refused, refused
from workflow.engine.resume import may_return
from workflow.engine.send_back import targets_now
from workflow.engine.state import Actor, CaseState, Json, OpenTask, Parties
from workflow.engine.values import Button
from workflow.engine.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a person sent with an act, as it came."""

    answers: Mapping[str, Json] = field(default_factory=dict)
    comment: str = ""
    reason_kind: str = ""
    """What kind of reason the comment gives, in the words of the office at the time (理由の種類)."""
    send_back_to: str = ""
    """Node id; only with a verdict that sends back."""
    resume: str = ""
    """`to_sender`: whoever redoes the step shall give it straight back."""
    later: tuple[str, ...] = ()
    """uuids of examiners who are not waited for (後閲); only with the first submission."""
    files: Files = field(default_factory=dict)
    """The files the answers may refer to."""
    warnings_accepted: bool = False
    """The person has read the warnings and goes on."""
    drop_hidden: bool = False
    """Leave answers to hidden items out instead of refusing them: a page may be behind what was typed last."""
    ask: Ask | None = None
    """Who knows what connected systems say (照会)."""


def admit_start(
    machine: Machine,
    *,
    case: str,
    number: str,
    parties: Parties,
    sent: Sent,
    world: World,
    origin: Origin | None = None,
    by: Actor | None = None,
) -> Start | Refused:
    """A new application, its answers checked as those of the first step. `by`: who submits it instead of people."""
    blank = machine.blank_state(case, number, parties, world.now, origin)
    checked = check(machine, blank, machine.program.start, sent, world)
    if isinstance(checked, Refused):
        return checked
    return Start(
        case=case,
        number=number,
        parties=parties,
        answers=checked,
        actor=by or submitter(parties),
        comment=sent.comment,
        origin=origin,
        later=sent.later,
    )


def admit_report(
    machine: Machine, state: CaseState, *, report: str, actor: Actor, sent: Sent, world: World
) -> Raise | Refused:
    """A report that is filed at any time, its answers checked. Raises KeyError for a name nothing is filed under."""
    form = machine.report_form(report)
    result = check_answers(
        form,
        previous={},
        submitted=sent.answers,
        writable={item.key: False for item in form.items if item.spec.fill == "first" and not item.spec.is_found},
        builtins=machine.form_state(state, world).values,
        files=sent.files,
        drop_hidden=sent.drop_hidden,
        asking=Asking(sent.ask, everything=True) if sent.ask and form.asking else None,
    )
    if isinstance(result, Accepted):
        return Raise(report=report, answers=dict(result.answers), actor=actor, comment=sent.comment)
    return Refused(tuple(objection("answer_invalid", problem) for problem in result.problems))


def submitter(parties: Parties) -> Actor:
    """Who submits: the applicant, or whoever types for him in his own unit and post."""
    if not parties.typist:
        return Actor(person=parties.applicant, unit=parties.unit, post=parties.post)
    return Actor(
        person=parties.typist,
        unit=parties.typist_unit,
        post=parties.typist_post,
        capacity="proxy",
        principal=parties.applicant,
    )


def admit_act(
    machine: Machine,
    state: CaseState,
    task: OpenTask,
    *,
    verdict: str,
    actor: Actor,
    sent: Sent,
    world: World,
    route: dict[str, Json] | None = None,
) -> CompleteUserTask | Refused:
    """A verdict on an open task. Answers count only with one that goes on; a send-back leaves them as they were."""
    node = machine.user_node(task.node)
    button = machine.button(task.node, verdict)
    targets = targets_now(state, button, task.row) if button is not None and button.leads == "send_back" else ()
    refusal = object_to(machine, node, button, verdict, sent, targets)
    if refusal is not None or button is None:
        return refusal or Refused(())
    back_to = (sent.send_back_to or targets[0]) if button.leads == "send_back" else ""
    straight = back_to and may_return(machine.program, node, back_to) and "to_sender" in (node.resume, sent.resume)
    checked: dict[str, Json] | None = None
    if button.leads in ("next", "jump"):
        sent = replace(sent, answers=with_day(machine, node, sent.answers, world))
        result = check(machine, state, node, sent, world)
        if isinstance(result, Refused):
            return result
        if (wrong := wrong_way(node, result)) is not None:
            return Refused((wrong,))
        checked = result
    return CompleteUserTask(
        task=task.id,
        verdict=verdict,
        actor=actor,
        answers=checked,
        comment=sent.comment,
        reason_kind=sent.reason_kind if button.leads in ("send_back", "end") else "",
        send_back_to=back_to,
        resume="to_sender" if straight else "",
        route=route or {},
    )


def object_to(
    machine: Machine, node: UserNode, button: Button | None, verdict: str, sent: Sent, targets: tuple[str, ...]
) -> Refused | None:
    """What is wrong with a verdict by itself. `targets`: where it can send the case back to."""
    if button is None:
        possible = "、".join(other.ja for other in node.buttons)
        ja = f"「{verdict}」は「{node.step}」ではできません。できるのは、{possible}です。"
        return refused("unknown_verdict", ja, f'"{verdict}" is not possible here.')
    if (silent := lacks_reason(button, sent.comment)) is not None:
        return silent
    if button.leads == "send_back" and not targets:
        ja = "差し戻せる手順がまだありません。"
        return refused("unknown_target", ja, "There is no step yet that it could be sent back to.")
    if button.leads == "send_back" and sent.send_back_to and sent.send_back_to not in targets:
        names = "、".join(machine.program.by_id[target].step for target in targets)
        return refused(
            "unknown_target",
            f"そこへは差し戻せません。差し戻せるのは、{names}です。",
            "It can't be sent back to that step.",
        )
    return None


def lacks_reason(button: Button | None, comment: str) -> Refused | None:
    """Whether a reason must be written and was not."""
    if button is None or button.reason != "required" or comment.strip():
        return None
    return refused("comment_required", "理由が空です。理由を書いてください。", "The reason is empty. Write a reason.")


def check(machine: Machine, state: CaseState, node: UserNode, sent: Sent, world: World) -> dict[str, Json] | Refused:
    """All answers after this act, checked against the form."""
    result = check_answers(
        machine.form,
        previous=state.answers,
        submitted=sent.answers,
        writable=machine.writable(node),
        builtins=machine.builtins(state, world),
        files=sent.files,
        drop_hidden=sent.drop_hidden,
        asking=Asking(sent.ask, everything=node.first) if sent.ask and machine.form.asking else None,
    )
    if isinstance(result, Accepted):
        if result.warnings and not sent.warnings_accepted:
            return Refused(tuple(objection("warning", warning) for warning in result.warnings))
        return dict(result.answers)
    return Refused(tuple(objection("answer_invalid", problem) for problem in result.problems))


def objection(code: str, problem: AnswerProblem) -> Objection:
    return Objection(code=code, message=problem.message, item=problem.item or "", suggestion=problem.suggestion or "")
