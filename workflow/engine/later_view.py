"""後閲免除: whether an absent decider need not look later at what a deputy decides in his place."""

from workflow.engine.machine import Machine
from workflow.engine.scope import where
from workflow.engine.state import CaseState, OpenTask
from workflow.engine.world import World


def need_not_look_later(machine: Machine, state: CaseState, task: OpenTask, world: World) -> bool:
    """By what is recorded before the act: nobody frees another of his look by what he writes with his own decision.

    A condition that is neither true nor false leaves the look owed.
    """
    node = machine.user_node(task.node)
    if not node.no_later_view:
        return False
    scopes = state.chain(state.tokens[task.token].scope)
    values = machine.form_state(state, world, scopes).values
    return machine.value_in(node.no_later_view, values, where(node)) is True
