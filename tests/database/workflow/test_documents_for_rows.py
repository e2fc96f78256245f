"""交付 over a table that people write: whoever stands in a row reads the own document, also what a 全件 put there."""

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from forms.field_type import Referred, reference_key
from forms.models import IssueBatch
from meguro_platform.models import User
from tests.support.certificates import MARKED
from tests.support.documents import texts
from tests.support.howto import PROJECT
from tests.support.issuance import a_person, document_of, run, states
from tests.support.payroll_case import PayrollOffice, act, payroll_office
from workflow.models import Case
from workflow.selectors.journal import check_case
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


TEMPLATE = """<!DOCTYPE html>
<html lang="ja">
<head><meta charset="utf-8"><title>修了通知</title>
<style>@page { size: A5 landscape; margin: 12mm } p { height: 8mm; width: 150mm }</style></head>
<body><p>{職員} 様</p><p>{修了日:日付} {評価} {合否}</p><p>{補助:金額}円</p></body>
</html>
"""
KIND = """書式: 1
文書: 修了通知
英語: Certificate
id: certificate
帳票: certificate.html
所管: 人事課給与係
"""


@pytest.fixture
def office(tmp_path: Path, settings: Settings) -> PayrollOffice:
    shutil.copytree(PROJECT / "definitions", tmp_path / "definitions")
    files = {"procedures/certificates.yaml": MARKED, "documents/certificate.html": TEMPLATE}
    for name, content in (files | {"documents/certificate.yaml": KIND}).items():
        (tmp_path / "definitions" / name).write_text(content, encoding="utf-8")
    settings.DEFINITIONS_DIR = tmp_path / "definitions"
    found = payroll_office()
    call_command("publish_definitions", verbosity=0)
    return found


def issued(office: PayrollOffice, *attendees: User) -> Case:
    """The clerk writes who attended; the head approves; the documents are made and readable at once."""
    people = {
        reference_key("staff", each.staff_number): Referred(
            kind="staff", code=each.staff_number, name=each.name, id=str(each.uuid), place="総務部"
        )
        for each in attendees
    }
    rows = [{"職員": each.staff_number, "修了日": "2026-05-01", "評価": "優", "受講料": "3001"} for each in attendees]
    begun = start_case(
        procedure="certificates",
        applicant=office.clerk,
        person=office.clerk,
        answers={"title": "文書事務", "attendees": rows},
        files=people,
        now=timezone.now(),
    )
    assert isinstance(begun, Done), begun
    case = Case.objects.get(uuid=UUID(begun.result["case"]))
    done = act(case, office.head, "approve", timezone.now())
    assert isinstance(done, Done), done
    run(timezone.now())
    case.refresh_from_db()
    return case


def test_each_person_of_a_row_reads_the_own_document_in_words(office: PayrollOffice, client: Client) -> None:
    hanako, taro = a_person(1, "目黒 花子"), a_person(2, "中目黒 太郎")

    case = issued(office, hanako, taro)

    batch = IssueBatch.objects.get()
    assert states(batch) == {"00000001": "published", "00000002": "published"}
    assert (case.status, case.outcome, check_case(case)) == ("ended", "通知済", [])
    document = document_of(batch, taro)
    client.force_login(taro)
    page = client.get(f"/documents/{document.uuid}/").content.decode()
    said = ("中目黒 太郎", "令和8年5月1日", "優", "1,500", "合格")
    assert [words for words in said if words not in page] == []
    assert "目黒 花子" not in page
    printed = texts(client.get(f"/documents/{document.uuid}/pdf/").content)[0]
    assert "中目黒 太郎 様" in printed.replace("\u3000", " ") and "優 合格" in printed
    client.force_login(hanako)
    assert client.get(f"/documents/{document.uuid}/").status_code == 404
