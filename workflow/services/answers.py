"""What dispatch answers to effects while a command is carried out, and the rows of other apps that follow from them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from workflow.engine.commands import Command, NumberDrawn, ReceiveMessage, TaskAssigned, TaskSkipped, TaskUnassignable
from workflow.engine.effects import (
    CallBackIssue,
    CloseTask,
    DrawNumber,
    Effect,
    EndCase,
    MoveDeadline,
    MoveTask,
    Notify,
    OpenCase,
    OpenTask,
    ReadRows,
    Remind,
    Show,
    StartChild,
    StartIssue,
    StopChild,
    Subscribe,
)
from workflow.engine.machine import Machine
from workflow.engine.nodes import IssueNode, UserNode
from workflow.engine.state import CaseState
from workflow.ports import Assigned, CaseFacts, Skipped, Unassignable, Write, ports
from workflow.selectors.hot_cursor import HotCursor
from workflow.services.document_numbers import draw_number
from workflow.services.issue_rows import call_back_batch, start_batch
from workflow.services.kept_messages import take_kept_message
from workflow.services.linked_case_rows import ask_for_case, ask_for_child, stop_child
from workflow.services.table_rows import read_rows


@dataclass(slots=True, kw_only=True)
class Answers:
    """Answers effects from the plugs and collects what the plugs want written."""

    cursor: HotCursor
    machine: Machine
    now: datetime
    organisation: str
    writes: list[Write] = field(default_factory=list)

    def __call__(self, effect: Effect, state: CaseState) -> Command | None:
        """The answer to one effect, or None when it needs none."""
        facts = CaseFacts(program=self.machine.program, state=state, now=self.now, organisation=self.organisation)
        match effect:
            case OpenTask():
                return self._assign(facts, effect)
            case DrawNumber():
                register = ports().number_register(facts, effect.series)
                return NumberDrawn(number=draw_number(self.cursor, register, self.now))
            case Subscribe():
                return self._kept_message(effect, state)
            case Notify():
                self.writes += ports().people.tell(facts, effect)
            case StartChild():
                self.writes.append(ask_for_child(facts, effect))
            case OpenCase():
                self.writes.append(ask_for_case(facts, effect))
            case StopChild():
                self.writes.append(stop_child(facts, effect))
            case Show():
                self.writes += ports().people.show(facts, effect)
            case Remind():
                self._remind(facts, effect)
            case ReadRows():
                return read_rows(effect)
            case StartIssue():
                node = self.machine.program.by_id[effect.node]
                assert isinstance(node, IssueNode)
                paper_by = ports().people.recipients(facts, node.paper_by)
                self.writes.append(start_batch(facts, effect, paper_by))
            case CallBackIssue():
                self.writes.append(call_back_batch(facts, effect))
            case CloseTask():
                self.writes += ports().people.closed(facts, effect.task, effect.how)
            case MoveDeadline() if effect.task:
                self.writes += ports().people.moved(facts, effect.task, effect.due_at)
            case MoveTask():
                self.writes += ports().people.renamed(facts, effect.task)
            case EndCase():
                self.writes += ports().people.ended(facts)
                self._tell_of_end(facts, effect)
            case _:
                pass
        return None

    def _assign(self, facts: CaseFacts, effect: OpenTask) -> Command:
        node = self.machine.program.by_id[effect.node]
        assert isinstance(node, UserNode)
        found = ports().people.assign(facts, node, effect)
        match found:
            case Assigned():
                self.writes += found.writes
                return TaskAssigned(task=effect.task, route=found.route, stage=found.stage, again=effect.again)
            case Skipped():
                self.writes += () if effect.to else found.writes
                return TaskSkipped(task=effect.task, reason=found.reason, again=effect.again)
            case Unassignable():
                return TaskUnassignable(
                    task=effect.task, reason=found.reason, proposal=found.proposal, again=effect.again
                )
            case _:
                assert_never(found)

    def _kept_message(self, effect: Subscribe, state: CaseState) -> Command | None:
        kept = take_kept_message(self.cursor, effect.name, effect.key, state.case, self.now)
        if kept is None:
            return None
        return ReceiveMessage(name=effect.name, key=effect.key, data=kept.data, message=kept.message)

    def _tell_of_end(self, facts: CaseFacts, effect: EndCase) -> None:
        """Those who had consented learn that it comes to nothing; whoever applied knows it from the case."""
        if effect.kind == "achieved":
            return
        people = ports().people.told_of_end(facts)
        subject = f"{effect.outcome}: {facts.program.name}"
        text = f"「{facts.program.name}」({facts.state.number})は、「{effect.outcome}」で終わりました。"
        self.writes += ports().notices.notice(facts, "ended", people, subject, text)

    def _remind(self, facts: CaseFacts, effect: Remind) -> None:
        node = self.machine.program.by_id[effect.node]
        people = ports().people.assignees(facts.state.tasks[effect.task].route)
        subject = f"催促: {node.step}"
        text = f"「{facts.program.name}」({facts.state.number})の「{node.step}」がまだ済んでいません。"
        self.writes += ports().notices.notice(facts, effect.key, people, subject, text)
