"""A procedure with a 回議 is put in force only when every row of its tables finds people for all who may start it."""

import time
from collections.abc import Callable, Iterator
from datetime import date

from approvals.routing.organisation import Organisation
from approvals.routing.prove import Fault, Proof, prove
from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.program import Program

SECONDS = 60.0
"""What a proof may take; a program that needs more has to be proved by `prove_routes` and split."""
MOST = 5
"""So many faults are told; a wrong table has hundreds."""
EVERY = 5.0
"""Seconds between two words about how far it is."""

Say = Callable[[str], None]


def objection_to(program: Program, *, today: date, say: Say = lambda words: None) -> Text | None:
    """Why the procedure can't be put in force, today or on the next day on which people come or go; None when it can.

    Nothing is asked of a procedure without a 回議, nor while no organisation is in force.
    """
    machine = Machine(program)
    if not any(isinstance(node, UserNode) and node.circulation is not None for node in program.nodes):
        return None
    try:
        organisation = organisation_in_force()
    except NoOrganisationError:
        return None
    faults: list[str] = []
    began, told, proof = time.monotonic(), time.monotonic(), Proof()
    for day in days_to_prove(organisation, today):
        for fault in prove(machine, organisation, day, proof):
            if fault is not None:
                faults.append(_said(fault, organisation, day))
            if len(faults) == MOST:
                return _refusal(faults, "ほか", " …")
            if time.monotonic() - began > SECONDS:
                return _too_long(proof)
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                say(f"  {program.key} {day}: {proof.people}人 {proof.routes}経路")
    return _refusal(faults) if faults else None


def days_to_prove(organisation: Organisation, today: date) -> Iterator[date]:
    """Today, and the next day on which somebody comes or goes."""
    yield today
    following = organisation.next_change(today)
    if following is not None:
        yield following


def _said(fault: Fault, organisation: Organisation, day: date) -> str:
    who = f"{organisation.full_name(fault.unit)}の{fault.post}" if fault.unit else ""
    return f"{day} {fault.question} {who}: {fault.reason.ja}"


def _refusal(faults: list[str], more: str = "", more_en: str = "") -> Text:
    told = "／".join(faults) + more
    return Text(
        f"経路が決まらない行があるので、公開できません。{told}",
        f"Some rows find nobody, so it can't be published: {'; '.join(faults)}{more_en}",
    )


def _too_long(proof: Proof) -> Text:
    return Text(
        f"{SECONDS:.0f}秒では経路を確かめきれませんでした（{proof.routes:,}経路まで誤りなし）。"
        "manage.py prove_routes で確かめ、決定表を分けてください。",
        f"{SECONDS:.0f} seconds were not enough to prove the routes ({proof.routes:,} hold). Run prove_routes.",
    )
