"""Who acts in a scenario: the answers of the real routing, and the later views that follow from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

import msgspec

from approvals.routing.establishment import Post, Posting
from approvals.routing.find import AtPost, InUnit, find
from approvals.routing.matter import matter_of
from approvals.routing.organisation import Organisation
from approvals.routing.references import known
from approvals.routing.route import Route
from approvals.services.people_port import OrganisationPeople
from approvals.services.port_rows import LATER
from forms.field_type import Referred
from forms.tokyo_time import TOKYO
from workflow.definition.scenario import Answer
from workflow.engine.commands import Command, TaskAssigned, TaskSkipped, TaskUnassignable
from workflow.engine.effects import CloseTask, Effect, EndCase, OpenTask, Show
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection
from workflow.engine.stage_clocks import buttons_at
from workflow.engine.state import Actor, CaseState, Parties
from workflow.engine.values import Button, PersonRef
from workflow.ports import NO_DEADLINES, Assigned, CaseFacts, Insert, People, Settled, Skipped, Unassignable, Write


@dataclass(slots=True, kw_only=True)
class Cast:
    """The people of one play, as the scene has them."""

    machine: Machine
    organisation: Organisation
    people: People
    to_view_later: list[str] = field(default_factory=list)
    """uuids of those who must still look at what was decided without them."""

    @classmethod
    def of(cls, machine: Machine, organisation: Organisation) -> "Cast":
        return cls(machine=machine, organisation=organisation, people=OrganisationPeople(lambda _: organisation))

    def fork(self) -> "Cast":
        return replace(self, to_view_later=[*self.to_view_later])

    def facts(self, state: CaseState, now: datetime) -> CaseFacts:
        return CaseFacts(program=self.machine.program, state=state, now=now)

    def start(self, applicant: Posting, person: str, now: datetime) -> Parties | Objection:
        """The parties of a case that a person starts for the applicant."""
        post = f"{applicant.unit}/{applicant.title}"
        return self.people.start_actor(self.machine.program, applicant.person, person, post, now)

    def assign(self, effect: OpenTask, state: CaseState, now: datetime) -> Command:
        """Who has the work of a step just entered."""
        node = self.machine.user_node(effect.node)
        found = self.people.assign(self.facts(state, now), node, effect)
        match found:
            case Assigned(route=route, stage=stage):
                self.take(found.writes)
                return TaskAssigned(task=effect.task, route=route, stage=stage)
            case Skipped(reason=reason):
                self.take(() if effect.to else found.writes)
                return TaskSkipped(task=effect.task, reason=reason)
            case Unassignable(reason=reason):
                return TaskUnassignable(task=effect.task, reason=reason)
            case _:
                assert_never(found)

    def watch(self, effect: Effect, state: CaseState, now: datetime) -> None:
        """What follows for people when work or a case is over."""
        match effect:
            case CloseTask(task=task, how=how):
                self.take(self.people.closed(self.facts(state, now), task, how))
            case Show():
                self.take(self.people.show(self.facts(state, now), effect))
            case EndCase():
                self.take(self.people.ended(self.facts(state, now)))
            case _:
                pass

    def settle(
        self,
        state: CaseState,
        task: str,
        person: str,
        verdict: str,
        now: datetime,
        *,
        to: str = "",
        deadlines: Mapping[str, datetime] = NO_DEADLINES,
        no_later_view: bool = False,
    ) -> Settled | Objection:
        """Whether this person may do this now."""
        facts, node = self.facts(state, now), self.machine.user_node(state.tasks[task].node)
        return self.people.settle(
            facts, node, task, person, verdict, to=to, deadlines=deadlines, no_later_view=no_later_view
        )

    def pull_up(
        self, state: CaseState, task: str, person: str, now: datetime, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """Whether this person may take the work of those below him now."""
        return self.people.pull_up(self.facts(state, now), task, person, deadlines)

    def add(
        self, state: CaseState, task: str, to: str, stage: str, now: datetime, deadlines: Mapping[str, datetime]
    ) -> Settled | Objection:
        """Whether the drafter may have this person on the route."""
        return self.people.add(self.facts(state, now), task, state.parties.drafter, to, stage, deadlines)

    def withdrawer(self, state: CaseState, person: str, now: datetime) -> Actor | Objection | None:
        """As whom the person withdraws the case; None when cases of this procedure can't be withdrawn."""
        withdrawal = self.machine.program.withdrawal
        if withdrawal is None:
            return None
        return self.people.may_withdraw(self.facts(state, now), withdrawal.who, person)

    def filer(self, state: CaseState, report: str, person: str, now: datetime) -> Actor | Objection:
        """As whom the person files a report that may be filed at any time."""
        return self.people.may_raise(self.facts(state, now), self.machine.program.handler(report).who, person)

    def named(self, refs: Iterable[PersonRef], state: CaseState, now: datetime) -> tuple[str, ...]:
        """uuids of everybody whom a scenario names."""
        return self.people.recipients(self.facts(state, now), tuple(refs))

    def referred(self, answer: Answer, state: CaseState, now: datetime) -> Referred | None:
        """Who or what an answer refers to; posts and cases are what the scenario says."""
        written, kind = str(answer.raw), answer.reference
        if kind == "post" or kind == "case":
            return Referred(kind=kind, code=written, name=written, id=written)
        if kind is None or answer.names is None:
            return None
        matter, on = matter_of(self.machine.program, state), now.astimezone(TOKYO).date()
        targets = find(answer.names, matter, self.organisation, on)
        ids = {each.unit for each in targets if isinstance(each, InUnit)}
        if kind == "staff":
            ids = {*self.named((answer.names,), state, now)[:1]}
        return next((each for each in known(kind, self.organisation, on) if each.id in ids), None)

    def posts(self, refs: Iterable[PersonRef], state: CaseState, now: datetime) -> tuple[Post, ...]:
        """The posts whom a scenario names."""
        matter, on = matter_of(self.machine.program, state), now.astimezone(TOKYO).date()
        targets = (target for ref in refs for target in find(ref, matter, self.organisation, on))
        return tuple(target.post for target in targets if isinstance(target, AtPost))

    def in_charge(self, state: CaseState, at: str = "") -> tuple[str, ...]:
        """uuids of everybody who has open work; of one task, at one step, or anywhere."""
        routes = [task.route for task in state.tasks.values() if at in ("", task.node, task.id)]
        return tuple(dict.fromkeys(person for route in routes for person in self.people.assignees(route)))

    def buttons(self, state: CaseState, task: str) -> tuple[Button, ...]:
        """What whoever is in charge first may press."""
        node = self.machine.user_node(state.tasks[task].node)
        route = msgspec.convert(state.tasks[task].route, Route)
        stage = route.stage(route.seats[0].stage) if route.seats else None
        return buttons_at(node, stage.kind if stage else "")

    def viewed(self, person: str) -> bool:
        """Somebody looks at what was decided without him; False when there is nothing he has to look at."""
        if person not in self.to_view_later:
            return False
        self.to_view_later.remove(person)
        return True

    def take(self, writes: Iterable[Write]) -> None:
        """Keep the later views among the rows that approvals would write."""
        for write in writes:
            if isinstance(write, Insert) and write.table == LATER:
                for row in write.rows:
                    if str(row["person"]) not in self.to_view_later:
                        self.to_view_later.append(str(row["person"]))

    def name_of(self, person: str, now: datetime) -> str:
        """Unit, post and name of a person, for reports."""
        known = self.organisation.persons.get(person)
        posting = self.organisation.main_posting(person, now.astimezone(TOKYO).date())
        place = f"{self.organisation.units[posting.unit].name}の{posting.title} " if posting else ""
        return f"{place}{known.name if known else person}"
