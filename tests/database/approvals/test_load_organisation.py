"""The organisation from personnel files: whole or not at all, hidden until its day, then in force with its rights."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from approvals.hr.roster import read_roster
from approvals.models import OrganisationGeneration, SectionRole
from approvals.office.office import office_at
from approvals.selectors.known_to_personnel import known_to_personnel
from approvals.selectors.organisation import organisation_in_force
from approvals.services.grants import recompute_groups
from approvals.services.load_organisation import load_organisation
from approvals.services.switch_organisation import switch_organisation
from tests.support.card_story import a_case
from tests.support.personnel_files import Sent, copied, sent
from tests.support.ward import EXAMINERS, MONDAY, cast, load_world, ward
from workflow.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
FIRST_OF_JUNE = date(2026, 6, 1)
JUNE = MONDAY + timedelta(days=21)


@pytest.fixture
def rows() -> Sent:
    load_world()
    recompute_groups(now=MONDAY)
    return copied(sent(ward()))


def load(rows: Sent, on: date = FIRST_OF_JUNE) -> OrganisationGeneration:
    office = office_at(Path(settings.DEFINITIONS_DIR) / "organisation")
    roster, findings = read_roster(rows.files(), known_to_personnel(office, MONDAY.date()), on=on)
    assert roster is not None, findings.errors
    return load_organisation(roster=roster, office=office, on=on, name="6月の異動", now=MONDAY)


def person(number: str) -> str:
    return str(get_user_model().objects.get(staff_number=number).uuid)


def examiner_row(rows: Sent) -> dict[str, str]:
    return rows.where(rows.postings, 所属コード=EXAMINERS, 区分="本務", 職名="主事")


def move(row: dict[str, str], unit: str) -> None:
    row["所属コード"] = unit


def test_a_future_generation_is_hidden_until_its_day(rows: Sent) -> None:
    moved = examiner_row(rows)
    move(moved, "01010100")
    load(rows)
    who = person(moved["職員番号"])

    before = organisation_in_force().main_posting(who, MONDAY.date())
    assert switch_organisation(now=MONDAY) is None
    assert switch_organisation(now=JUNE) is not None
    after = organisation_in_force().main_posting(who, FIRST_OF_JUNE)

    assert before is not None
    assert after is not None
    assert (before.unit, after.unit) == (EXAMINERS, "01010100")


def test_rights_change_hands_with_the_generation(rows: Sent) -> None:
    moved = examiner_row(rows)
    move(moved, "01010100")
    who = get_user_model().objects.get(staff_number=moved["職員番号"])
    assert who.groups.filter(name__endswith=":04020000").exists()

    load(rows)
    switch_organisation(now=JUNE)

    assert not who.groups.filter(name__endswith=":04020000").exists()


def test_who_is_new_can_work_from_the_first_day_and_not_before(rows: Sent) -> None:
    rows.staff.append({**rows.staff[-1], "職員番号": "00900001", "氏名": "新入　花"})
    rows.postings.append({**examiner_row(rows), "職員番号": "00900001"})
    load(rows)
    before = get_user_model().objects.get(staff_number="00900001").is_active

    switch_organisation(now=JUNE)

    newcomer = get_user_model().objects.get(staff_number="00900001")
    assert (before, newcomer.is_active, newcomer.has_usable_password()) == (False, True, False)


def test_the_account_of_a_leaver_is_closed(rows: Sent) -> None:
    leaver = examiner_row(rows)
    rows.postings.remove(leaver)
    rows.staff.remove(rows.where(rows.staff, 職員番号=leaver["職員番号"]))
    load(rows)

    switch_organisation(now=JUNE)

    assert not get_user_model().objects.get(staff_number=leaver["職員番号"]).is_active


def test_an_account_that_personnel_never_knew_is_left_alone(rows: Sent) -> None:
    operator = get_user_model().objects.create_user(staff_number="operator", name="運用　委託")
    load(rows)

    switch_organisation(now=JUNE)

    operator.refresh_from_db()
    assert operator.is_active


def test_an_account_with_open_tasks_stays_open_and_the_journal_names_it(rows: Sent) -> None:
    people = cast()
    a_case(people)
    head = get_user_model().objects.get(uuid=people.head)
    rows.staff.remove(rows.where(rows.staff, 職員番号=head.staff_number))
    rows.postings[:] = [row for row in rows.postings if row["職員番号"] != head.staff_number]
    load(rows)

    switch_organisation(now=JUNE)

    head.refresh_from_db()
    assert head.is_active
    entry = JournalEntry.objects.filter(kind="organisation", event="generation_in_force").latest("seq")
    assert str(people.head) in json.loads(bytes(entry.payload.body))["left_open"]


def test_duties_that_sections_gave_go_on_where_the_person_still_is(rows: Sent) -> None:
    kept = SectionRole.objects.filter(unit="04020000").values_list("person", "role")
    before = sorted(map(str, kept))
    load(rows)

    generation = switch_organisation(now=JUNE)

    after = SectionRole.objects.filter(generation=generation, unit="04020000").values_list("person", "role")
    assert sorted(map(str, after)) == before
    assert before


def test_files_that_come_again_for_the_same_day_replace_what_was_prepared(rows: Sent) -> None:
    load(rows)
    load(rows)

    assert OrganisationGeneration.objects.filter(effective_on=FIRST_OF_JUNE).count() == 1


def test_a_name_is_shown_as_the_file_writes_it_from_its_day_on(rows: Sent) -> None:
    line = rows.where(rows.staff, 職員番号="00100008")
    line["氏名"] = "﨑山　花子"
    load(rows)

    switch_organisation(now=JUNE)

    assert get_user_model().objects.get(staff_number="00100008").name == "﨑山　花子"


def test_the_command_refuses_everything_for_one_wrong_row_and_says_which(rows: Sent, tmp_path: Path) -> None:
    examiner_row(rows)["区分"] = "副務"
    out = StringIO()

    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_organisation", *rows.save(tmp_path), "--format", "json", stdout=out)

    told = json.loads(out.getvalue())
    assert any(each["file"] == "発令.csv" and "副務" in each["message"] and each["row"] > 1 for each in told)
    assert OrganisationGeneration.objects.count() == 1


def test_the_command_loads_for_today_without_a_day(rows: Sent, tmp_path: Path) -> None:
    out = StringIO()

    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        call_command("load_organisation", *rows.save(tmp_path), stdout=out)

    assert "in force from 2026-05-12" in out.getvalue()
    assert OrganisationGeneration.objects.get(status="in_force").effective_on == date(2026, 5, 12)
    assert Group.objects.filter(name__endswith=":04020000").exists()


def test_a_dry_run_changes_nothing(rows: Sent, tmp_path: Path) -> None:
    call_command("load_organisation", *rows.save(tmp_path), "--dry-run", stdout=StringIO())

    assert OrganisationGeneration.objects.count() == 1
