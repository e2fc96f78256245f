"""The people of the fault tests and their tokens; runs inside the product, by `manage.py shell`, and prints JSON."""

import json
from itertools import islice
from uuid import UUID

from django.utils import timezone

from approvals.routing.establishment import UnitKind
from approvals.selectors.organisation import organisation_in_force
from meguro_platform.services.access_tokens import issue_token
from tests.support.ward import EXAMINERS, PERSONNEL

SECTIONS = 5
APPLICANTS_PER_SECTION = 4


def main() -> None:
    """Print the tokens: applicants with the head of their section, an examiner, the decider."""
    organisation, today = organisation_in_force(), timezone.localdate()

    def present(unit: str) -> list[str]:
        """Ordinary members who are there today and belong nowhere else first."""
        members = [seat.person for seat in organisation.members(unit, today) if seat.post is None]
        return [person for person in members if at_home(person, unit) and not organisation.is_absent(person, today)]

    def at_home(person: str, unit: str) -> bool:
        main = organisation.main_posting(person, today)
        return main is not None and main.unit == unit

    def head(unit: str) -> str:
        post = organisation.head_post(unit)
        holder = organisation.holder(post.key, today) if post else None
        return holder.person if holder and not organisation.is_absent(holder.person, today) else ""

    def token(person: str) -> str:
        return issue_token(person=UUID(person), now=timezone.now())

    subsections = sorted(code for code, unit in organisation.units.items() if unit.kind is UnitKind.SUBSECTION)
    groups: dict[str, list[str]] = {}
    for code in subsections:
        section = organisation.unit_at(code, UnitKind.SECTION)
        members = present(code)
        if section and section.code != PERSONNEL and len(members) >= APPLICANTS_PER_SECTION and head(section.code):
            groups.setdefault(head(section.code), members[:APPLICANTS_PER_SECTION])
    applicants = [
        {"applicant": token(person), "head": token(leader)}
        for leader, members in islice(groups.items(), SECTIONS)
        for person in members
    ]
    shared = {"examiner": token(present(EXAMINERS)[0]), "decider": token(head(PERSONNEL))}
    print("PEOPLE " + json.dumps([{**one, **shared} for one in applicants]))
