"""Two people on two connections, one statement at a time: every order of their statements can be played and repeated.

Each statement, and each COMMIT, waits at a gate until the player lets it through. A statement that PostgreSQL holds
back because of a lock counts as waiting, as pg_blocking_pids says; nothing here depends on how long anything takes.
Statements that are sent together (a pipeline) are one.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from psycopg import pq

from tests.support.database import superuser

MOST = 300
"""So many orders of a pair are played: all of them, or as many with a seed."""
PATIENCE = 60.0
"""Seconds after which something hangs that is neither at work nor waiting for a lock."""

Choose = Callable[[Sequence[int]], int]
"""Whose statement goes next, of those that have one at the gate."""


class Hanging(AssertionError):
    """Somebody neither works, nor waits for a lock, nor has finished."""


class Actor(threading.Thread):
    """Somebody who acts on a connection of his own, each statement only when he is let."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.outcome: object = None
        self.pid = 0
        self.at_gate = self.done = False
        self._act = act
        self._turn = threading.Semaphore(0)
        self._together = False

    def run(self) -> None:
        try:
            connection.ensure_connection()
            self.pid = connection.connection.info.backend_pid
            mine = connections[DEFAULT_DB_ALIAS]
            commit = mine.commit

            def gated_commit() -> None:
                self._together = False
                self._wait()
                commit()

            mine.commit = gated_commit  # type: ignore[method-assign]
            with connection.execute_wrapper(self._gate):
                self._wait()
                self.outcome = self._act()
        except BaseException as problem:
            self.outcome = problem
        finally:
            connections.close_all()
            self.done = True

    def let_through(self) -> None:
        self.at_gate = False
        self._turn.release()

    def _gate(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        in_pipeline = connection.connection.info.pipeline_status != pq.PipelineStatus.OFF
        if not (in_pipeline and self._together):
            self._wait()
        self._together = in_pipeline
        return execute(sql, params, many, context)

    def _wait(self) -> None:
        self.at_gate = True
        self._turn.acquire()


@dataclass(slots=True)
class Played:
    """What came of one order."""

    outcomes: list[object]
    schedule: list[int] = field(default_factory=list)
    """Whose statement went, one after another."""
    options: list[tuple[int, ...]] = field(default_factory=list)
    """Who could have gone each time."""


def play(acts: Sequence[Callable[[], object]], choose: Choose) -> Played:
    """Let everybody act, in the order that `choose` says. Raises Hanging."""
    actors = [Actor(act) for act in acts]
    played = Played([])
    with superuser() as server:
        for actor in actors:
            actor.start()
        while True:
            ready = _settled(actors, server)
            if not ready:
                break
            turn = choose(ready)
            played.schedule.append(turn)
            played.options.append(tuple(ready))
            actors[turn].let_through()
    for actor in actors:
        actor.join()
    played.outcomes = [actor.outcome for actor in actors]
    return played


def _settled(actors: Sequence[Actor], server: Any) -> list[int]:
    """Wait until everybody stands at a gate, is held back by a lock, or is done; who stands at a gate."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        working = [actor for actor in actors if not (actor.at_gate or actor.done)]
        ready = [place for place, actor in enumerate(actors) if actor.at_gate]
        if not working and (ready or all(actor.done for actor in actors)):
            return ready
        if ready and all(_held_back(actor, server) for actor in working):
            return ready
        time.sleep(0.0005)
    raise Hanging([(actor.at_gate, actor.done, actor.outcome) for actor in actors])


def _held_back(actor: Actor, server: Any) -> bool:
    if not actor.pid:
        return False
    (blocked,) = server.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [actor.pid]).fetchone()
    return bool(blocked)


def in_turn(first: int) -> Choose:
    """One does everything, then the other."""
    return lambda ready: first if first in ready else ready[0]


def seeded(chance: random.Random) -> Choose:
    """Any order."""
    return chance.choice


def every_order(play_once: Callable[[Choose], Played], most: int = MOST) -> Iterator[Played]:
    """Every order of the statements, each once, but at most `most`."""
    ahead: list[int] | None = []
    for _ in range(most):
        if ahead is None:
            return
        given = iter(ahead)

        def choose(ready: Sequence[int], given: Iterator[int] = given) -> int:
            return next(given, ready[0])

        played = play_once(choose)
        yield played
        ahead = _next_order(played)


def _next_order(played: Played) -> list[int] | None:
    """The next order behind this one: the last place where somebody else could have gone instead."""
    for place in range(len(played.schedule) - 1, -1, -1):
        later = [turn for turn in played.options[place] if turn > played.schedule[place]]
        if later:
            return [*played.schedule[:place], later[0]]
    return None
