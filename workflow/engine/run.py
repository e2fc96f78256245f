"""The working memory of one step: a draft of the state, the effects so far, the queue of tokens that still move."""

from collections import deque
from collections.abc import Iterator
from uuid import UUID, uuid5

from forms.expressions.values import Environment
from workflow.engine.effects import Effect, StartTimer, StopTimer
from workflow.engine.machine import Machine
from workflow.engine.nodes import Node
from workflow.engine.outcome import Move
from workflow.engine.scope import where
from workflow.engine.state import CaseState, Json, Scope, Timer, Token
from workflow.engine.world import World

MOVE_LIMIT = 10_000
"""Token moves in one step; a definition that loops without waiting is stopped here."""


class Runaway(Exception):
    """A definition loops without ever waiting; the step is given up."""


class Run:
    """One step under way. Moving a token only queues it; the loop in `step` enters nodes one after another."""

    def __init__(self, machine: Machine, state: CaseState, world: World) -> None:
        self.machine = machine
        self.state = state
        self.world = world
        self.effects: list[Effect] = []
        self.moves: list[Move] = []
        self.named: dict[str, str] = {}
        """By token: the person an administrator named for the step it goes to."""
        self._queue: deque[str] = deque()
        self._moves = 0
        self._values: dict[tuple[str, str], Environment] = {}
        self.days_may_move = False
        """Whether answers or what the case knows became others in this step."""

    # -- ids and effects ----------------------------------------------------------------------------------------

    def number(self) -> str:
        """The next number of the case's own counter."""
        self.state.counter += 1
        return f"{self.state.counter:06d}"

    def task_id(self) -> str:
        return str(uuid5(UUID(self.state.case), f"task {self.number()}"))

    def emit(self, effect: Effect) -> None:
        self.effects.append(effect)

    # -- tokens -------------------------------------------------------------------------------------------------

    def node(self, token: Token) -> Node:
        return self.machine.program.by_id[token.node]

    def place(self, node: str, scope: str, *, lane_of: str = "", origin: str = "") -> Token:
        """Put a new token at a node and let it move. `origin`: the node that it comes from, where there is one."""
        token = Token(id=self.number(), node=node, scope=scope, lane_of=lane_of)
        self.state.tokens[token.id] = token
        self.moves.append((origin, node))
        self._queue.append(token.id)
        return token

    def go(self, token: Token, node: str) -> None:
        """Move a token; it enters the node when its turn comes."""
        self.moves.append((token.node, node))
        token.node, token.waits, token.ref = node, "", ""
        self._queue.append(token.id)

    def stay(self, token: Token) -> None:
        """Let a token wait where it was just placed, without entering the node."""
        self._queue.remove(token.id)

    def moving(self) -> Iterator[Token]:
        """Tokens that have to enter their node, oldest first, until none moves. Raises Runaway."""
        while self._queue:
            self._moves += 1
            if self._moves > MOVE_LIMIT:
                raise Runaway
            token = self.state.tokens.get(self._queue.popleft())
            if token is not None:
                yield token

    # -- scopes -------------------------------------------------------------------------------------------------

    def chain(self, scope: str) -> list[Scope]:
        """The scope and those around it, outermost first."""
        return self.state.chain(scope)

    def unit(self, scope: str) -> str:
        """The raised instance that a scope lies in; empty for the case itself."""
        outermost = self.chain(scope)[0]
        return outermost.id if outermost.anytime else ""

    def scopes_of(self, unit: str) -> list[Scope]:
        """All scopes of a unit, outermost first."""
        return [scope for scope in self.state.scopes.values() if self.unit(scope.id) == unit]

    def row(self, scope: str) -> str:
        """The row that a scope lies in; empty outside of 全件."""
        return self.state.row_of(scope)

    def row_scope(self, scope: str) -> Scope | None:
        """The innermost row around a scope; None outside of 全件."""
        return next((each for each in reversed(self.chain(scope)) if each.row is not None), None)

    def round(self, scope: str) -> int:
        """Of what goes in rounds by itself: the row, what was raised, or the case."""
        rounds = [each for each in self.chain(scope) if each.row is not None or each.anytime]
        return rounds[-1].round if rounds else self.state.round

    def in_branches(self, scope: str) -> bool:
        """Whether other branches may run beside what happens in a scope."""
        return any(each.need for each in self.chain(scope))

    def open_scope(self, group: str, parent: str | None, *, need: int = 0) -> Scope:
        scope = Scope(id=self.number(), group=group, parent=parent, need=need)
        self.state.scopes[scope.id] = scope
        return scope

    # -- timers -------------------------------------------------------------------------------------------------

    def start_timer(self, timer: Timer, task: str = "") -> None:
        self.state.timers[timer.id] = timer
        self.emit(StartTimer(timer=timer.id, kind=timer.kind, node=timer.node, due_at=timer.due_at, task=task))

    def stop_timer(self, timer: Timer) -> None:
        del self.state.timers[timer.id]
        self.emit(StopTimer(timer=timer.id))

    def stop_timers(self, owner: str) -> None:
        """Forget every timer of a task, wait or scope."""
        for timer in [timer for timer in self.state.timers.values() if timer.owner == owner]:
            self.stop_timer(timer)

    # -- expressions --------------------------------------------------------------------------------------------

    def values(self, token: Token) -> Environment:
        """What expressions read of the case as it is now, for a token."""
        place = (self.unit(token.scope), self.row(token.scope))
        if place not in self._values:
            self._values[place] = self.machine.form_state(self.state, self.world, self.chain(token.scope)).values
        return self._values[place]

    def value(self, expression: str, token: Token) -> Json:
        """Value of an expression over the case as it is now, for a token, ready for JSON."""
        return self.machine.value_in(expression, self.values(token), where(self.node(token)))

    def fill(self, text: str, token: Token) -> str:
        """A text of the definition with its slots filled, for a token."""
        return self.machine.fill(text, self.state, self.world, where(self.node(token)), self.chain(token.scope))

    def say_null(self, condition: str, token: Token, what: str = "条件") -> str:
        """Why a condition is neither true nor false, or whatever `what` is called is not known, for a token."""
        return self.machine.say_null(condition, where(self.node(token)), self.values(token), what)

    def values_changed(self) -> None:
        """Answers, decision, number or round are others now: expressions have to read them again."""
        self._values, self.days_may_move = {}, True
