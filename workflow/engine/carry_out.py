"""Carrying a command out to its end: step, answer what it asks (whose work, which number), step again, until quiet."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from workflow.engine.commands import Command, TaskSkipped, TaskUnassignable
from workflow.engine.effects import Effect, OpenTask, ReadRows, Subscribe
from workflow.engine.machine import Machine
from workflow.engine.outcome import Move, Refused, Step, TooLate
from workflow.engine.runaway import RUNAWAY
from workflow.engine.state import CaseState
from workflow.engine.step import step
from workflow.engine.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOut:
    """A command and everything that followed from it."""

    before: CaseState | None
    after: CaseState
    effects: tuple[Effect, ...]
    answers: tuple[Command, ...]
    """What was answered to effects, in order; a journal row keeps them for replay."""
    moves: tuple[Move, ...] = ()
    """Every move of a token, in order."""


MOST_ANSWERS = 200
"""After so many answers nobody is skipped any more: a definition that sends back over skipped steps ends here."""

Answer = Callable[[Effect, CaseState], Command | None]
"""Answers an effect with a command, or with None when the effect needs no answer."""


def carry_out(
    machine: Machine, state: CaseState | None, command: Command, world: World, answer: Answer
) -> CarriedOut | TooLate | Refused:
    """Carry a command out; `answer` is asked about every effect, in order. `state` is None only for Start."""
    result = step(machine, state, command, world)
    if not isinstance(result, Step):
        return result
    effects: list[Effect] = []
    answers: list[Command] = []
    moves = list(result.moves)
    waiting = deque(result.effects)
    while waiting:
        effect = waiting.popleft()
        effects.append(effect)
        if is_over(effect, result.state):
            continue  # withdrawn before anybody was asked
        reply = answer(effect, result.state)
        if reply is None:
            continue
        if isinstance(reply, TaskSkipped) and len(answers) >= MOST_ANSWERS:
            reply = TaskUnassignable(task=reply.task, reason=RUNAWAY.ja)
        following = step(machine, result.state, reply, world)
        if isinstance(following, Step):
            answers.append(reply)
            result = following
            waiting.extend(following.effects)
            moves += following.moves
    return CarriedOut(
        before=state, after=result.state, effects=tuple(effects), answers=tuple(answers), moves=tuple(moves)
    )


def is_over(effect: Effect, state: CaseState) -> bool:
    """Whether what an effect asks for is not wanted any more."""
    match effect:
        case OpenTask():
            return effect.task not in state.tasks
        case ReadRows():
            return effect.scope not in state.scopes
        case Subscribe():
            return effect.subscription not in state.subscriptions
        case _:
            return False
