"""What the demo's personnel system leaves can be taken over."""

from datetime import date

import pytest
from django.conf import settings

from approvals.hr.roster import Files, read_roster
from approvals.office.office import office_at
from approvals.selectors.known_to_personnel import known_to_personnel
from meguro_platform.demo.personnel import next_april, personnel_files
from tests.support.ward import MONDAY, load_world

pytestmark = pytest.mark.django_db


def test_the_files_of_the_next_fiscal_year_are_right() -> None:
    load_world()
    office = office_at(settings.DEFINITIONS_DIR / "organisation")
    today, on = MONDAY.date(), next_april(MONDAY.date())

    files = {part: (part, content) for part, content in personnel_files(office.posts).items()}
    roster, found = read_roster(Files(**files), known_to_personnel(office, today), on=on)

    assert on == date(2027, 4, 1)
    assert roster is not None, found.errors[:5]
