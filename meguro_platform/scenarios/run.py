"""Plays all scenarios of a procedure, and walks the buttons that lead back or out."""

from forms.spec import Text
from meguro_platform.scenarios.coverage import branches_of, steps_of
from meguro_platform.scenarios.lines import do, told
from meguro_platform.scenarios.play import Play
from meguro_platform.scenarios.results import Difference, Failure, FileResult, ScenarioResult
from meguro_platform.scenarios.scene import NoSuchPersonError, Town
from meguro_platform.scenarios.walks import Walker
from workflow.definition.scenario import Act, Scenario
from workflow.engine.machine import Machine
from workflow.engine.program import Program


def run_scenarios(program: Program, scenarios: tuple[Scenario, ...], town: Town) -> FileResult:
    """Play every scenario from its beginning; a failure ends only its own scenario."""
    machine = Machine(program)
    walker = Walker(machine)
    plays: list[Play] = []
    results = [_play(machine, scenario, town, walker, plays) for scenario in scenarios]
    return FileResult(
        procedure=program.name,
        scenarios=tuple(results),
        steps=steps_of(program, plays),
        branches=branches_of(program, [*plays, *walker.plays]),
        walks=tuple(walker.walks),
    )


def _play(machine: Machine, scenario: Scenario, town: Town, walker: Walker, plays: list[Play]) -> ScenarioResult:
    try:
        play = Play.of(machine, scenario, town)
    except NoSuchPersonError as missing:
        nobody = Difference(what=Text("人", "people"), expected=missing.named, actual="めぐる区にいません")
        missed = Failure(position=scenario.position, line="場", differences=(nobody,))
        return ScenarioResult(name=scenario.name, position=scenario.position, failure=missed)
    plays.append(play)
    failure = _first_failure(play, scenario, walker)
    return ScenarioResult(name=scenario.name, position=scenario.position, failure=failure)


def _first_failure(play: Play, scenario: Scenario, walker: Walker) -> Failure | None:
    for line in (*scenario.course, *((scenario.expect,) if scenario.expect else ())):
        if isinstance(line, Act) and line.refused is None:
            walker.look_at(play, line.node)
        found = do(play, line)
        if found:
            return Failure(position=line.position, line=told(play, line), differences=found)
    return None
