"""A procedure with a 回議 goes in force only when all its routes hold, today and on the next day of change."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from approvals.models import Posting
from approvals.services import prove_publication
from approvals.services.prove_publication import objection_to
from approvals.services.raise_revision import raise_revision
from meguro_platform.services.propose_text import publish_version
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import MONDAY, cast
from workflow.errors import PublicationRefused
from workflow.selectors.programs import machine_in_force
from workflow.services.publish_definition import propose_definition

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 11)
FILE = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{SPENDING}.yaml"


@pytest.fixture
def empty_post() -> None:
    """Nobody is the chief of the section that every draft on information systems consults."""
    spending_world()
    Posting.objects.filter(unit__startswith="0301").delete()
    raise_revision()


def test_a_row_that_finds_nobody_is_told_with_its_line_and_keeps_it_from_going_in_force(empty_post: None) -> None:
    program = machine_in_force(SPENDING).program

    objection = objection_to(program, today=DAY)

    assert objection is not None
    assert "行目" in objection.ja
    version = propose_definition(program=program, source=FILE.read_text(), by=None, note="", now=MONDAY)
    with pytest.raises(PublicationRefused):
        publish_version(version=version.pk, person=cast().stranger, now=MONDAY)


def test_a_proof_that_takes_too_long_refuses_and_says_how_far_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    spending_world()
    monkeypatch.setattr(prove_publication, "SECONDS", -1.0)

    objection = objection_to(machine_in_force(SPENDING).program, today=DAY)

    assert objection is not None
    assert "確かめきれません" in objection.ja


def test_a_procedure_without_a_circulation_is_asked_nothing(empty_post: None) -> None:
    assert objection_to(machine_in_force("id-card-reissue").program, today=DAY) is None


def test_the_command_refuses_unless_it_is_told_not_to_prove(empty_post: None, tmp_path: Path) -> None:
    changed = tmp_path / FILE.name
    changed.write_text(
        FILE.read_text(encoding="utf-8").replace("Decision on spending", "Decision about spending", 1), encoding="utf-8"
    )

    with pytest.raises(CommandError, match="経路"):
        call_command("publish_definitions", str(changed), verbosity=0)
