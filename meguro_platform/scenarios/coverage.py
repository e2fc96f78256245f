"""Which steps and branches of a procedure were passed by its scenarios."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.spec import Text
from meguro_platform.scenarios.play import Play
from meguro_platform.scenarios.results import Coverage, Part
from workflow.engine.failures import CALL_FAILED, errors_of, handler
from workflow.engine.nodes import (
    ChoiceNode,
    EnterNode,
    FirstNode,
    ForkNode,
    Node,
    UserNode,
    WaitNode,
)
from workflow.engine.program import Program
from workflow.engine.values import Button, Catch


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that happened in several plays."""

    moves: frozenset[tuple[str, str]]
    entered: frozenset[str]
    pressed: frozenset[tuple[str, str]]
    """Node id and verdict."""


def steps_of(program: Program, plays: Iterable[Play]) -> Coverage:
    """Steps that were entered."""
    entered = _trace(plays).entered | {program.start.id}
    steps = [node for node in program.nodes if node.step]
    missing = [
        Part(name=Text(node.step, node.en or node.step), line=node.line) for node in steps if node.id not in entered
    ]
    return Coverage(total=len(steps), missing=tuple(missing))


def branches_of(program: Program, plays: Iterable[Play]) -> Coverage:
    """Ways of choices and conditions (both ways), buttons, handlers of errors and of deadlines."""
    trace = _trace(plays)
    branches = list(dict(_branches(program, trace)).items())
    return Coverage(total=len(branches), missing=tuple(part for part, passed in branches if not passed))


def _trace(plays: Iterable[Play]) -> Trace:
    moves: set[tuple[str, str]] = set()
    pressed: set[tuple[str, str]] = set()
    for play in plays:
        moves.update(play.simulation.moves)
        pressed.update(play.pressed)
        if play.simulation.state is not None:
            pressed.update((passed.node, passed.verdict) for passed in play.simulation.state.passed)
    return Trace(frozenset(moves), frozenset(to for _, to in moves), frozenset(pressed))


def _branches(program: Program, trace: Trace) -> Iterator[tuple[Part, bool]]:
    handlers: dict[Catch, bool] = {}
    for node in program.nodes:
        match node:
            case ChoiceNode():
                yield from _ways(program, node, trace)
            case FirstNode():
                for arm in node.arms:
                    yield _way(node, arm.message or arm.at or "期間"), (node.id, arm.to) in trace.moves
            case ForkNode():
                for branch in node.branches:
                    yield _way(node, branch.name), (node.id, branch.to) in trace.moves
            case UserNode():
                for button in node.buttons:
                    name = f"{node.step}: {button.ja}", f"{node.en or node.step}: {_english(button)}"
                    yield Part(name=Text(*name), line=node.line), (node.id, button.verdict) in trace.pressed
            case _:
                pass
        for catch in _catches(node):
            handlers[catch] = handlers.get(catch, False) or (node.id, catch.to) in trace.moves
        if isinstance(node, UserNode | WaitNode | EnterNode) and node.overdue is not None and node.overdue.to:
            words = Text(f"{node.step}: 期限切れ", f"{node.en or node.step}: overdue")
            yield Part(name=words, line=node.line), node.overdue.to in trace.entered
    for catch, passed in handlers.items():
        first = program.by_id[catch.to]
        ja = first.step or "・".join(catch.codes).replace(CALL_FAILED, "連携失敗")
        en = first.en or first.step or ", ".join(catch.codes)
        yield Part(name=Text(f"エラー時: {ja}", f"on error: {en}"), line=first.line), passed


def _way(node: FirstNode | ForkNode, name: str) -> Part:
    return Part(name=Text(f"{node.step}: {name}", f"{node.en or node.step}: {name}"), line=node.line)


def _ways(program: Program, node: ChoiceNode, trace: Trace) -> Iterator[tuple[Part, bool]]:
    about = node.step or program.by_id[node.id.removesuffix(".if")].step or node.id
    for way in node.ways:
        name = way.name or "条件が成り立つ"
        english = way.name or "condition holds"
        yield (
            Part(name=Text(f"{about}: {name}", f"{about}: {english}"), line=node.line),
            (node.id, way.to) in trace.moves,
        )
    words = Text(f"{about}: それ以外", f"{about}: otherwise")
    yield Part(name=words, line=node.line), (node.id, node.otherwise) in trace.moves


def _catches(node: Node) -> Iterator[Catch]:
    """The handlers an error at this node may go to."""
    yield from (catch for code in errors_of(node) if (catch := handler(node, code)))


def _english(button: Button) -> str:
    return button.en or button.verdict
