"""E072: a chain beside waiting work only calls and notifies; a chain that takes the work over says where it goes on."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.beside_document import ReassignStep
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import CirculationStep, ConsultStep
from workflow.definition.document import (
    CallStep,
    GroupStep,
    HumanStep,
    NotifyStep,
    OverdueChain,
    SetStep,
    WaitStep,
)
from workflow.definition.leaving import leaves
from workflow.definition.outline import Placed


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
