"""The organisation as the personnel system leaves it: three files, taken over whole from their day on, or refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from approvals.models import OrganisationGeneration, StaffRecord
from approvals.services.grants import recompute_groups
from integrations.models import ArrivedFile, Notice, PersonnelSet
from integrations.selectors.arrivals import count_troubled
from tests.support.personnel_files import Sent, copied, sent
from tests.support.personnel_folder import Leave, personnel_folder
from tests.support.platform_people import clerk, stranger
from tests.support.ward import MONDAY, load_world, ward
from workflow.models import JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)
FIRST_OF_JUNE = date(2026, 6, 1)


@pytest.fixture
def rows() -> Sent:
    load_world()
    recompute_groups(now=MONDAY)
    return copied(sent(ward()))


@pytest.fixture
def leave(tmp_path: Path) -> Iterator[Leave]:
    with personnel_folder(tmp_path) as leave:
        yield leave


def prepared() -> list[date]:
    return list(OrganisationGeneration.objects.filter(status="prepared").values_list("effective_on", flat=True))


def states() -> list[str]:
    return list(ArrivedFile.objects.order_by("id").values_list("status", flat=True))


def test_the_organisation_of_a_day_to_come_is_taken_over_and_hidden(rows: Sent, leave: Leave) -> None:
    leave(rows)

    found = PersonnelSet.objects.get()
    assert (found.accepted, found.on, found.counts["people"]) == (True, FIRST_OF_JUNE, len(rows.staff))
    assert (prepared(), states()) == ([FIRST_OF_JUNE], ["taken"] * 3)
    assert JournalEntry.objects.filter(event="generation_prepared").exists()


def test_nothing_happens_before_all_three_are_there(rows: Sent, leave: Leave) -> None:
    leave(rows, parts=("units", "staff"))
    assert (prepared(), states()) == ([], ["waiting"] * 2)
    assert count_troubled(MONDAY, timedelta(days=7)) == 0
    assert count_troubled(MONDAY + timedelta(hours=1), timedelta(days=7)) == 2

    leave(rows, parts=("postings",), hours=1)
    assert (prepared(), states()) == ([FIRST_OF_JUNE], ["taken"] * 3)


def test_files_of_different_days_are_never_put_together(rows: Sent, leave: Leave) -> None:
    leave(rows, "20260601", parts=("units", "staff"))
    leave(rows, "20260602", parts=("postings",))

    assert (prepared(), states()) == ([], ["waiting"] * 3)


def test_one_wrong_row_refuses_all_three_and_its_place_is_told(rows: Sent, leave: Leave, client: Client) -> None:
    rows.units[3]["上位所属コード"] = "99999999"
    leave(rows)
    assert (prepared(), states()) == ([], ["refused"] * 3)
    assert count_troubled(MONDAY, timedelta(days=7)) == 3

    found = PersonnelSet.objects.get()
    assert clerk().uuid in set(Notice.objects.values_list("person_id", flat=True))
    client.force_login(clerk())
    page = client.get(f"/organisation/files/{found.uuid}/").content.decode()
    assert "soshiki_20260601.csv" in page and "99999999" in page and '<td class="n">5</td>' in page
    assert "件数は正しい" not in page
    client.force_login(stranger())
    assert client.get(f"/organisation/files/{found.uuid}/").status_code == 403
    assert client.post(f"/organisation/files/{found.uuid}/confirm/", {"reason": "x"}).status_code == 403


def test_corrected_files_of_the_same_day_take_the_place_of_refused_ones(rows: Sent, leave: Leave) -> None:
    wrong = copied(rows)
    wrong.units[3]["上位所属コード"] = "99999999"
    leave(wrong)
    leave(rows, hours=1)

    assert prepared() == [FIRST_OF_JUNE]
    assert states() == ["replaced"] * 3 + ["taken"] * 3
    assert count_troubled(MONDAY, timedelta(days=7)) == 0


def test_a_day_to_come_that_could_not_be_used_is_not_forgotten_over_a_later_one(rows: Sent, leave: Leave) -> None:
    wrong = copied(rows)
    wrong.units[3]["上位所属コード"] = "99999999"
    leave(wrong)
    leave(rows, "20260701", hours=1)

    assert states() == ["refused"] * 3 + ["taken"] * 3
    assert count_troubled(MONDAY, timedelta(days=7)) == 3


def test_half_a_file_waits_until_somebody_says_that_it_is_right(rows: Sent, leave: Leave, client: Client) -> None:
    posts = {row["職員番号"] for row in rows.postings if row["職名"] != "主事"}
    gone = set([row["職員番号"] for row in rows.staff if row["職員番号"] not in posts][::2])
    assert len(gone) * 100 > len(rows.staff) * 5
    rows.staff[:] = [row for row in rows.staff if row["職員番号"] not in gone]
    rows.postings[:] = [row for row in rows.postings if row["職員番号"] not in gone]
    leave(rows)
    found = PersonnelSet.objects.get()
    assert (found.accepted, found.confirmable, prepared()) == (False, True, [])

    client.force_login(clerk())
    address = f"/organisation/files/{found.uuid}/"
    without = client.post(f"{address}confirm/", {"reason": " "})
    assert (without.status_code, prepared()) == (422, [])
    client.post(f"{address}confirm/", {"reason": "会計年度任用職員を別の台帳に移した"})

    found.refresh_from_db()
    assert (found.accepted, states()) == (True, ["taken"] * 3)
    assert StaffRecord.objects.filter(generation__status="in_force").count() == len(rows.staff), "its day is over"
    assert "会計年度任用職員を別の台帳に移した" in client.get(address).content.decode()
    again = client.post(f"{address}confirm/", {"reason": "もう一度"})
    assert again.status_code == 422


def test_the_same_files_again_change_nothing(rows: Sent, leave: Leave) -> None:
    leave(rows)
    generation = OrganisationGeneration.objects.get(status="prepared").pk
    leave(rows, hours=1)

    assert states() == ["taken"] * 3 + ["again"] * 3
    assert OrganisationGeneration.objects.get(status="prepared").pk == generation


def test_a_newer_file_replaces_one_whose_set_is_not_complete(rows: Sent, leave: Leave) -> None:
    other = copied(rows)
    other.staff[0]["氏名"] = "目黒　改"
    leave(other, parts=("staff",))
    leave(rows, parts=("staff",), hours=0.1)
    leave(rows, parts=("units", "postings"), hours=0.2)

    assert states() == ["replaced", "taken", "taken", "taken"]


def test_files_of_a_day_that_is_over_are_in_force_at_once(rows: Sent, leave: Leave) -> None:
    leave(rows, f"{MONDAY - timedelta(days=2):%Y%m%d}")

    assert PersonnelSet.objects.get().on == MONDAY.date()
    assert OrganisationGeneration.objects.get(status="in_force").effective_on == MONDAY.date()


def test_names_without_a_day_are_refused_with_a_sentence(rows: Sent, leave: Leave, client: Client) -> None:
    leave(rows, "latest")
    client.force_login(clerk())
    found = PersonnelSet.objects.get()

    assert (found.on, found.accepted, found.confirmable) == (None, False, False)
    assert "適用する日がありません" in client.get(f"/organisation/files/{found.uuid}/").content.decode()
    assert "latest" in client.get("/organisation/files/").content.decode()
