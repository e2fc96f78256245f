"""The buttons of a human step as pages draw them: a verb, how serious it is, whether one more question follows."""

from dataclasses import dataclass

from approvals.vocabulary import Capacity
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.stage_clocks import buttons_at
from workflow.engine.values import Button

_VERBS = {
    "submit": Text("提出する", "Submit"),
    "receive": Text("収受する", "Receive"),
    "no_objection": Text("異議なしとする", "No objection"),
    "with_opinion": Text("意見を付ける…", "Give an opinion…"),
    "proper": Text("適と認める", "Find proper"),
    "agree": Text("同意する", "Agree"),
    "agree_if": Text("条件を付けて同意する…", "Agree under a condition…"),
    "disagree": Text("同意しない…", "Disagree…"),
    "decide": Text("決定する", "Decide"),
    "drop": Text("廃案にする（終了）…", "Drop (ends the case)…"),
    "approve": Text("承認する", "Approve"),
    "reject": Text("却下する（終了）…", "Reject (ends the case)…"),
    "checked": Text("確認する", "Confirm"),
    "done": Text("完了する", "Complete"),
    "enforced": Text("施行済にする", "Sent"),
    "send_back": Text("差し戻す…", "Send back…"),
}
_AS_DEPUTY = Text("代決する", "Decide as deputy")
NEEDS_WORDS = {"with_opinion", "agree_if", "disagree"}
"""Verdicts that mean nothing without a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActButton:
    """One button."""

    verdict: str
    words: Text
    css: str = ""
    icon: str = ""
    asks: bool = False
    """Whether its consequences are shown, and a reason asked for, before anything happens."""
    shortcut: str = ""


def buttons_of(node: UserNode, capacity: Capacity, stage: str = "") -> list[ActButton]:
    """All that a stage of the step has: what goes on first, what ends the case last."""
    ends_last = sorted(enumerate(buttons_at(node, stage)), key=lambda each: each[1].leads == "end")
    return [_button(button, place == 0, capacity) for place, button in ends_last]


def verb_of(button: Button, capacity: Capacity = Capacity.SELF) -> Text:
    """What stands on the button."""
    if button.verdict == "decide" and capacity is Capacity.DEPUTY:
        return _AS_DEPUTY
    if button.verb:
        return Text(button.verb, button.verb_en)
    known = _VERBS.get(button.verdict)
    if known is not None:
        return known
    more = "…" if asks(button) else ""
    ends = button.leads == "end"
    ends_ja, ends_en = "（終了）" if ends and "終了" not in button.ja else "", " (ends the case)" if ends else ""
    return Text(f"{button.ja}{ends_ja}{more}", f"{button.en or button.ja}{ends_en}{more}")


def asks(button: Button) -> bool:
    """Whether one more question follows."""
    return button.leads in ("send_back", "end") or button.reason == "required" or button.verdict in NEEDS_WORDS


def quick_button(node: UserNode, stage: str = "") -> Button | None:
    """The verdict that goes on and needs no input: what a list may offer in its row."""
    first = next(iter(buttons_at(node, stage)), None)
    if first is None or first.leads != "next" or asks(first) or node.edit or node.first:
        return None
    return first


def _button(button: Button, first: bool, capacity: Capacity) -> ActButton:
    match button.leads:
        case "send_back":
            css, icon, shortcut = "", "undo", "r"
        case "end":
            css, icon, shortcut = "btn--bare btn--stop", "", ""
        case _:
            css, icon, shortcut = ("btn--go", "check", "a") if first else ("", "", "")
    return ActButton(
        verdict=button.verdict,
        words=verb_of(button, capacity),
        css=css,
        icon=icon,
        asks=asks(button),
        shortcut=shortcut,
    )
