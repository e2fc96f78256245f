"""Nobody decides on his own case, nor acts where a step of his excludes him: the last guard, whatever a route says."""

from approvals.routing.matter import Matter
from approvals.routing.opening import JUDGING
from approvals.routing.settle import NotYours
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.program import Program


def own_case(node: UserNode, matter: Matter, person: str) -> NotYours | None:
    """Why a person may not act here, if it is his own case. Routes never seat him; this holds if one did."""
    judges = node.kind in JUDGING or node.consultation is not None
    if judges and person in matter.parties:
        return _OWN
    return None


def did_another_step(node: UserNode, matter: Matter, program: Program, person: str) -> NotYours | None:
    """Why whoever did a step named under 兼務不可 may not act here. Who had both at once has a seat all the same."""
    step = next((step for step in node.not_same_as if matter.actors.get(step) == person), None)
    if step is None:
        return None
    name = program.by_id[step].step
    return NotYours(
        Text(
            f"兼務不可: 「{name}」を行った人は、この手順を処理できません。",
            f'Whoever did "{name}" may not act on this step.',
        )
    )


_OWN = NotYours(
    Text(
        "自分が申請・起案・入力した案件は、自分では処理できません。",
        "Nobody decides on a case that he applied for, drafted or typed.",
    )
)
