"""Walks beside the scenarios: each button that sends back or ends is pressed once; the case must be sound after it."""

from dataclasses import dataclass, field

from forms.spec import Text
from meguro_platform.scenarios.play import Play
from meguro_platform.scenarios.results import Walk
from workflow.engine.invariants import violations
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.send_back import targets_now
from workflow.engine.state import CaseState, OpenTask
from workflow.engine.values import Button


@dataclass(slots=True)
class Walker:
    """Remembers which buttons were walked."""

    machine: Machine
    walks: list[Walk] = field(default_factory=list)
    plays: list[Play] = field(default_factory=list)
    """How each walk ended, for coverage."""
    _walked: set[tuple[str, str, str]] = field(default_factory=set)

    def look_at(self, play: Play, node: str) -> None:
        """A scenario is about to act at a step: press its other buttons in copies of the case."""
        task = next((task for task in play.state.tasks.values() if task.node == node), None)
        if task is None:
            return
        step = self.machine.user_node(node)
        for button in play.cast.buttons(play.state, task.id):
            for target in _targets(play.state, task, button):
                if (node, button.verdict, target) not in self._walked:
                    self._walked.add((node, button.verdict, target))
                    self._walk(play.fork(), task.id, step, button, target)

    def _walk(self, play: Play, task: str, step: UserNode, button: Button, target: str) -> None:
        people = play.cast.in_charge(play.state, step.id)
        nobody = Text("担当がいません。", "Nobody has the work.")
        refusal = play.press(task, button.verdict, people[0], target, {}) if people else nobody
        language = self.machine.program.language
        trouble = refusal.in_language(language) if refusal else _trouble(play, task, step, button, target)
        self.plays.append(play)
        self.walks.append(
            Walk(
                step=step.step,
                line=step.line,
                button=Text(button.ja, button.en or button.verdict),
                to=self.machine.program.by_id[target].step if target else "",
                trouble=trouble,
            )
        )


def _targets(state: CaseState, task: OpenTask, button: Button) -> tuple[str, ...]:
    """The steps a button sends back to; one empty target for an end; none for a button that goes on."""
    match button.leads:
        case "send_back":
            return targets_now(state, button, task.row)
        case "end":
            return ("",)
        case _:
            return ()


def _trouble(play: Play, task: str, step: UserNode, button: Button, target: str) -> str:
    """What is wrong with the case after the button was pressed."""
    state = play.state
    found = list(violations(play.machine.program, state))
    if task in state.tasks:
        # others have to say something first, where all are heard before it goes back
        waits = target and step.consultation and step.consultation.on_send_back == "after_all"
        found += [] if waits else [f"the work of {step.id} is open still"]
    elif target and target not in {each.node for each in state.tasks.values()} and not state.incidents:
        found.append(f"the work of {target} is not open again")
    elif not target and _ends_the_case(play, step) and (state.status, state.outcome) != ("ended", button.to):
        found.append(f"the case did not end as {button.to}")
    return " / ".join(found)


def _ends_the_case(play: Play, step: UserNode) -> bool:
    """Whether an ending there is one of the case: not of a row, nor of what was raised beside the case."""
    beside = step.anytime and not play.machine.program.handler(step.anytime).interrupts
    return not step.each and not beside
