"""The way a case will take from where it is, if every step ends well and no answer changes."""

from collections.abc import Iterator

from approvals.selectors.open_case import OpenCase
from workflow.engine.nodes import Node, UserNode
from workflow.engine.way import nodes_on_the_way


def way_ahead(case: OpenCase) -> list[UserNode]:
    """The human steps to come, without the one that is open now."""
    return [node for node in nodes_ahead(case) if isinstance(node, UserNode)]


def nodes_ahead(case: OpenCase) -> Iterator[Node]:
    """Every node to come, in the order it will be entered."""
    here = [token.node for token in case.state.tokens.values() if not token.lane_of]
    return nodes_on_the_way(case.machine, case.form.values, behind=here) if here else iter(())
