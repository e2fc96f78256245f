"""A real payroll file on its whole way, from who attaches it to the reader: its figures lie nowhere in clear."""

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from approvals.services.grants import recompute_groups
from integrations.models import FileJudgement
from meguro_platform.models import User
from tests.support.database import superuser
from tests.support.payroll_arrivals import SOME, a_month
from tests.support.payroll_case import PayrollOffice, payroll_office
from tests.support.payroll_month import published
from tests.support.platform_people import STRANGERS, auditor, audits, clerk, member_of, operator, says_why
from tests.support.salary_search import everywhere_on_disk
from tests.support.ward import MONDAY, cast
from workflow.models import Case, Effect

pytestmark = pytest.mark.django_db(transaction=True)

WRITTEN = ("387654", "387,654")
"""Overtime of one person that stands nowhere else, as anything might write it."""


@pytest.fixture
def office() -> PayrollOffice:
    return payroll_office()


@pytest.fixture
def reader(office: PayrollOffice) -> User:
    return User.objects.get(staff_number=SOME[0].number)


@pytest.fixture
def case(office: PayrollOffice, reader: User) -> Case:
    """A published month."""
    found = published(office, a_month(corrected={SOME[0].number: {"ot": 387_654}}), reader.uuid)
    recompute_groups(now=MONDAY)
    return found


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Everything this process writes for a while goes here, and stays for the search."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path


def test_nothing_of_the_file_lies_in_clear_on_the_disk(
    temporary: Path, case: Case, reader: User, client: Client, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    client.force_login(reader)
    page = client.get("/documents/").content.decode()
    client.get("/documents/?print=1")

    assert "387,654" in page, "so the figure was on its way"
    assert everywhere_on_disk(WRITTEN, settings.MEDIA_ROOT, temporary) == []
    assert not any(each in caplog.text for each in WRITTEN)


def test_the_search_finds_what_lies_there(temporary: Path, case: Case) -> None:
    """With a figure of its own: what was planted stays in the write-ahead log for the next search."""
    planted = "x918273y"
    with superuser(str(connection.settings_dict["NAME"])) as server:
        server.execute("UPDATE workflow_effect SET error = %s", [planted])
        server.execute("UPDATE forms_rowsetchunk SET sealed = %s", [planted.encode() * 400])
    (temporary / "left.csv").write_text(planted)

    found = everywhere_on_disk(("918273",), temporary)

    assert {"workflow_effect.error", "forms_rowsetchunk.sealed", str(temporary / "left.csv")} <= set(found)
    assert any("/pg_wal/" in each for each in found)
    assert any("/base/" in each for each in found)


def test_operators_see_the_call_that_took_it_in_and_no_figure(case: Case, client: Client) -> None:
    client.force_login(operator())
    calls = Effect.objects.filter(case=case).values_list("pk", flat=True)
    looks = [client.post(f"/operations/calls/{pk}/look/", {"reason": "確認のため"}, follow=True) for pk in calls]

    assert looks
    assert all(each.status_code == 200 for each in looks)
    assert not any(figure in each.content.decode() for each in looks for figure in WRITTEN)


def test_a_judgement_repeats_no_figure_of_a_row(case: Case, client: Client, office: PayrollOffice) -> None:
    client.force_login(User.objects.get(uuid=office.clerk))
    judgement = FileJudgement.objects.get()

    pages = [client.get(f"/cases/{case.number}/"), client.get(f"/cases/{case.number}/files/")]
    pages.append(client.get(f"/files/judged/{judgement.pk}/comparison/"))

    assert {page.status_code for page in pages} == {200}
    assert not any(figure in page.content.decode() for page in pages for figure in WRITTEN)


def test_a_copy_for_disclosure_says_nothing_of_it(case: Case, client: Client) -> None:
    copy = audits(client).get(f"/audit/{case.number}/disclosure/")

    assert copy.status_code == 200
    assert not any(figure in copy.content.decode() for figure in WRITTEN)


@pytest.mark.parametrize("role", ["operator", "auditor", "administrator", "personnel section", "its chief", "reader"])
def test_the_file_itself_is_opened_by_nobody_outside_the_payroll_office(
    case: Case, reader: User, client: Client, role: str
) -> None:
    """It holds what everybody is paid."""
    administrator = member_of(STRANGERS, 2)
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    people = {
        "operator": operator(),
        "auditor": auditor(),
        "administrator": administrator,
        "personnel section": clerk(),
        "its chief": User.objects.get(uuid=cast().decider),
        "reader": reader,
    }
    client.force_login(people[role])
    says_why(client)
    files = [file["uuid"] for key in ("file", "control_file") for file in case.state["answers"][key]]

    answers = [client.get(f"/cases/{case.number}/files/{file}/") for file in files]
    answers += [client.get(f"/audit/{case.number}/evidence/"), client.get(f"/api/v1/cases/{case.number}/")]

    assert len(files) == 2
    assert [answer.status_code for answer in answers[:2]] == [404, 404]
    assert not any(WRITTEN[0].encode() in answer.getvalue() for answer in answers)


def test_the_office_that_prepares_it_opens_the_file_and_says_why(
    case: Case, client: Client, office: PayrollOffice
) -> None:
    """So the addresses above are right. Not before it has said why."""
    client.force_login(User.objects.get(uuid=office.head))
    address = f"/cases/{case.number}/files/{case.state['answers']['file'][0]['uuid']}/"

    asked = client.get(address)
    client.post(address, {"reason": "問い合わせの確認"})
    opened = client.get(address)

    assert WRITTEN[0].encode() not in asked.getvalue()
    assert WRITTEN[0].encode() in opened.getvalue()


def test_an_error_page_and_its_log_say_nothing_of_it(
    case: Case, reader: User, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error in the middle of drawing a slip, when its values are in memory already."""
    monkeypatch.setattr("forms.web.documents.own.chart", _fails)
    client.force_login(reader)
    client.raise_request_exception = False

    answer = client.get("/documents/")

    assert answer.status_code == 500
    assert not any(figure in answer.content.decode() for figure in WRITTEN)
    assert not any(figure in caplog.text for figure in WRITTEN)


def _fails(nets: Any, current: Any) -> None:
    raise RuntimeError(f"months: {len(nets)}")
