"""A procedure with a 回議 is put in force only when every row of its tables finds people for all who may start it."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from approvals.routing.prove import Fault, Proof, days_of_rules, prove
from approvals.selectors.organisation import NoOrganisationError
from approvals.selectors.organisation_on import Scene, scene_on, scenes_ahead
from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.program import Program

MOST = 5
"""So many faults are told; a wrong table has hundreds."""
EVERY = 5.0
"""Seconds between two words about how far it is."""

Say = Callable[[str], None]


def objection_to(program: Program, *, today: date, say: Say = lambda words: None) -> Text | None:
    """Why the procedure can't be put in force, today or on a day to come that is known; None when it can.

    For commands; pages wait for `route_proofs`. Nothing is asked of a procedure without a 回議, nor while no
    organisation is in force.
    """
    machine = Machine(program)
    if not is_asked_of(program):
        return None
    try:
        scenes = tuple(scenes_to_prove(machine, today))
    except NoOrganisationError:
        return None
    for scene in scenes:
        told, proof, faults = time.monotonic(), Proof(), list[str]()
        for fault in prove(machine, scene.organisation, scene.day, proof):
            if fault is not None and (words := in_words(fault, scene)) not in faults:
                faults.append(words)
            if len(faults) == MOST:
                break
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                say(f"  {program.key} {scene.day}: {proof.people}人 {proof.routes}経路")
        if faults:
            return refusal(faults)
    return None


def is_asked_of(program: Program) -> bool:
    """Whether its routes are proved: those of a 回議 are."""
    return any(isinstance(node, UserNode) and node.circulation is not None for node in program.nodes)


def scenes_to_prove(machine: Machine, today: date) -> Iterator[Scene]:
    """Today, the days to come on which the organisation changes, and those on which the procedure's tables do.

    Raises NoOrganisationError.
    """
    days = days_of_rules(machine, today)
    for scene in scenes_ahead(today):
        days -= {scene.day}
        yield scene
    yield from map(scene_on, sorted(days))


def in_words(fault: Fault, scene: Scene) -> str:
    """What is prepared is nobody's yet but the personnel section's: whoever publishes reads only which row fails."""
    if scene.is_prepared:
        where = "どの職かは、人事の担当が「組織と異動」で見られます"
        return f"{scene.day}（準備中の組織） {fault.question}: 経路が決まりません。{where}"
    return in_full(fault, scene)


def in_full(fault: Fault, scene: Scene) -> str:
    """With the post at which it fails and why."""
    who = f"{scene.organisation.full_name(fault.unit)}の{fault.post}" if fault.unit else ""
    return f"{scene.day} {fault.question} {who}: {fault.reason.ja}"


def refusal(faults: Sequence[str]) -> Text:
    """Why it can't be published, with the faults that were found."""
    more, more_en = ("ほか", " …") if len(faults) == MOST else ("", "")
    told = "／".join(faults) + more
    return Text(
        f"経路が決まらない行があるので、公開できません。{told}",
        f"Some rows find nobody, so it can't be published: {'; '.join(faults)}{more_en}",
    )
