"""E072: a chain beside waiting work only calls and notifies; a chain that takes the work over says where it goes on."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.beside_document import ReassignStep
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import CirculationStep, ConsultStep
from workflow.definition.document import (
    BackStep,
    CallStep,
    ChoiceStep,
    EndStep,
    FirstStep,
    GroupStep,
    HumanStep,
    JumpStep,
    NotifyStep,
    OverdueChain,
    ParallelStep,
    RaiseStep,
    SetStep,
    Step,
    WaitStep,
)
from workflow.definition.outline import Placed

LEAVING = (EndStep, JumpStep, BackStep, RaiseStep)


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, ReassignStep):
            yield from _given(checked, placed, step)
        if isinstance(step, NotifyStep | CallStep | SetStep | ReassignStep) or not placed.lane:
            continue
        yield problem(
            "E072",
            step.word,
            "仕事を残したまま行うのは、通知・連携・設定・担当替えだけです。ほかは「そのとき: 引き取る」で書きます。",
            "Beside waiting work there are only notify, call, set and reassign; for anything else take it over.",
        )
    for placed in checked.outline.all:
        step = placed.step
        if not isinstance(step, HumanStep | WaitStep | GroupStep) or step.overdue is None:
            continue
        if _takes_over(step.overdue) and not leaves(step.overdue.steps):
            yield problem(
                "E072",
                step.heading("overdue"),
                "「引き取る」の手順は、どの道も「進む」「差戻す」「終了」「エラー」で終わります。",
                "Every way of a chain that takes work over ends in go_to, send_back_to, end or raise.",
            )


def _given(checked: Checked, placed: Placed, step: ReassignStep) -> Iterator[Problem]:
    """It stands beside work that one person does: not in a main flow, a wait or a block, nor beside a 回議 or 協議."""
    host = checked.outline.by_id.get(placed.inside[-1].host_id) if placed.inside else None
    given = host.step if host and placed.lane and placed.inside[-1].part == "overdue" else None
    if not isinstance(given, HumanStep) or isinstance(given, CirculationStep | ConsultStep):
        yield problem(
            "E072",
            step.word,
            "担当替えは、一人で行う手順の期限切れ(そのとき: 残す)の中だけに書けます。",
            "Work is given to others only beside an overdue step that one person does (then: leave).",
        )


def _takes_over(chain: OverdueChain) -> bool:
    return chain.then is not None and chain.then.value == "take_over"


def leaves(steps: tuple[Step, ...]) -> bool:
    """Whether no way falls off the end of these steps."""
    return any(_never_passes(step) for step in steps)


def _never_passes(step: Step) -> bool:
    if step.if_:
        return False
    match step:
        case EndStep() | JumpStep() | BackStep() | RaiseStep():
            return True
        case ChoiceStep() | FirstStep():
            return bool(step.cases) and all(leaves(case.steps) for case in step.cases)
        case ParallelStep():
            return any(leaves(branch.steps) for branch in step.branches if not branch.if_)
        case GroupStep():
            return leaves(step.steps) and all(leaves(handler.steps) for handler in step.on_error)
        case HumanStep():
            passing = {verdict.en for verdict in step.kind.verdicts} - {"send_back", "drop", "reject"}
            removed = {name.value for name in step.no_actions}
            kept = [v for v in step.kind.verdicts if v.en in passing and not removed & {v.ja, v.en}]
            return not kept and all(pair.value.do is None or pair.value.do.word != "next" for pair in step.actions)
    return False
