"""The buttons of a step: the verdicts of its kind, without those it takes away, with those it adds."""

from typing import Literal

from msgspec.structs import replace

from workflow.definition.circulation_document import CirculationStep
from workflow.definition.compiler.names import Names
from workflow.definition.document import Action, Destination, HumanStep, Labels
from workflow.definition.outline import Placed
from workflow.definition.vocabulary.entries import Verdict
from workflow.definition.vocabulary.vocabulary import ALL_KINDS, normal
from workflow.engine.stages import STAGES
from workflow.engine.values import Button

ENDS = {"drop": "廃案", "reject": "却下"}
"""Verdicts that end the case, and with which outcome."""
SENDS_BACK = "send_back"
_REASONS: dict[str, Literal["required", "optional", "none"]] = {"must": "required", "none": "none"}


DECIDING = frozenset({"decide", "circulate_for_decision"})
"""Kinds of steps whose buttons decide, by their English names."""
STAGE_OF: dict[str, str] = {
    verdict.en: kind.en
    for kind in ALL_KINDS
    if kind.en in STAGES
    for verdict in kind.verdicts
    if verdict.en != SENDS_BACK
}
"""The stage of a 回議 that a verdict belongs to; sending back belongs to all."""


def buttons_of(placed: Placed, step: HumanStep, names: Names) -> tuple[Button, ...]:
    """In the order of the screen."""
    removed = {normal(name.value) for name in step.no_actions}
    if placed.anytime and not step.back_to:
        removed.add(SENDS_BACK)  # beside the main flow there is no first step to send back to
    kept = [verdict for verdict in step.kind.verdicts if not removed & {verdict.ja, verdict.en}]
    buttons = [_verdict(placed, step, verdict, names) for verdict in kept]
    buttons = [_labelled(button, step.labels) if button.verdict == _main(step) else button for button in buttons]
    added = [(pair.key.value, pair.value, pair.value.do) for pair in step.actions]
    actions = [_action(name, action, do, names) for name, action, do in added if do]
    if isinstance(step, CirculationStep):
        buttons = [replace(button, stage=STAGE_OF.get(button.verdict, "")) for button in buttons]
        actions = [replace(button, stage="decide") for button in actions]
    return (*buttons, *actions)


def _main(step: HumanStep) -> str:
    """The verdict that a step is there for: of a 回議 that of the decider, else the first."""
    return "decide" if isinstance(step, CirculationStep) else step.kind.verdicts[0].en


def _labelled(button: Button, labels: Labels | None) -> Button:
    if labels is None:
        return button
    done, verb = (labels.done.value if labels.done else ""), (labels.verb.value if labels.verb else "")
    english = labels.english.value if labels.english else ""
    return replace(button, ja=done or button.ja, en=english or done or button.en, verb=verb, verb_en=english)


def back_targets(placed: Placed, step: HumanStep, names: Names) -> tuple[str, ...]:
    """Node ids a person may send back to; the first step if nothing is said."""
    steps = tuple(target.id for target in names.placed(step.back_to))
    if steps or (step.back_to and not isinstance(step, CirculationStep)):
        return steps
    first = names.outline.first
    return (first.id,) if first and first is not placed else ()


def _verdict(placed: Placed, step: HumanStep, verdict: Verdict, names: Names) -> Button:
    label = verdict.en.replace("_", " ").capitalize()
    if verdict.en == SENDS_BACK:
        targets = back_targets(placed, step, names)
        return Button(verdict=verdict.en, ja=verdict.ja, en=label, leads="send_back", targets=targets)
    if verdict.en in ENDS:
        return Button(verdict=verdict.en, ja=verdict.ja, en=label, leads="end", to=ENDS[verdict.en])
    return Button(verdict=verdict.en, ja=verdict.ja, en=label, leads="next")


def _action(name: str, action: Action, do: Destination, names: Names) -> Button:
    leads, to = _destination(do, names)
    reason = _REASONS.get(action.reason.value if action.reason else "", "optional")
    english = action.english.value if action.english else ""
    outcome = normal(action.outcome.value) if action.outcome else ""
    return Button(verdict=normal(name), ja=name, en=english, leads=leads, to=to, reason=reason, outcome=outcome)


def _destination(do: Destination, names: Names) -> tuple[Literal["next", "jump", "end", "send_back"], str]:
    target = do.target.value if do.target else ""
    placed = names.outline.named(target)
    match do.word:
        case "next":
            return "next", ""
        case "go_to":
            return "jump", placed.entry if placed else ""
        case "send_back_to":
            return "send_back", placed.id if placed else ""
        case "end":
            return "end", names.outcome(target)
