"""`manage.py route` and `manage.py prove_routes` on the organisation and the procedures in force."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from approvals.routing.establishment import UnitKind
from approvals.selectors.organisation import organisation_in_force
from tests.database.approvals.test_load_organisation import load
from tests.support.day_trip import ANSWERS
from tests.support.personnel_files import copied, sent
from tests.support.ward import MONDAY, cast, load_world, publish, ward

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture(autouse=True)
def _world() -> None:
    load_world()
    publish("travel-order")


def number(person: str) -> str:
    return organisation_in_force().persons[person].staff_number


def printed(tmp_path: Path, **options: Any) -> dict[str, Any]:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(ANSWERS), encoding="utf-8")
    out = StringIO()
    applicant = number(str(cast().applicant))
    chosen = {"applicant": applicant, "answers": file, "on": MONDAY.date(), "format": "json"} | options
    call_command("route", "travel-order", stdout=out, details=True, **chosen)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_route_of_a_case_is_printed_before_there_is_one(tmp_path: Path) -> None:
    found = printed(tmp_path)

    assert found["decider"]["post"] == "課長"
    assert found["decider"]["article"] == "事案決定規程 別表第4 SVC-021"
    assert [stage["kind"] for stage in found["stages"]][-1] == "decide"
    assert set(found["stages"][0]) >= {"kind", "post", "person", "capacity", "rule", "skipped", "reason"}


def test_who_is_absent_may_be_said(tmp_path: Path) -> None:
    decider = printed(tmp_path)["decider"]["person"]

    found = printed(tmp_path, absent=[decider])

    assert (found["decider"]["capacity"], found["decider"]["for"]) == ("deputy", decider)
    assert decider in [duty["person"] for duty in found["obligations"]]


def test_a_procedure_that_is_not_in_force_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="公開された手続がありません"):
        call_command("route", "no-such-thing", applicant=number(str(cast().applicant)))


def test_every_route_of_a_procedure_holds() -> None:
    out = StringIO()

    call_command("prove_routes", "travel-order", on=[MONDAY.date()], format="json", stdout=out)

    (record,) = json.loads(out.getvalue())
    assert record["faults"] == []
    assert record["routes"] > 6_000


@pytest.mark.long
def test_every_route_of_every_shipped_procedure_holds_for_the_whole_ward() -> None:
    for path in sorted((Path(settings.DEFINITIONS_DIR) / "procedures").glob("*.yaml")):
        publish(path.stem)
    out = StringIO()

    call_command("prove_routes", on=[MONDAY.date()], format="json", stdout=out)

    records = json.loads(out.getvalue())
    assert len(records) >= 15
    assert sum(record["routes"] for record in records) > 300_000


def test_a_route_that_does_not_hold_fails_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    organisation = organisation_in_force()
    section = next(unit.code for unit in organisation.units.values() if unit.kind is UnitKind.SECTION)
    empty = {key: held for key, held in organisation._holders.items() if not key.startswith(section)}
    broken = replace(organisation, _holders=empty)
    monkeypatch.setattr("approvals.selectors.organisation_on.organisation_in_force", lambda key="": broken)
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("prove_routes", "travel-order", on=[MONDAY.date()], stdout=out)

    assert ended.value.code == 1
    assert "空席" in out.getvalue()


def test_the_route_of_a_day_to_come_is_that_of_the_organisation_prepared_for_it(tmp_path: Path) -> None:
    rows = copied(sent(ward()))
    before = printed(tmp_path)["decider"]["person"]
    chief = rows.where(rows.postings, 職員番号=before, 区分="本務")
    other = rows.where(rows.postings, 職名="主事", 区分="本務", 所属コード=chief["所属コード"])
    chief["職名"], other["職名"] = other["職名"], chief["職名"]
    load(rows, date(2026, 6, 1))

    assert printed(tmp_path)["decider"]["person"] == before
    assert printed(tmp_path, on=date(2026, 6, 1))["decider"]["person"] == other["職員番号"]
