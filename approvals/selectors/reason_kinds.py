"""理由の種類 that whoever sends back or ends a case may choose, and why one that was sent can't be taken."""

from django.conf import settings

from approvals.office.office import office_at
from approvals.office.reasons import ReasonKinds
from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Objection

_NOT_HERE = Text(
    "理由の種類を選べるのは、差し戻すときと終わらせるときだけです。",
    "A kind of reason is only chosen when a case is sent back or ended.",
)


def reason_kinds() -> ReasonKinds:
    """As the office's file says today."""
    return office_at(settings.DEFINITIONS_DIR / "organisation").reasons


def kind_refused(kind: str, machine: Machine, node: str, verdict: str) -> Objection | None:
    """Why this kind can't be recorded with a verdict of a step; nothing for none, and for one of the office's."""
    step = machine.program.by_id.get(node)
    buttons = step.buttons if isinstance(step, UserNode) else ()
    button = next((each for each in buttons if each.verdict == verdict), None)
    if not kind or button is None:
        return None
    known = [each.ja for each in reason_kinds().for_button(button.leads)]
    if kind in known:
        return None
    shown = kind[:40]
    gone = Text(
        f"「{shown}」という理由の種類はありません。選べるのは、{'、'.join(known)}です。",
        f"There is no kind of reason called “{shown}”. There are: {', '.join(known)}.",
    )
    return Objection(code="reason_kind_invalid", message=gone if known else _NOT_HERE)
