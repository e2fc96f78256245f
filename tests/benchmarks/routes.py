"""How many routes a second, against the least that has to be asked for one; and proofs of the whole ward.

The floor: everybody above the drafter in his line of command, and who holds each post. A route is that, and its tables'
answers, guards, deputies, delegations, absences, and one act for each person.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.conf import settings

from approvals.office.office import office_at
from approvals.routing.establishment import Posting
from approvals.routing.matter import Matter, office_of
from approvals.routing.organisation import Organisation
from approvals.routing.plan import plan
from approvals.routing.prove import Proof, Question, prove, questions_of
from approvals.ward.generate import Ward, generate_ward
from approvals.ward.staff import read_staff
from forms.source.source import Source
from meguro_platform.definition_names import with_files
from workflow.definition.load import load
from workflow.engine.machine import Machine

DAY = date(2026, 5, 11)
_ROUTES = 5_000
PROCEDURES = ("spending-decision", "travel-order", "leave-of-absence", "id-card-reissue")


@lru_cache(maxsize=1)
def _ward() -> Ward:
    office = office_at(Path(settings.DEFINITIONS_DIR) / "organisation")
    return generate_ward(office, read_staff())


def main() -> int:
    organisation = _ward().organisation
    spending = _machine(PROCEDURES[0])
    pairs = list(islice(_pairs(spending, organisation), _ROUTES))
    floor = _seconds(lambda: [_line(posting, organisation) for posting, _ in pairs])
    ours = _seconds(lambda: [_route(posting, question, spending, organisation) for posting, question in pairs])
    print(f"routes: {len(pairs) / ours:,.0f} a second, {ours / floor:.1f} times the line of command alone")
    for key in PROCEDURES:
        machine, proof = _machine(key), Proof()
        began = time.process_time()
        faults = sum(found is not None for found in prove(machine, organisation, DAY, proof))
        seconds = time.process_time() - began
        print(f"proof of {key}: {proof.people:,} people, {proof.routes:,} routes, {faults} faults, {seconds:.1f} s")
    return 0


def _machine(key: str) -> Machine:
    path = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{key}.yaml"
    catalogue = with_files(_ward().office.catalogue, Path(settings.DEFINITIONS_DIR))
    loaded = load(Source(path.name, path.read_text(encoding="utf-8")), catalogue)
    assert loaded.program is not None
    return Machine(loaded.program)


def _pairs(machine: Machine, organisation: Organisation) -> Iterator[tuple[Posting, Question]]:
    """Everybody with every row, one after another, so that neighbours have little in common."""
    questions = [question for question in questions_of(machine, DAY)[0] if question.asked is not None]
    people = [posting for person in organisation.staff(DAY) for posting in organisation.postings(person, DAY)]
    for question in questions:
        yield from ((posting, question) for posting in people)


def _line(posting: Posting, organisation: Organisation) -> list[Posting | None]:
    return [organisation.holder(post.key, DAY) for post in organisation.line_above(posting.unit, 0)]


def _route(posting: Posting, question: Question, machine: Machine, organisation: Organisation) -> object:
    matter = Matter(
        applicant=posting.person,
        drafter=posting.person,
        unit=posting.unit,
        post=posting.title,
        office=office_of(machine.program),
    )
    assert question.asked is not None
    return plan(question.node, question.asked, matter, organisation, DAY)


def _seconds(compute: Callable[[], object]) -> float:
    """The best of three, in the time of this process."""
    return min(_once(compute) for _ in range(3))


def _once(compute: Callable[[], object]) -> float:
    began = time.process_time()
    compute()
    return time.process_time() - began
