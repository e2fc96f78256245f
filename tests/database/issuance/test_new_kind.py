"""The kind of document that the howto adds by definitions alone reaches its reader."""

import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from forms.issuance.consent import Act
from forms.models import IssueBatch
from forms.services.attach_file import attach_file
from forms.services.issuance.consents import answer
from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from integrations.services.file_imports import FileImports
from meguro_platform.models import User
from tests.support.documents import texts
from tests.support.howto import PROJECT, files
from tests.support.issuance import a_person, document_of, run, states
from tests.support.payroll_case import PayrollOffice, act, payroll_office
from workflow.models import Case, Procedure
from workflow.selectors.programs import machine_of
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
WRITTEN = files("issue-a-new-kind-of-document.md")


@pytest.fixture
def office(tmp_path: Path, settings: Settings) -> PayrollOffice:
    """A ward whose definitions have the files of the page, in force by its last command."""
    shutil.copytree(PROJECT / "definitions", tmp_path / "definitions")
    for name, content in WRITTEN.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    settings.DEFINITIONS_DIR = tmp_path / "definitions"
    found = payroll_office()
    call_command("publish_definitions", verbosity=0)
    return found


def started(office: PayrollOffice) -> Case:
    """The clerk attaches the file of the page; the hour of publication is now."""
    now = timezone.now()
    procedure = Procedure.objects.select_related("in_force").get(key="withholding-slips")
    assert procedure.in_force is not None
    item = machine_of(procedure.in_force.program_hash).program.form.item("file")
    assert item is not None
    content = WRITTEN["gensen.csv"].encode()
    attached = attach_file(person=office.clerk, item=item, name="gensen.csv", content=content, at=now)
    outcome = start_case(
        procedure="withholding-slips",
        applicant=office.clerk,
        person=office.clerk,
        answers={
            "publish_at": timezone.localtime(now).strftime("%Y-%m-%dT%H:%M"),
            "file": [attached.uuid],
            "件数・予定": 2,
            "支払合計・予定": 11_663_210,
        },
        files={attached.uuid: attached},
        now=now,
    )
    assert isinstance(outcome, Done), outcome
    with Connectors(FileImports()) as connectors:
        deliver_due(worker="test", connector=connectors, clock=timezone.now)
    return Case.objects.get(uuid=UUID(outcome.result["case"]))


def test_who_agreed_reads_the_own_slip_and_the_other_gets_paper(office: PayrollOffice, client: Client) -> None:
    agreed, silent = (a_person(number) for number in (1, 2))
    consent, before = "源泉徴収票の電子交付", timezone.now() - timedelta(days=1)
    answer(consent=consent, person=agreed.uuid, act=Act.AGREE, version=1, by=agreed.uuid, now=before)
    case = started(office)
    for verdict in ("checked", "approve"):
        done = act(case, office.head, verdict, timezone.now())
        assert isinstance(done, Done), done

    run(timezone.now())

    batch = IssueBatch.objects.get()
    assert batch.kind is not None
    assert (batch.kind.key, batch.status) == ("withholding", "published")
    assert states(batch) == {"00000001": "published", "00000002": "paper"}
    document = document_of(batch, agreed)
    client.force_login(agreed)
    page = client.get("/documents/?kind=withholding").content.decode()
    pdf = client.get(f"/documents/{document.uuid}/pdf/").content
    assert all(words in page for words in ("令和8年分", "6,543,210", "228,700"))
    assert "令和8年分 給与所得の源泉徴収票" in texts(pdf)[0].replace("\u3000", " ")
    assert "髙橋" in texts(pdf)[0]
    client.force_login(silent)
    assert client.get(f"/documents/{document_of(batch, silent).uuid}/").status_code == 404


def test_the_office_has_the_right_on_it_when_the_last_command_ends(office: PayrollOffice, client: Client) -> None:
    client.force_login(User.objects.get(uuid=office.clerk))

    page = client.get("/issuance/").content.decode()

    assert 'href="/issuance/consents/withholding/"' in page
    assert "源泉徴収票の電子交付" in page
