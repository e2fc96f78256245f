"""What follows when the open work is done with its ordinary verdict: said beside the button, before it is pressed."""

from dataclasses import dataclass, replace

from approvals.selectors.case_route import expected_people
from approvals.selectors.open_case import OpenCase
from approvals.vocabulary import outcome_words
from workflow.engine.nodes import CallNode, EndNode, IssueNode, JoinNode, NotifyNode, UserNode
from workflow.engine.state import OpenTask
from workflow.engine.way import nodes_on_the_way


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAhead:
    """A system that will be called."""

    step: str
    operation: str
    can_be_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """Up to the next work of people, with the answers as they stand."""

    calls: tuple[CallAhead, ...] = ()
    documents: tuple[str, ...] = ()
    """Steps that make personal documents."""
    notices: int = 0
    next_step: str = ""
    next_who: str = ""
    outcome: str = ""
    """How the case ends; empty when it goes on."""
    waits_for_others: bool = False
    """Work beside it has to be done first."""


def follows(case: OpenCase, task: OpenTask) -> Follows | None:
    """None where the ordinary verdict sends back or ends the case by itself: that asks before it is done."""
    node = case.machine.user_node(task.node)
    if not node.buttons or node.buttons[0].leads not in ("next", "jump"):
        return None
    calls, documents, notices, end = [], [], 0, Follows()
    for ahead in nodes_on_the_way(case.machine, case.form.values, behind=[node.id]):
        match ahead:
            case UserNode():
                _, who, _ = expected_people(case, ahead)
                end = Follows(next_step=case.words(ahead.step, ahead.en), next_who=who)
                break
            case EndNode():
                end = Follows(outcome=outcome_words(ahead.outcome).in_language(case.language))
                break
            case JoinNode() if len(case.state.tasks) > 1:
                end = Follows(waits_for_others=True)
                break
            case CallNode():
                step = case.words(ahead.step, ahead.en)
                calls.append(CallAhead(step=step, operation=ahead.operation, can_be_undone=ahead.undo is not None))
            case IssueNode():
                documents.append(case.words(ahead.step, ahead.en))
            case NotifyNode():
                notices += 1
    return replace(end, calls=tuple(calls), documents=tuple(documents), notices=notices)
