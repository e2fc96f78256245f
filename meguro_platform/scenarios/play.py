"""One scenario under way: the real engine and the real routing, with people, systems and a clock of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

import msgspec

from approvals.routing.establishment import Posting
from approvals.routing.route import Route
from forms.field_type import Files, Json, Referred, reference_key
from forms.scenario_files import files_named
from forms.spec import Text
from forms.tokyo_time import TOKYO
from meguro_platform.scenarios.cast import Cast
from meguro_platform.scenarios.issuing import Documents
from meguro_platform.scenarios.origin import carried_over, origin_in
from meguro_platform.scenarios.scene import NoSuchPersonError, Town, applicant_in, begins_at, scene_of
from meguro_platform.scenarios.systems import Systems
from workflow.definition.scenario import Act, Actor, AddToRoute, Answer, FileReport, Scenario, Somebody
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import ProgressUserTask
from workflow.engine.later_view import need_not_look_later
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.engine.simulate import CASE, Played, Simulation
from workflow.engine.stage_clocks import stage_deadlines
from workflow.engine.state import CaseState, OpenTask, Parties
from workflow.engine.values import PersonRef
from workflow.ports import Settled

REASON = "試験のための理由です。"
"""Given wherever a button asks for a reason; scenarios don't write one."""


@dataclass(slots=True, kw_only=True)
class Play:
    """A scenario with everything it plays with."""

    machine: Machine
    cast: Cast
    systems: Systems
    applicant: Posting
    simulation: Simulation
    answers: dict[str, Json]
    """What the application says; a first step that is refused leaves what was written in it."""
    parties: Parties
    """The applicant in the scene, until the application says who typed it."""
    documents: Documents
    made_up: dict[str, str] = field(default_factory=dict)
    """Who plays whom: uuids by the names that the scenario gives to people."""
    referred: dict[str, Referred] = field(default_factory=dict)
    """Whom or what answers have referred to so far, by kind and what is written."""
    pressed: set[tuple[str, str]] = field(default_factory=set)
    """Node ids and verdicts of what was done."""

    @classmethod
    def of(cls, machine: Machine, scenario: Scenario, town: Town) -> "Play":
        """The scene as it is before the first line. Raises NoSuchPersonError for people whom the ward has not."""
        now = begins_at(scenario.setting)
        on = now.astimezone(TOKYO).date()
        everybody = Cast.of(machine, town.without((), on))
        wanted = scenario.setting.applicant
        if wanted.person is None:
            applicant = applicant_in(wanted.post, machine.program, scenario, town, on)
        else:
            applicant = _posting_of(wanted.person, everybody, now)
        before = _blank(machine, _start(everybody, applicant, applicant.person, now), now)
        cast = Cast.of(machine, scene_of(scenario.setting, everybody, before, town, now))
        systems = Systems.of(scenario.replies)
        no_consent = frozenset(scenario.setting.no_consent)
        documents = Documents(program=machine.program, no_consent=no_consent)
        origin = origin_in(machine, scenario.setting.origin)
        play = cls(
            machine=machine,
            cast=cast,
            systems=systems,
            applicant=applicant,
            simulation=Simulation(
                machine=machine,
                calendar=town.ward.office.calendar,
                assign=cast.assign,
                watch=cast.watch,
                systems=systems.answer,
                asks=systems.ask,
                issuing=documents,
                now=now,
                origin=origin,
            ),
            answers=carried_over(machine, origin) | raw_answers(scenario.answers),
            parties=before.parties,
            documents=documents,
        )
        play.refer(scenario.answers)
        return play

    def fork(self) -> "Play":
        """The same play, to be played on in another way."""
        cast, systems, simulation = self.cast.fork(), self.systems.fork(), self.simulation.fork()
        documents = self.documents.fork()
        simulation.assign, simulation.watch, simulation.systems = cast.assign, cast.watch, systems.answer
        simulation.issuing, simulation.asks = documents, systems.ask
        return replace(
            self,
            cast=cast,
            systems=systems,
            simulation=simulation,
            documents=documents,
            answers=dict(self.answers),
            made_up=dict(self.made_up),
            referred=dict(self.referred),
            pressed=set(self.pressed),
        )

    @property
    def state(self) -> CaseState:
        """The case; before it was submitted, a blank one."""
        return self.simulation.state or _blank(self.machine, self.parties, self.simulation.now)

    def at_hand(self, answers: Mapping[str, Json]) -> Files:
        """What answers may refer to: files by their names, and who or what the scenario named."""
        return {**files_named(answers), **self.referred}

    def refer(self, answers: Iterable[Answer]) -> None:
        """Find those whom answers and the cells of tables name."""
        for answer in (named for each in answers for named in (each, *each.cells)):
            found = self.cast.referred(answer, self.state, self.simulation.now)
            if found is not None:
                self.referred[reference_key(found.kind, str(answer.raw))] = found

    def act(self, line: Act) -> Text | None:
        """Do what a line says. The answer is why it was refused; None when it was done."""
        self.refer(line.answers)
        if self.simulation.state is None:
            return self._submit(line)
        task = self._task(line)
        if task is None:
            return Text(
                f"「{line.step}」は、いま処理を待っていません。", f'"{line.step}" does not wait for anybody now.'
            )
        person = self._person(line.by, task.id)
        if isinstance(person, Text):
            return person
        if line.capacity == "pull_up" and (refused := self._pull_up(task.id, person)):
            return refused
        to = line.to or (self._place(task.id, line.to_person) if line.to_person else "")
        return self.press(task.id, line.verdict, person, to, raw_answers(line.answers), line)

    def press(
        self, task: str, verdict: str, person: str, to: str, answers: Mapping[str, Json], line: Act | None = None
    ) -> Text | None:
        """A person presses a button of an open task."""
        now = self.simulation.now
        node = self.machine.user_node(self.state.tasks[task].node)
        world = self.simulation.world()
        deadlines = stage_deadlines(self.machine, self.state, node, world)
        waived = need_not_look_later(self.machine, self.state, self.state.tasks[task], world)
        settled = self.cast.settle(
            self.state, task, person, verdict, now, to=to, deadlines=deadlines, no_later_view=waived
        )
        if isinstance(settled, Objection):
            return settled.message
        if line is not None and line.by is not None and line.capacity != settled.actor.capacity:
            return _other_capacity(settled.actor.capacity)
        if not settled.complete:
            progress = ProgressUserTask(
                task=task, route=settled.route, actor=settled.actor, verdict=verdict, stage=settled.stage
            )
            outcome = self.simulation.carry_out(progress)
        else:
            outcome = self.simulation.act(
                task,
                settled.verdict or verdict,
                settled.actor,
                answers=answers,
                files=self.at_hand(answers),
                comment=REASON,
                send_back_to=settled.to if settled.verdict else to,
                resume=line.resume if line else "",
                route=settled.route,
                warnings_accepted=line is None or line.refused is None,
            )
        if isinstance(outcome, CarriedOut):
            self.cast.take(settled.writes)
            self.pressed.add((node.id, verdict))
        return why_refused(outcome)

    def _pull_up(self, task: str, person: str) -> Text | None:
        """Somebody above takes the work before he acts (引上げ). The answer is why it was refused."""
        world = self.simulation.world()
        deadlines = stage_deadlines(
            self.machine, self.state, self.machine.user_node(self.state.tasks[task].node), world
        )
        found = self.cast.pull_up(self.state, task, person, self.simulation.now, deadlines)
        if isinstance(found, Objection):
            return found.message
        return self._progress(task, found, "pull_up")

    def _progress(self, task: str, found: Settled, act: Literal["add", "pull_up"]) -> Text | None:
        """An act beside the verdicts changes the route."""
        command = ProgressUserTask(
            task=task, route=found.route, actor=found.actor, act=act, comment=REASON, stage=found.stage
        )
        outcome = self.simulation.carry_out(command)
        if isinstance(outcome, CarriedOut):
            self.cast.take(found.writes)
        return why_refused(outcome)

    def add(self, line: AddToRoute) -> Text | None:
        """The drafter puts somebody on the route. The answer is why it was refused; None when it was done."""
        task = next((task for task in self.state.tasks.values() if task.node == line.node), None)
        if task is None:
            return Text(
                f"「{line.step}」は、いま処理を待っていません。", f'"{line.step}" does not wait for anybody now.'
            )
        named = self.cast.named((line.by,), self.state, self.simulation.now)
        deadlines = stage_deadlines(
            self.machine, self.state, self.machine.user_node(task.node), self.simulation.world()
        )
        to = next(iter(named), "")
        found = self.cast.add(self.state, task.id, to, line.stage, self.simulation.now, deadlines)
        if isinstance(found, Objection):
            return found.message
        return self._progress(task.id, found, "add")

    def file(self, line: FileReport) -> Text | None:
        """File a report. The answer is why it was refused; None when it was filed."""
        if self.simulation.state is None:
            return Text("まだ申請していません。", "Nothing was submitted yet.")
        who = self.machine.program.handler(line.report).who
        self.refer(line.answers)
        able = self.cast.named(who, self.state, self.simulation.now)
        first = [person for person in able if person == self.applicant.person]
        person = self._one_of((*first, *able), line.by)
        if isinstance(person, Text):
            return person
        actor = self.cast.filer(self.state, line.report, person, self.simulation.now)
        if isinstance(actor, Objection):
            return actor.message
        answers = raw_answers(line.answers)
        return why_refused(self.simulation.raise_report(line.report, actor, answers, files=self.at_hand(answers)))

    def _submit(self, line: Act) -> Text | None:
        first = self.machine.program.start
        if line.node != first.id:
            return Text(f"まだ「{first.step}」が済んでいません。", f'"{first.step}" has not been done yet.')
        if self.machine.button(first.id, line.verdict) is None:
            return Text(
                f"「{line.verdict}」は「{first.step}」ではできません。", f'"{line.verdict}" is not possible here.'
            )
        self.answers |= raw_answers(line.answers)
        person = self._person(line.by, first.id)
        if isinstance(person, Text):
            return person
        parties = self.cast.start(self.applicant, person, self.simulation.now)
        if isinstance(parties, Objection):
            return parties.message
        capacity = "proxy" if parties.typist else "self"
        if line.by is not None and line.capacity != capacity:
            return _other_capacity(capacity)
        outcome = self.simulation.submit(
            parties,
            self.answers,
            files=self.at_hand(self.answers),
            comment=REASON,
            warnings_accepted=line.refused is None,
        )
        return why_refused(outcome)

    def _task(self, line: Act) -> OpenTask | None:
        """The open work of a step; of several rows the one that is named, else the first."""
        tasks = {_row(task): task for task in self.state.tasks.values() if task.node == line.node}
        return tasks.get(line.row) if line.row else next((tasks[row] for row in sorted(tasks)), None)

    def _person(self, by: Actor | None, at: str) -> str | Text:
        """Who acts: whoever is named, of several the first who has the work; unnamed, the first who has the work."""
        started = self.simulation.state is not None
        return self._one_of(self.cast.in_charge(self.state, at) if started else (self.applicant.person,), by)

    def _place(self, task: str, ref: PersonRef) -> str:
        """The last place on the route of a step at which somebody has acted whom the scenario names."""
        named = self.cast.named((ref,), self.state, self.simulation.now)
        route = msgspec.convert(self.state.tasks[task].route, Route)
        acted = [act.stage for act in route.acts if act.seat.person in named and not act.void]
        return acted[-1] if acted else ref.text

    def _one_of(self, in_charge: tuple[str, ...], by: Actor | None) -> str | Text:
        if isinstance(by, Somebody):
            return self._somebody(in_charge, by)
        named = in_charge if by is None else self.cast.named((by,), self.state, self.simulation.now)
        able = [person for person in named if person in in_charge]
        others = [person for person in named if person != self.applicant.person]
        if not named:
            who = by.text if by else ""
            return Text(f"「{who}」にあたる人がいません。", f'There is nobody for "{who}".')
        return next(iter((*able, *others, *named)))

    def _somebody(self, in_charge: tuple[str, ...], by: Somebody) -> str | Text:
        """Who plays somebody made up: of those who may act, the first who plays nobody else; from then on the same."""
        free = (person for person in in_charge if person not in self.made_up.values())
        person = self.made_up.get(by.name) or next(free, None)
        if person is None:
            return Text(f"「{by.name}」になれる担当がいません。", f'Nobody is left to be "{by.name}".')
        self.made_up[by.name] = person
        return person


def _row(task: OpenTask) -> int:
    """The number of the innermost row that work is done for, from 1; 0 outside of rows."""
    return int(task.row.rpartition("/")[2] or -1) + 1


def raw_answers(answers: Iterable[Answer]) -> dict[str, Json]:
    """Answers as a form would send them."""
    return {answer.item: list(answer.raw) if isinstance(answer.raw, tuple) else answer.raw for answer in answers}


def why_refused(outcome: Played) -> Text | None:
    """The sentences of a refusal; None when the command was carried out."""
    match outcome:
        case CarriedOut():
            return None
        case TooLate(reason=reason):
            return reason
        case Refused(objections=objections):
            return Text(
                " ".join(each.message.ja for each in objections),
                " ".join(each.message.in_language("en") for each in objections),
            )


def _other_capacity(capacity: str) -> Text:
    words = {"self": "本人", "deputy": "代決", "proxy": "代理", "pull_up": "引上げ"}
    return Text(
        f"この人は「{words.get(capacity, capacity)}」として処理します。", f"This person acts as {capacity} here."
    )


def _posting_of(ref: PersonRef, everybody: Cast, now: datetime) -> Posting:
    """The applicant whom a scenario names, in the post it names him by; of several one who heads nothing."""
    blank = _blank(everybody.machine, Parties(applicant="", drafter=""), now)
    day = now.astimezone(TOKYO).date()
    named = everybody.named((ref,), blank, now)
    plain = (each for each in named if not any(post.post for post in everybody.organisation.postings(each, day)))
    person = next(plain, None) or next(iter(named), None)
    held = everybody.organisation.postings(person, day) if person else ()
    if not held:
        raise NoSuchPersonError(ref.text)
    in_unit = [part.removeprefix("unit:") for part in (ref.base, *ref.relations) if part.startswith("unit:")]
    below = set(everybody.organisation.below(in_unit[-1])) if in_unit else set()
    return next((posting for posting in held if posting.unit in below), held[0])


def _start(cast: Cast, applicant: Posting, person: str, now: datetime) -> Parties:
    """The parties before anybody did anything; who may not start the procedure is still its applicant in the scene."""
    parties = cast.start(applicant, person, now)
    if isinstance(parties, Parties):
        return parties
    return Parties(applicant=applicant.person, drafter=applicant.person, unit=applicant.unit, post=applicant.title)


def _blank(machine: Machine, parties: Parties, now: datetime) -> CaseState:
    return machine.blank_state(CASE, "", parties, now)
