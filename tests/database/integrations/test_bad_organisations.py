"""Organisations that can't be: refused whole by the command and by the files of the hub, each with its row."""

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from approvals.models import OrganisationGeneration, Post, Posting, StaffRecord, Unit
from approvals.services.grants import recompute_groups
from integrations.models import ArrivedFile, PersonnelSet
from meguro_platform.models import User
from tests.support.personnel_files import Sent, copied, sent
from tests.support.personnel_folder import Leave, personnel_folder
from tests.support.ward import MONDAY, PERSONNEL, PERSONNEL_DEPARTMENT, load_world, ward

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
TABLES = (OrganisationGeneration, Unit, Post, Posting, StaffRecord, User)


@pytest.fixture
def leave(tmp_path: Path) -> Iterator[Leave]:
    load_world()
    recompute_groups(now=MONDAY)
    with personnel_folder(tmp_path) as leave:
        yield leave


def a_ring(rows: Sent) -> None:
    below = rows.where(rows.units, 上位所属コード=PERSONNEL)["所属コード"]
    rows.where(rows.units, 所属コード=PERSONNEL)["上位所属コード"] = below


def a_longer_ring(rows: Sent) -> None:
    below = rows.where(rows.units, 上位所属コード=PERSONNEL)["所属コード"]
    rows.where(rows.units, 所属コード=PERSONNEL_DEPARTMENT)["上位所属コード"] = below


def two_main_posts(rows: Sent) -> None:
    first = rows.where(rows.postings, 職員番号="00100001", 区分="本務")
    rows.postings.append({**first, "所属コード": PERSONNEL})


def a_missing_parent(rows: Sent) -> None:
    rows.where(rows.units, 所属コード=PERSONNEL)["上位所属コード"] = "99999999"


def overlapping_periods(rows: Sent) -> None:
    first = rows.where(rows.postings, 職員番号="00100001", 区分="本務")
    rows.postings.append({**first, "所属コード": PERSONNEL, "開始日": "2026-06-30"})
    first["終了日"] = "2026-06-30"


def a_unit_twice(rows: Sent) -> None:
    rows.units.append({**rows.where(rows.units, 所属コード=PERSONNEL), "適用開始日": "2026-06-01"})


def three_tenths_fewer(rows: Sent) -> None:
    gone = {row["職員番号"] for row in rows.staff[: round(len(rows.staff) * 0.3) + 1]}
    rows.staff[:] = [row for row in rows.staff if row["職員番号"] not in gone]
    rows.postings[:] = [row for row in rows.postings if row["職員番号"] not in gone]


def somebody_unknown(rows: Sent) -> None:
    rows.postings[5]["職員番号"] = "99999999"


SPOILED: tuple[tuple[Callable[[Sent], None], str], ...] = (
    (a_ring, "組織.csv"),
    (a_longer_ring, "組織.csv"),
    (two_main_posts, "発令.csv"),
    (a_missing_parent, "組織.csv"),
    (overlapping_periods, "発令.csv"),
    (a_unit_twice, "組織.csv"),
    (three_tenths_fewer, "職員.csv"),
    (somebody_unknown, "発令.csv"),
)


@pytest.mark.parametrize(("spoil", "file"), SPOILED, ids=lambda each: getattr(each, "__name__", None))
def test_it_is_refused_whole_on_both_ways_with_the_place(
    spoil: Callable[[Sent], None], file: str, leave: Leave, tmp_path: Path
) -> None:
    rows = copied(sent(ward()))
    spoil(rows)
    before = [table.objects.count() for table in TABLES]
    out = StringIO()

    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_organisation", *rows.save(tmp_path), on=date(2026, 6, 1), stdout=out)
    leave(rows)

    errors = [line for line in out.getvalue().splitlines() if ": error: " in line]
    assert any(line.startswith(f"{file}:") for line in errors), errors
    assert not PersonnelSet.objects.get().accepted
    assert set(ArrivedFile.objects.values_list("status", flat=True)) <= {"refused", "held"}
    assert [table.objects.count() for table in TABLES] == before
