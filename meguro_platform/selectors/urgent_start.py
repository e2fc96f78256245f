"""How a procedure is started when something must happen before anybody can look at it, e.g. a lost key must stop.

Nothing says so but the definition: a call that is urgent (緊急) stands before the first work of other people, one
choice decides whether it is made, and a yes-or-no item lets the rest be written afterwards. The short form is that
choice and what is still required then.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.expressions.values import Environment
from forms.field_type import Json
from forms.spec import Choice, ItemSpec
from forms.validation.initial import initial_answers
from forms.validation.state import FormState, evaluate_form
from workflow.engine.machine import Machine
from workflow.engine.nodes import CallNode, UserNode
from workflow.engine.way import nodes_on_the_way

MOST_QUESTIONS = 3
"""A form that asks for more is no short one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentStart:
    """The short form."""

    cause: ItemSpec
    causes: tuple[Choice, ...]
    """The answers that lead to the urgent call."""
    rest_later: ItemSpec
    """Answered with yes."""
    asked: tuple[ItemSpec, ...]
    """What is still required."""
    calls: tuple[CallNode, ...]
    """What happens at once."""
    then: UserNode | None
    """The first work that follows."""

    def answers(self, cause: str) -> dict[str, Json]:
        """The answers that are settled by the choice of the cause."""
        return {self.cause.key: cause, self.rest_later.key: "はい"}


def urgent_start(machine: Machine, builtins: Environment) -> UrgentStart | None:
    """The short form of a procedure, if its definition has one."""
    if not any(isinstance(node, CallNode) and node.urgent for node in machine.program.nodes):
        return None
    look = _Look(machine, builtins)
    for cause in _writable(machine, "choice"):
        causes = tuple(choice for choice in cause.choices if look.calls({cause.key: choice.id}))
        if causes and len(causes) < len(cause.choices):
            return look.short_form(cause, causes)
    return None


def _writable(machine: Machine, kind: str) -> Iterator[ItemSpec]:
    writable = machine.writable(machine.program.start)
    return (item for item in machine.program.form.items if item.type == kind and item.key in writable)


@dataclass(frozen=True, slots=True)
class _Look:
    machine: Machine
    builtins: Environment

    def state(self, answers: dict[str, Json]) -> FormState:
        form = self.machine.form
        return evaluate_form(form, initial_answers(form, self.builtins, answers) | answers, self.builtins)

    def calls(self, answers: dict[str, Json]) -> tuple[CallNode, ...]:
        """The urgent calls before the first work of other people."""
        found: list[CallNode] = []
        for node in nodes_on_the_way(self.machine, self.state(answers).values):
            if isinstance(node, UserNode) and not node.first:
                break
            if isinstance(node, CallNode) and node.urgent:
                found.append(node)
        return tuple(found)

    def then(self, answers: dict[str, Json]) -> UserNode | None:
        """The first work of people behind the application."""
        way = nodes_on_the_way(self.machine, self.state(answers).values)
        return next((node for node in way if isinstance(node, UserNode) and not node.first), None)

    def required(self, answers: dict[str, Json]) -> dict[str, ItemSpec]:
        """What would have to be written with these answers."""
        writable = self.machine.writable(self.machine.program.start)
        items = self.state(answers).items.values()
        return {
            part.item.key: part.item.spec
            for part in items
            if part.item.key in writable and part.stored is None and (part.required or writable[part.item.key])
        }

    def short_form(self, cause: ItemSpec, causes: tuple[Choice, ...]) -> UrgentStart | None:
        """With the yes-or-no item that leaves the least to be written."""
        forms = []
        for gate in _writable(self.machine, "boolean"):
            asked: dict[str, ItemSpec] = {}
            saved = 0
            for choice in causes:
                without: dict[str, Json] = {cause.key: choice.id}
                needed = self.required(without | {gate.key: True})
                saved += len(self.required(without)) - len(needed)
                asked |= needed
            if saved > 0 and len(asked) <= MOST_QUESTIONS:
                forms.append((len(asked), gate, asked))
        if not forms:
            return None
        _, gate, asked = min(forms, key=lambda form: form[0])
        answered: dict[str, Json] = {cause.key: causes[0].id, gate.key: True}
        return UrgentStart(
            cause=cause,
            causes=causes,
            rest_later=gate,
            asked=tuple(asked.values()),
            calls=self.calls(answered),
            then=self.then(answered),
        )
