"""A month taken in from a file in the test database: registered by the clerk, carried by the worker, published."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from forms.field_type import Json
from forms.issuance.consent import Act
from forms.services.attach_file import attach_file
from forms.services.issuance.consents import answer
from forms.services.issuance.make_documents import make_documents
from forms.services.issuance.tick import look_after_batches
from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from integrations.services.file_imports import FileImports
from meguro_platform.demo.payroll_file import PayrollFile
from tests.support.issuance import CONSENT, a_kind
from tests.support.payroll_case import PayrollOffice, act
from workflow.models import Case, Effect, Procedure
from workflow.selectors.programs import machine_of
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case


def started(office: PayrollOffice, file: PayrollFile, **other: Json) -> Case:
    """The clerk sends the file with the figures of the section's own list."""
    now = timezone.now()
    form = machine_of(_hash()).program.form
    parts = {"file": (file.name, file.content), "control_file": (file.control_name, file.control)}
    files = {}
    for key, (name, content) in parts.items():
        spec = form.item(key)
        assert spec is not None
        files[key] = attach_file(person=office.clerk, item=spec, name=name, content=content, at=now)
    totals = file.totals
    outcome = start_case(
        procedure="payslip-delivery",
        applicant=office.clerk,
        person=office.clerk,
        answers={
            "pay_month": "2026-05",
            "publish_at": "2030-01-15T08:30",
            **{key: [attached.uuid] for key, attached in files.items()},
            "planned_count": totals["records"],
            "planned_gross": totals["gross"],
            "planned_deduct": totals["deduct"],
            "planned_net": totals["net"],
            **other,
        },
        files={attached.uuid: attached for attached in files.values()},
        now=now,
    )
    assert isinstance(outcome, Done), outcome
    case = Case.objects.get(uuid=UUID(outcome.result["case"]))
    deliver()
    case.refresh_from_db()
    return case


def _hash() -> str:
    procedure = Procedure.objects.select_related("in_force").get(key="payslip-delivery")
    assert procedure.in_force is not None
    return str(procedure.in_force.program_hash)


def deliver() -> None:
    """One look of a worker."""
    with Connectors(FileImports()) as connectors:
        deliver_due(worker="test", connector=connectors, clock=timezone.now)


def deliver_at_once() -> None:
    """As if the ten seconds were over in which an approval can be taken back."""
    Effect.objects.filter(status="waiting").update(next_at=timezone.now())
    deliver()


def make(now: datetime | None = None) -> None:
    """Everything the workers do for documents."""
    at = now or timezone.now()
    look_after_batches(now=at)
    make_documents(clock=lambda: at)
    for _ in range(2):
        look_after_batches(now=at)


def published(office: PayrollOffice, file: PayrollFile, *readers: UUID) -> Case:
    """A month that these people read electronically; everybody else receives paper."""
    a_kind()
    for person in readers:
        answer(consent=CONSENT, person=person, act=Act.AGREE, version=1, by=person, now=timezone.now())
    case = started(office, file, publish_at="2026-05-15T08:30")
    for verdict in ("checked", "approve"):
        done = act(case, office.head, verdict, timezone.now())
        assert isinstance(done, Done), done
    make()
    case.refresh_from_db()
    return case
