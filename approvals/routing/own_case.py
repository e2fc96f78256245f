"""Nobody decides on his own case: the last guard, whatever a route says."""

from approvals.routing.matter import Matter
from approvals.routing.opening import JUDGING
from approvals.routing.settle import NotYours
from forms.spec import Text
from workflow.engine.nodes import UserNode


def own_case(node: UserNode, matter: Matter, person: str) -> NotYours | None:
    """Why a person may not act here, if it is his own case. Routes never seat him; this holds if one did."""
    judges = node.kind in JUDGING or node.consultation is not None
    if judges and person in matter.parties:
        return _OWN
    return None


_OWN = NotYours(
    Text(
        "自分が申請・起案・入力した案件は、自分では処理できません。",
        "Nobody decides on a case that he applied for, drafted or typed.",
    )
)
