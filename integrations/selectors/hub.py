"""The first page of the operators: everything about the connections at a glance."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from forms.tokyo_time import TOKYO
from integrations.selectors.alarms import alarms
from integrations.selectors.awaited import awaited_messages
from integrations.selectors.causes import causes
from integrations.selectors.changed_settings import changed_settings
from integrations.selectors.corrections import open_proposals
from integrations.selectors.delivery_events import recent_events
from integrations.selectors.expected import Expected, expected_files
from integrations.selectors.health import systems_health
from integrations.selectors.ledger import MOST_COUNTED, Systems, ledger_page, today
from integrations.selectors.messages import messages_without_case
from integrations.selectors.names import names_of
from integrations.selectors.totals import Total, totals
from workflow.selectors.ledger_state import hold_in_force

_MOST = 10


def numbers(now: datetime, *, systems: Systems) -> dict[str, Any]:
    """What the row of figures shows."""
    return _numbers(now, systems, expected_files(now, systems=systems), _totals_of_yesterday(now, systems))


def _numbers(now: datetime, systems: Systems, expected: Sequence[Expected], told: Sequence[Total]) -> dict[str, Any]:
    return {
        "today": today(now, systems=systems),
        "late": [each for each in expected if each.late is not None],
        "differing": [each for each in told if each.difference],
        "proposals": open_proposals(systems=systems),
        "unclaimed": messages_without_case(MOST_COUNTED),
    }


def _totals_of_yesterday(now: datetime, systems: Systems) -> list[Total]:
    return totals(now.astimezone(TOKYO).date() - timedelta(days=1), systems=systems)


def hub(now: datetime, *, systems: Systems) -> dict[str, Any]:
    """Everything the page shows of the connections."""
    expected, told = expected_files(now, systems=systems), _totals_of_yesterday(now, systems)
    health, events = systems_health(now, systems=systems), recent_events()
    names = names_of(event.person for event in events)
    return {
        **_numbers(now, systems, expected, told),
        "hold": hold_in_force(),
        "alarms": alarms(now, systems=systems),
        "health": health,
        "well": sum(each.tone in ("ok", "") for each in health),
        "causes": causes(systems=systems),
        "calls": ledger_page(show="hands", systems=systems)[0][:_MOST],
        "awaited": awaited_messages(systems=systems),
        "expected": expected,
        "totals": told,
        "settings": changed_settings(systems=systems),
        "events": [(event, names.get(event.person, "") if event.person else "") for event in events],
    }
