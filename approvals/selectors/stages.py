"""The stages of a 回議 as pages show them: places in their order, and how far each is."""

from collections.abc import Iterator

from approvals.routing.route import Act, Route, Stage, route_of
from approvals.selectors.open_case import OpenCase
from workflow.engine.state import OpenTask, Passed


def places_of(route: Route) -> Iterator[tuple[Stage, Act | None]]:
    """Each place with what was done there last, whether it still counts or not."""
    for stage in route.stages:
        acts = [act for act in route.acts if act.stage == stage.place]
        valid = [act for act in acts if not act.void and act.verdict != "send_back"]
        found = valid or acts
        yield stage, found[-1] if found else None


def stages_of_task(task: OpenTask) -> Route | None:
    """The route of open work, if it has stages."""
    route = route_of(task.route)
    return route if route.stages else None


def stages_before(case: OpenCase, passed: Passed) -> Route | None:
    """The route of a 回議 that was finished, as it was left; None for any other step, and for earlier rounds."""
    here = (passed.node, passed.unit, passed.row)
    kept = case.state.circulated.get(" ".join(part for part in here if part))
    latest = [other for other in case.state.passed if (other.node, other.unit, other.row) == here][-1]
    is_open = any((task.node, task.unit, task.row) == here for task in case.state.tasks.values())
    return None if kept is None or is_open or latest is not passed else route_of(kept)
