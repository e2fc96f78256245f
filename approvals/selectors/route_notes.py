"""What the strip of a route leaves out: why it is this decider, by which other rule one is asked, why nobody acts."""

from collections.abc import Iterator

from approvals.routing.circulate import SENT_BACK
from approvals.routing.route import PassedOver, Route, Stage
from approvals.selectors.open_case import OpenCase
from approvals.selectors.stage_names import ground_of_its_own, why_this_decider
from approvals.selectors.stages import stages_before, stages_of_task
from forms.spec import Text

_ON_THE_STRIP = (None, PassedOver.ABSENT, PassedOver.PULLED_UP, PassedOver.ENOUGH)


def routes_of(case: OpenCase) -> list[Route]:
    """The routes of its 回議 that count: finished and not sent back since, then those under way."""
    counts = (passed for passed in case.state.passed if not passed.void and passed.verdict != SENT_BACK)
    found = (*(stages_before(case, passed) for passed in counts), *map(stages_of_task, case.state.tasks.values()))
    return [route for route in found if route]


def articles_of(case: OpenCase) -> list[str]:
    """The rules by which those who decide were found, as the decision tables name them."""
    asked = [route.asked for route in routes_of(case)]
    return list(dict.fromkeys(each.article for each in asked if each and each.article))


def route_notes(case: OpenCase) -> list[Text]:
    """A sentence for each of these, in the order of the route."""
    return list(dict.fromkeys(note for route in routes_of(case) for note in _of(case, route)))


def _of(case: OpenCase, route: Route) -> Iterator[Text]:
    for stage in route.stages:
        if stage.passed_over not in _ON_THE_STRIP:
            yield _left_out(case, stage)
        elif (why := why_this_decider(stage, route.asked)) is not None:
            yield why
        if ground := ground_of_its_own(stage, route.asked):
            where = case.in_stage(stage.name, stage.kind)
            yield Text(f"{where}の根拠: {ground}", f"{where}, asked by: {ground}")


def _left_out(case: OpenCase, stage: Stage) -> Text:
    assert stage.passed_over is not None
    names = case.people.pick(("、", ", ")).join(case.people.seat(seat).name for seat in stage.seats)
    where = case.place(stage, stage.seats[0]) if stage.seats else case.in_stage(stage.name, stage.kind)
    words = stage.passed_over.label
    return Text(*(f"{where} {names}: {said}".replace(" :", ":") for said in (words.ja, words.en)))
