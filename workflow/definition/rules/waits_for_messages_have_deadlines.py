"""W104: a wait for a message has a deadline, for the case that the message never comes."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep, FirstStep, GroupStep, Step, WaitStep
from workflow.definition.outline import Placed


def check(checked: Checked) -> Iterator[Problem]:
    due = "期限" if checked.vocabulary.language == "ja" else "due"
    for placed in checked.outline.all:
        if _is_answered_later(placed) and not _in_time(checked, placed):
            yield problem(
                "W104",
                placed.step.name,
                f"「{placed.step.name.value}」の答えが来ないと終わりません。「{due}」のあるまとまりの中に書きます。",
                f'Unless "{placed.step.name.value}" is answered, it never ends. Put it into a group with "{due}".',
            )
        if _may_wait_for_ever(placed.step):
            yield problem(
                "W104",
                placed.step.name,
                f"「{placed.step.name.value}」に「{due}」がありません。待つものが来ないと終わりません。",
                f'"{placed.step.name.value}" has no "{due}"; unless what it waits for comes, it never ends.',
            )


def _is_answered_later(placed: Placed) -> bool:
    return isinstance(placed.step, CallStep) and placed.step.reply is not None and placed.step.reply.value == "later_on"


def _in_time(checked: Checked, placed: Placed) -> bool:
    """Whether a まとまり around it has a deadline: a call has none of its own."""
    hosts = (checked.outline.by_id[around.host_id].step for around in placed.inside)
    return any(isinstance(host, GroupStep) and host.due is not None for host in hosts)


def _may_wait_for_ever(step: Step) -> bool:
    match step:
        case WaitStep():
            return (step.has("message") or step.has("until")) and not step.has("due")
        case FirstStep():
            return all(case.has("message") for case in step.cases)
    return False
