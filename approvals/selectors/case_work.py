"""What a case waits for now: people, systems, messages, and what only an administrator can settle."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from approvals.models import LaterView
from approvals.routing.route import route_of
from approvals.selectors.away import Away, away
from approvals.selectors.looks import SHOWN
from approvals.selectors.open_case import OpenCase
from approvals.selectors.people_shown import Shown
from approvals.selectors.procedure_names import procedure_names
from approvals.vocabulary import Capacity
from forms.issuance.rows import LABELS
from forms.selectors.issuance.counts import progress_of
from forms.spec import Text
from workflow.engine.issue_keys import stored_key
from workflow.engine.nodes import CallNode, ChildNode, WaitNode


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFor:
    """One thing the case waits for."""

    step: str
    people: tuple[Shown, ...] = ()
    away: tuple[Away, ...] = ()
    """Who of them is not there today, and for whom a deputy has it."""
    due_at: datetime | None = None
    since: datetime | None = None
    what: str = ""
    """The system or message it waits for; empty where people have the work."""
    counts: tuple[tuple[str, int], ...] = ()
    """Of documents: how many are how far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Somebody shall look at the case (後閲, 供覧), or has done so."""

    name: str
    post: str
    step: str
    seen_at: datetime | None
    due_at: datetime | None = None
    shown: bool = False
    """Put before him for information (供覧), not passed over."""
    objects: bool = False
    """Whether he objected when he looked (異議)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIncident:
    """Something only an administrator can settle (要対応)."""

    step: str
    detail: str


def waiting_for(case: OpenCase) -> list[WaitingFor]:
    """Open work with its people first, then systems and messages, then documents on their way."""
    return [*_people(case), *_systems(case), *_documents(case)]


def came_since(case: OpenCase, at: datetime | None) -> list[WaitingFor]:
    """Work that came to somebody after an instant; nothing without one."""
    return [each for each in _people(case) if at and each.since and each.since > at]


def incidents_of(case: OpenCase) -> list[OpenIncident]:
    """What is open, oldest first."""
    return [OpenIncident(step=case.step(each.node), detail=each.detail) for each in case.state.incidents.values()]


def obligations_of(case: OpenCase) -> list[Obligation]:
    """Later views of the case, the open ones first."""
    views = LaterView.objects.filter(case=case.case).order_by("seen_at", "created_at")
    return [
        Obligation(
            name=case.people.name(str(view.person)),
            post=case.people.post(view.unit, view.post),
            step=case.step_named(view.step),
            seen_at=view.seen_at,
            due_at=view.due_at,
            shown=view.reason == SHOWN,
            objects=view.objects_to_it,
        )
        for view in sorted(views, key=lambda view: view.seen_at is not None)
    ]


def owes_a_look(case: OpenCase) -> str:
    """Why the reader still has to look at the case: absent, deputy or shown; empty when he need not."""
    views = LaterView.objects.filter(case=case.case, person=case.reader, seen_at=None)
    return views.order_by("reason").values_list("reason", flat=True).first() or ""


def _people(case: OpenCase) -> Iterator[WaitingFor]:
    for task in case.state.tasks.values():
        seats = route_of(task.route).seats
        absent = (seat.principal if seat.capacity is Capacity.DEPUTY else seat.person for seat in seats)
        yield WaitingFor(
            step=case.step(task.node),
            people=tuple(case.people.seat(seat) for seat in seats),
            away=tuple(filter(None, (away(case, person) for person in dict.fromkeys(absent)))),
            due_at=task.due_at,
            since=task.opened_at,
        )


def _documents(case: OpenCase) -> Iterator[WaitingFor]:
    """Documents that are being made, published and received; who has which is nobody's business here."""
    for token in case.state.tokens.values():
        if token.waits == "issue":
            issue = case.state.issues[token.ref]
            counts = progress_of(stored_key(case.state.case, issue.key))
            yield WaitingFor(
                step=case.step(token.node),
                due_at=issue.publish_at if issue.publish_at > case.now else None,
                counts=tuple((case.words(LABELS[state].ja, LABELS[state].en), count) for state, count in counts),
            )


def _systems(case: OpenCase) -> Iterator[WaitingFor]:
    nodes = case.machine.program.by_id
    due = {timer.owner: timer.due_at for timer in case.state.timers.values()}
    for token in case.state.tokens.values():
        node = nodes[token.node]
        if token.waits == "call" and isinstance(node, CallNode):
            yield WaitingFor(step=case.step(node.id), what=case.called(node.operation))
        elif token.waits == "wait" and isinstance(node, CallNode) and node.reply is not None:
            yield WaitingFor(step=case.step(node.id), what=case.called(node.reply.message))
        elif token.waits == "child" and isinstance(node, ChildNode):
            name = procedure_names([node.procedure]).get(node.procedure, Text(""))
            yield WaitingFor(step=case.step(node.id), what=name.in_language(case.language))
        elif token.waits == "wait" and isinstance(node, WaitNode):
            what = case.called(node.message) if node.message else ""
            yield WaitingFor(step=case.step(node.id), what=what, due_at=due.get(token.ref))
