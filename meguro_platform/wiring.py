"""Where the apps meet: fills the ports of lower and sibling apps with what the others offer."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from approvals.hr.roster import Files
from approvals.office.office import Office, office_at
from approvals.selectors.decided_case import decided_case
from approvals.selectors.lookup import meant
from approvals.selectors.number_register import number_register
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.readable_case import readable_case
from approvals.selectors.sent_letters import letter_of_call
from approvals.services.people_port import OrganisationPeople
from approvals.services.record import record_person
from approvals.services.take_personnel_files import take_personnel_files
from approvals.services.told_absence import take_absence, take_cancelled_absence
from forms import ports as form_ports
from forms.field_type import ReferenceKind, Referred
from integrations import ports as integration_ports
from integrations.ports import PersonnelFinding, PersonnelVerdict
from integrations.selectors.kept_content import needs_content
from integrations.selectors.policies import order_group
from integrations.selectors.systems import called
from integrations.services.ask_system import ask_system
from integrations.services.notices import PortalNotices
from integrations.services.tell import tell
from integrations.services.wake import wake
from meguro_platform.definition_names import with_files
from meguro_platform.selectors.beginnings import people_awaiting
from meguro_platform.selectors.personnel_watchers import personnel_watchers
from meguro_platform.selectors.recipients import everybody, names_of, recipients_of
from meguro_platform.selectors.staff_terms import staff_in_force
from workflow.definition.catalogue import Catalogue
from workflow.ports import Ports, connect
from workflow.services.settle_issue import settle_issue


def office() -> Office:
    """Posts, roles, calendar and number series of the ward, as its files say."""
    return office_at(settings.DEFINITIONS_DIR / "organisation")


def catalogue() -> Catalogue:
    """The names that procedures may use."""
    return _catalogue_at(settings.DEFINITIONS_DIR)


@cache
def _catalogue_at(definitions: Path) -> Catalogue:
    return with_files(office_at(definitions / "organisation").catalogue, definitions)


def connect_apps() -> None:
    """Plug everything in; called once when Django has loaded its apps."""
    connect(
        Ports(
            people=OrganisationPeople(),
            notices=PortalNotices(),
            wake=wake,
            calendar=lambda: office().calendar,
            number_register=lambda case, series: number_register(office().number_series[series], case),
            look_up=ask_system,
            order_group=order_group,
        )
    )
    integration_ports.connect(
        integration_ports.Ports(
            readable_case=readable_case,
            decided_case=decided_case,
            sent_letter=letter_of_call,
            staff_list=staff_in_force,
            people_awaiting=people_awaiting,
            take_personnel=_take_personnel,
            personnel_watchers=personnel_watchers,
            sinks={"absence": take_absence, "absence_cancelled": take_cancelled_absence},
        )
    )
    form_ports.connect(
        form_ports.Ports(
            record_event=record_person,
            tell=tell,
            recipients_of=recipients_of,
            everybody=everybody,
            names_of=names_of,
            batch_changed=_batch_changed,
            referred=_referred,
            called=called,
            needs_content=needs_content,
        )
    )


def _referred(person: UUID, kind: ReferenceKind, typed: str) -> tuple[Referred, ...]:
    """By the organisation of today."""
    return meant(kind, typed, person, organisation_in_force(), timezone.localdate())


def _batch_changed(*, key: str, outcome: str, counts: Mapping[str, int], now: datetime) -> None:
    """The case that waits for a batch goes on; one that was stopped meanwhile does not care."""
    settle_issue(key=key, outcome="partly_held" if outcome == "partly_held" else "issued", counts=counts, now=now)


def _take_personnel(
    files: Mapping[str, tuple[str, bytes]],
    /,
    *,
    on: date,
    now: datetime,
    by: UUID | None,
    confirmed: bool,
    only_check: bool,
) -> PersonnelVerdict:
    """The organisation from a day on, hidden until then; nothing of it after an error."""
    name = f"{on:%Y-%m-%d} 人事のファイル"
    taken = take_personnel_files(
        Files(**files), office(), on=on, name=name, now=now, confirmed=confirmed, only_check=only_check, by=by
    )
    findings = tuple(
        PersonnelFinding(file=each.file, row=each.row, is_error=each.severity == "error", message=each.message)
        for each in taken.findings
    )
    counts = {"units": taken.units, "people": taken.people, "postings": taken.postings}
    return PersonnelVerdict(accepted=taken.accepted, findings=findings, counts=counts)
