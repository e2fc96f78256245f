"""The generated ward in the database, and the organisation as processes hold it in memory."""

import contextlib
import csv
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction

from approvals.models import Absence, GenerationStatus, OrganisationGeneration, Unit
from approvals.office.office import office_at
from approvals.routing.establishment import Holding
from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from approvals.services.load_ward import OrganisationExistsError, load_ward
from approvals.services.set_absence import AbsenceInvalidError, set_absence
from approvals.ward.generate import Ward, generate_ward
from approvals.ward.staff import read_staff

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 11, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
DAY = NOW.date()


@pytest.fixture(scope="module")
def ward() -> Ward:
    return generate_ward(office_at(Path(settings.DEFINITIONS_DIR) / "organisation"), read_staff())


@pytest.fixture
def loaded(ward: Ward) -> Ward:
    load_ward(ward=ward, name="めぐる区", now=NOW)
    return ward


def test_everybody_of_the_ward_is_a_person_without_a_usable_password(loaded: Ward) -> None:
    people = get_user_model().objects.all()

    assert people.count() == 2107
    assert not any(person.has_usable_password() for person in people[:20])


def test_every_unit_of_the_staff_file_is_stored(loaded: Ward) -> None:
    codes = {line.unit for line in read_staff()}

    assert codes <= set(Unit.objects.values_list("code", flat=True))


def test_the_stored_organisation_answers_as_the_generated_one(loaded: Ward) -> None:
    stored, generated = organisation_in_force(), loaded.organisation

    assert [stored.holder(post, DAY) for post in stored.posts] == [generated.holder(post, DAY) for post in stored.posts]
    assert stored.persons == generated.persons
    assert stored.post_kinds == generated.post_kinds
    assert stored.deputies == generated.deputies
    assert stored.units.keys() == generated.units.keys()


def test_the_organisation_is_loaded_once_per_revision(loaded: Ward) -> None:
    assert organisation_in_force() is organisation_in_force()


def test_a_second_ward_is_refused_and_nothing_changes(loaded: Ward) -> None:
    with pytest.raises(OrganisationExistsError):
        load_ward(ward=loaded, name="もう一つ", now=NOW)

    assert OrganisationGeneration.objects.count() == 1


def test_an_absence_is_seen_by_the_next_question(loaded: Ward) -> None:
    before = organisation_in_force()
    chief = before.holder("04020000:section_chief", DAY)
    assert chief is not None

    person = get_user_model().objects.get(uuid=chief.person).uuid
    set_absence(person=person, since=DAY, until=date(2026, 5, 20), reason="出張", now=NOW)

    assert not before.is_absent(chief.person, DAY)
    assert organisation_in_force().is_absent(chief.person, DAY)
    assert not organisation_in_force().is_absent(chief.person, date(2026, 5, 20))


def test_what_was_rolled_back_is_forgotten(loaded: Ward) -> None:
    chief = organisation_in_force().holder("04020000:section_chief", DAY)
    assert chief is not None
    person = get_user_model().objects.get(uuid=chief.person).uuid
    with contextlib.suppress(RuntimeError), transaction.atomic():
        set_absence(person=person, since=DAY, until=None, reason="", now=NOW)
        assert organisation_in_force().is_absent(chief.person, DAY)
        raise RuntimeError

    set_absence(person=person, since=date(2026, 7, 1), until=None, reason="", now=NOW)

    assert not organisation_in_force().is_absent(chief.person, DAY)


def test_an_absence_that_ends_before_it_begins_is_refused(loaded: Ward) -> None:
    with pytest.raises(AbsenceInvalidError):
        set_absence(person=get_user_model().objects.all()[0].uuid, since=DAY, until=DAY, reason="", now=NOW)

    assert not Absence.objects.filter(since=DAY).exists()


def test_the_absence_of_an_unknown_person_is_a_sentence(loaded: Ward) -> None:
    with pytest.raises(CommandError, match="no person with the staff number 99999999"):
        call_command("set_absence", "99999999", "2026-05-11")


def test_without_an_organisation_the_error_says_what_to_do() -> None:
    with pytest.raises(NoOrganisationError, match="load_ward"):
        organisation_in_force()


def test_only_one_generation_is_in_force(loaded: Ward) -> None:
    assert OrganisationGeneration.objects.filter(status=GenerationStatus.IN_FORCE).count() == 1


def test_the_command_is_content_when_told_that_there_may_be_a_ward(loaded: Ward) -> None:
    call_command("load_ward", if_empty=True)

    with pytest.raises(CommandError, match="in force already"):
        call_command("load_ward")


def test_somebody_acts_in_a_post_beside_his_own(loaded: Ward) -> None:
    holders = [organisation_in_force().holder(post, DAY) for post in organisation_in_force().posts]

    assert {holder.holding for holder in holders if holder} == {Holding.MAIN, Holding.CONCURRENT, Holding.ACTING}


def test_the_staff_file_has_the_layout_the_generator_reads() -> None:
    path = Path(settings.BASE_DIR) / "approvals" / "ward" / "staff.csv"

    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["number", "name", "kana", "unit", "employment", "since"]
