"""Where the apps meet: fills the ports of lower and sibling apps with what the others offer."""

from django.conf import settings

from approvals.office.office import Office, office_at
from approvals.selectors.readable_case import readable_case
from approvals.services.people_port import OrganisationPeople
from integrations import ports as integration_ports
from integrations.services.notices import PortalNotices
from integrations.services.wake import wake
from workflow.ports import Ports, connect


def office() -> Office:
    """Posts, roles, calendar and number series of the ward, as its files say."""
    return office_at(settings.DEFINITIONS_DIR / "organisation")


def connect_apps() -> None:
    """Plug everything in; called once when Django has loaded its apps."""
    connect(
        Ports(
            people=OrganisationPeople(),
            notices=PortalNotices(),
            wake=wake,
            calendar=lambda: office().calendar,
            written_number=lambda series, year, number: office().number_series[series].written(year, number),
        )
    )
    integration_ports.connect(readable_case)
