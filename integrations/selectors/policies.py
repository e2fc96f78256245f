"""How a system may be called now: how often, how many at once, at which hours."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from integrations.errors import ConnectionInvalidError, ConnectionMissingError
from integrations.selectors.connections import connection_of
from integrations.selectors.systems import described_systems, operation_or_none
from integrations.systems.hours import opens_at
from integrations.systems.system import ConnectedSystem
from workflow.ports import ports
from workflow.services.channels import BreakerRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What settings and the system's file allow."""

    at_once: int = 1
    per_second: Decimal | None = None
    breaker: BreakerRule = field(default_factory=BreakerRule)


def policy_of(system: str) -> Policy:
    """The policy of a system. One without usable settings fails before anything is sent, one call after another."""
    try:
        connection = connection_of(system)
    except (ConnectionMissingError, ConnectionInvalidError):
        return Policy()
    return Policy(at_once=connection.at_once, per_second=Decimal(str(connection.rate)) if connection.rate else None)


def closed_operations(now: datetime) -> dict[str, datetime]:
    """The operations that their systems do not take at this hour, and when they will."""
    calendar = ports().calendar()
    found = {
        f"{system.name}.{name}": opens_at(operation.hours, now, calendar)
        for system in described_systems().values()
        for name, operation in system.operations.items()
        if not operation.hours.always
    }
    return {name: opens for name, opens in found.items() if opens > now}


def order_group(operation: str, case: str) -> str:
    """Which calls this one must not overtake, as the system's file says; empty for none. The plug for workflow."""
    found = operation_or_none(operation)
    match found.order if found else "case":
        case "none":
            return ""
        case "system":
            return f"system {operation.partition('.')[0]}"[:60]
        case _:
            return case


def lane_of_documents() -> tuple[frozenset[str], frozenset[str]]:
    """The operations that a document of the case goes with, and the others of the same systems."""
    systems = [system for system in described_systems().values() if _takes_documents(system)]
    every = {
        (f"{system.name}.{name}", one.takes_document) for system in systems for name, one in system.operations.items()
    }
    return (
        frozenset(name for name, takes in every if takes),
        frozenset(name for name, takes in every if not takes),
    )


def _takes_documents(system: ConnectedSystem) -> bool:
    return any(operation.takes_document for operation in system.operations.values())
