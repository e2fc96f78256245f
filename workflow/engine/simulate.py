"""A case played in memory with the real engine: the clock stands until it is told to move, nothing is stored.

People and connected systems are given from outside. Scenarios, previews and tests are played here.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, Protocol

from msgspec import structs

from forms.field_type import NO_FILES, Files
from forms.spec import Lookup
from forms.tokyo_time import store_instant
from forms.validation.asking import FAILED, Once, Told
from workflow.engine.admit import Sent, admit_act, admit_report, admit_start
from workflow.engine.carry_out import CarriedOut, carry_out
from workflow.engine.commands import (
    Command,
    FireTimer,
    NumberDrawn,
    ReceiveMessage,
    RowsRead,
    SettleCall,
    SettleChild,
    SettleIssue,
    Withdraw,
)
from workflow.engine.effects import (
    CallBackIssue,
    CallSystem,
    DrawNumber,
    DropCall,
    Effect,
    OpenTask,
    ReadRows,
    StartIssue,
    Subscribe,
)
from workflow.engine.machine import Machine
from workflow.engine.origin import Origin
from workflow.engine.outcome import Move, Refused, TooLate
from workflow.engine.record import CaseRecord
from workflow.engine.replay import state_hash
from workflow.engine.state import Actor, CaseState, Json, Parties, Timer
from workflow.engine.values import Span
from workflow.engine.world import Calendar, LiveWorld

CASE = "5c2c7b0e-6a55-5a0f-8f5b-0d6d7c1f3a10"
"""uuid of every simulated case: two plays of the same acts have the same states."""

MOST_TIMERS = 1_000
"""How much may fall due while time passes once."""


class TooMuchTime(Exception):
    """So much time shall pass that the calendar ends, or that a reminder comes a thousand times."""


Played = CarriedOut | TooLate | Refused
Assign = Callable[[OpenTask, CaseState, datetime], Command]
"""Who has the work of a step just entered: TaskAssigned, TaskSkipped or TaskUnassignable."""
Asks = Callable[[Lookup, Mapping[str, Json]], Told]
"""What a connected system tells an item that is looked up there."""
Systems = Callable[[CallSystem], SettleCall | None]
"""What a connected system answers at once; None leaves the call in `calls`."""
Rows = Callable[[ReadRows], list[dict[str, Json]]]
"""Rows of imported tables."""
Watch = Callable[[Effect, CaseState, datetime], None]
"""Told of every effect, in order."""


class Issuing(Protocol):
    """Whoever makes, publishes and hands over documents, with a clock of his own."""

    def start(self, effect: StartIssue, now: datetime) -> None: ...

    def call_back(self, key: str) -> None: ...

    @property
    def due(self) -> datetime | None:
        """When something happens by itself next."""
        ...

    def pass_time(self, now: datetime) -> None:
        """Do what is due now."""
        ...

    def settled(self) -> SettleIssue | None:
        """What is done and was not told yet."""
        ...


class NobodyIssues:
    """Documents stay where they are."""

    due: datetime | None = None

    def start(self, effect: StartIssue, now: datetime) -> None:
        pass

    def call_back(self, key: str) -> None:
        pass

    def pass_time(self, now: datetime) -> None:
        pass

    def settled(self) -> SettleIssue | None:
        return None


def nothing_told(lookup: Lookup, payload: Mapping[str, Json]) -> Told:
    """Systems that know nothing."""
    return FAILED


def no_system(call: CallSystem) -> None:
    """Systems that don't answer by themselves."""


def no_rows(wanted: ReadRows) -> list[dict[str, Json]]:
    """No table was imported."""
    return []


def nobody_watches(effect: Effect, state: CaseState, now: datetime) -> None:
    """Nobody has to know of effects."""


@dataclass(slots=True, kw_only=True)
class Simulation:
    """One case, the instant it is at, and everything that happened so far."""

    machine: Machine
    calendar: Calendar
    assign: Assign
    now: datetime
    systems: Systems = no_system
    asks: Asks = nothing_told
    rows: Rows = no_rows
    watch: Watch = nobody_watches
    issuing: Issuing = field(default_factory=NobodyIssues)
    number: str = "2026-000001"
    origin: Origin | None = None
    """The finished case that it starts from."""
    state: CaseState | None = None
    """None until the application is submitted."""
    records: list[CaseRecord] = field(default_factory=list)
    """What a journal would hold."""
    effects: list[Effect] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    calls: deque[CallSystem] = field(default_factory=deque)
    """Calls that no system has answered yet, oldest first."""
    kept: list[ReceiveMessage] = field(default_factory=list)
    """Messages that came before anybody waited for them."""

    def fork(self) -> "Simulation":
        """The same case, to be played on in another way."""
        return replace(
            self,
            records=[*self.records],
            effects=[*self.effects],
            moves=[*self.moves],
            calls=deque(self.calls),
            kept=[*self.kept],
        )

    @property
    def open_state(self) -> CaseState:
        """The state of a case that was started. AssertionError before."""
        assert self.state is not None
        return self.state

    def world(self) -> LiveWorld:
        return LiveWorld(self.now, self.calendar)

    def _once(self) -> Once:
        """Whoever is asked while one act is checked."""
        return Once(lambda lookup, payload: structs.replace(self.asks(lookup, payload), at=store_instant(self.now)))

    # -- what people do -----------------------------------------------------------------------------------------

    def submit(
        self,
        parties: Parties,
        answers: Mapping[str, Json],
        *,
        files: Files = NO_FILES,
        comment: str = "",
        warnings_accepted: bool = False,
    ) -> Played:
        """Submit the application, with raw answers; those to hidden items are left out."""
        command = admit_start(
            self.machine,
            case=CASE,
            number=self.number,
            parties=parties,
            sent=Sent(
                answers=answers,
                comment=comment,
                files=files,
                warnings_accepted=warnings_accepted,
                drop_hidden=True,
                ask=self._once(),
            ),
            world=self.world(),
            origin=self.origin,
        )
        return command if isinstance(command, Refused) else self.carry_out(command)

    def act(
        self,
        task: str,
        verdict: str,
        actor: Actor,
        *,
        answers: Mapping[str, Json] | None = None,
        files: Files = NO_FILES,
        comment: str = "",
        send_back_to: str = "",
        resume: str = "",
        route: dict[str, Json] | None = None,
        warnings_accepted: bool = False,
    ) -> Played:
        """Finish an open task, with raw answers. Raises KeyError when there is no such task."""
        command = admit_act(
            self.machine,
            self.open_state,
            self.open_state.tasks[task],
            verdict=verdict,
            actor=actor,
            sent=Sent(
                answers=answers or {},
                comment=comment,
                send_back_to=send_back_to,
                resume=resume,
                files=files,
                warnings_accepted=warnings_accepted,
                drop_hidden=True,
                ask=self._once(),
            ),
            world=self.world(),
            route=route,
        )
        return command if isinstance(command, Refused) else self.carry_out(command)

    def raise_report(
        self, report: str, actor: Actor, answers: Mapping[str, Json], *, files: Files = NO_FILES
    ) -> Played:
        """File a report that may be filed at any time, with raw answers. Raises KeyError when there is none."""
        sent = Sent(answers=answers, files=files, drop_hidden=True, ask=self._once())
        command = admit_report(self.machine, self.open_state, report=report, actor=actor, sent=sent, world=self.world())
        return command if isinstance(command, Refused) else self.carry_out(command)

    def withdraw(self, actor: Actor) -> Played:
        return self.carry_out(Withdraw(actor=actor))

    # -- what systems do ----------------------------------------------------------------------------------------

    def settle(
        self, call: str, *, succeeded: bool, outputs: Mapping[str, Json] | None = None, detail: str = ""
    ) -> Played:
        """Answer a call by its key, or give it up after its last try."""
        self.calls = deque(other for other in self.calls if other.key != call)
        return self.carry_out(SettleCall(call=call, succeeded=succeeded, outputs=dict(outputs or {}), detail=detail))

    def end_child(self, child: str, outcome: str, answers: Mapping[str, Json], detail: str = "") -> Played:
        """A case that this one waits for ends; without an outcome it could not begin."""
        return self.carry_out(SettleChild(child=child, outcome=outcome, answers=dict(answers), detail=detail))

    def receive(
        self, name: str, key: str, data: Mapping[str, Json] | None = None, message: str = ""
    ) -> Literal["received", "kept"]:
        """A message comes; when nothing waits for it, it is kept until something does."""
        command = ReceiveMessage(name=name, key=key, data=dict(data or {}), message=message)
        if self.state is not None and isinstance(self.carry_out(command), CarriedOut):
            return "received"
        self.kept.append(command)
        return "kept"

    # -- time ---------------------------------------------------------------------------------------------------

    def elapse(self, span: Span) -> None:
        """Let a span of time pass, counted as deadlines are. Raises TooMuchTime."""
        try:
            until = self.calendar.deadline(self.now, span)
        except OverflowError:
            raise TooMuchTime from None
        self.advance(until)

    def advance(self, until: datetime) -> None:
        """Let time pass up to an instant: what falls due on the way happens at its own instant, in order.

        Raises TooMuchTime when more falls due than anybody would wait for.
        """
        for _ in range(MOST_TIMERS):
            timer, issuing = self._next_timer(until), self.issuing.due
            if issuing is not None and issuing <= (timer.due_at if timer else until):
                self.now = max(self.now, issuing)
                self.issuing.pass_time(self.now)
                self.hear()
            elif timer is not None:
                self.now = max(self.now, timer.due_at)
                self.carry_out(FireTimer(timer=timer.id))
            else:
                break
        else:
            raise TooMuchTime
        self.now = max(self.now, until)

    def _next_timer(self, until: datetime) -> Timer | None:
        timers = self.state.timers.values() if self.state is not None else ()
        return min((timer for timer in timers if timer.due_at <= until), key=lambda timer: timer.due_at, default=None)

    # -- the machine --------------------------------------------------------------------------------------------

    def carry_out(self, command: Command) -> Played:
        """Carry a command out, and let systems answer the calls it makes. Nothing changes unless it is carried out."""
        outcome = self._carry_out(command)
        self.hear()
        return outcome

    def hear(self) -> None:
        """Take in what systems answer, and what became of documents, until nothing more comes."""
        while (settled := self._answer_of_a_system() or self.issuing.settled()) is not None:
            self._carry_out(settled)

    def _carry_out(self, command: Command) -> Played:
        world = self.world()
        outcome = carry_out(self.machine, self.state, command, world, self._answer)
        if not isinstance(outcome, CarriedOut):
            return outcome
        self.state = outcome.after
        self.effects += outcome.effects
        self.moves += outcome.moves
        self.calls += (effect for effect in outcome.effects if isinstance(effect, CallSystem))
        dropped = {effect.key for effect in outcome.effects if isinstance(effect, DropCall)}
        self.calls = deque(call for call in self.calls if call.key not in dropped)
        self.records.append(
            CaseRecord(
                command=command,
                now=self.now,
                answers_to_effects=list(outcome.answers),
                reads=world.reads,
                state=state_hash(outcome.after),
            )
        )
        return outcome

    def _answer(self, effect: Effect, state: CaseState) -> Command | None:
        self.watch(effect, state, self.now)
        match effect:
            case OpenTask():
                return self.assign(effect, state, self.now)
            case DrawNumber():
                return NumberDrawn(number=f"{effect.series} 1")
            case Subscribe():
                return self._take_kept(effect)
            case ReadRows():
                rows = tuple(self.rows(effect))
                return RowsRead(scope=effect.scope, first=effect.first, count=effect.count, rows=rows)
            case StartIssue():
                self.issuing.start(effect, self.now)
                return None
            case CallBackIssue():
                self.issuing.call_back(effect.key)
                return None
            case _:
                return None

    def _take_kept(self, wanted: Subscribe) -> ReceiveMessage | None:
        found = next((each for each in self.kept if (each.name, each.key) == (wanted.name, wanted.key)), None)
        if found is not None:
            self.kept.remove(found)
        return found

    def _answer_of_a_system(self) -> SettleCall | None:
        for call in self.calls:
            settled = self.systems(call)
            if settled is not None:
                self.calls.remove(call)
                return settled
        return None
