"""A procedure with a 回議 goes in force only when all its routes hold, today and on the next day of change."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from approvals.models import OrganisationGeneration, Posting
from approvals.routing.establishment import UnitKind
from approvals.selectors.organisation import organisation_in_force
from approvals.services.prove_publication import objection_to, scenes_to_prove
from approvals.services.raise_revision import raise_revision
from tests.database.approvals.test_load_organisation import load
from tests.support.personnel_files import copied, sent
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import load_world, publish, ward
from workflow.selectors.programs import machine_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
DAY = date(2026, 5, 11)
FILE = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{SPENDING}.yaml"


@pytest.fixture
def empty_post() -> None:
    """Nobody is the chief of the section that every draft on information systems consults."""
    spending_world()
    Posting.objects.filter(unit__startswith="0301").delete()
    raise_revision()


def test_a_row_that_finds_nobody_is_told_with_its_line(empty_post: None) -> None:
    program = machine_in_force(SPENDING).program

    objection = objection_to(program, today=DAY)

    assert objection is not None
    assert "行目" in objection.ja


def test_a_unit_without_anybody_keeps_a_procedure_that_names_it_from_going_in_force() -> None:
    spending_world()
    Posting.objects.filter(unit__startswith="0102").delete()
    raise_revision()

    objection = objection_to(machine_in_force(SPENDING).program, today=DAY)

    assert objection is not None
    assert "財政課" in objection.ja


def test_a_hole_in_the_order_of_deputies_keeps_it_from_going_in_force() -> None:
    spending_world()
    generation = OrganisationGeneration.objects.get(status="in_force")
    sections = (code for code, unit in organisation_in_force().units.items() if unit.kind is UnitKind.SECTION)
    generation.rules["deputies"]["named"] = {code: ["99999999"] for code in sections}
    generation.save()
    raise_revision()

    objection = objection_to(machine_in_force(SPENDING).program, today=DAY)

    assert objection is not None
    assert "代決の順に穴があります" in objection.ja


def test_the_day_on_which_a_table_of_the_procedure_changes_is_proved_too() -> None:
    load_world()
    publish("travel-order")

    days = [scene.day for scene in scenes_to_prove(machine_in_force("travel-order"), date(2026, 3, 2))]

    assert days[0] == date(2026, 3, 2)
    assert date(2026, 4, 1) in days


@pytest.mark.long
def test_what_is_prepared_for_a_day_is_proved_too_without_telling_what_nobody_may_know_yet() -> None:
    spending_world()
    rows = copied(sent(ward()))
    head = rows.where(rows.postings, 所属コード="03010000", 職名="課長", 区分="本務")
    head["職名"] = "主事"
    load(rows, date(2026, 6, 1))

    objection = objection_to(machine_in_force(SPENDING).program, today=DAY)

    assert objection is not None
    assert "2026-06-01（準備中の組織）" in objection.ja
    assert "空席" not in objection.ja
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("prove_routes", SPENDING, on=[date(2026, 6, 1)], stdout=out)
    assert "空席" in out.getvalue()


def test_a_procedure_without_a_circulation_is_asked_nothing(empty_post: None) -> None:
    assert objection_to(machine_in_force("id-card-reissue").program, today=DAY) is None


def test_the_command_refuses_unless_it_is_told_not_to_prove(empty_post: None, tmp_path: Path) -> None:
    changed = tmp_path / FILE.name
    changed.write_text(
        FILE.read_text(encoding="utf-8").replace("Decision on spending", "Decision about spending", 1), encoding="utf-8"
    )

    with pytest.raises(CommandError, match="経路"):
        call_command("publish_definitions", str(changed), verbosity=0)
