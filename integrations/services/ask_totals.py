"""Once a day, asks the systems that can tell how many calls they took the day before."""

from datetime import datetime, timedelta

from forms.tokyo_time import TOKYO
from integrations.selectors.totals import CALLS, COUNT, DAY, count_key, counting_systems
from workflow.services.call_outside_cases import call_outside_cases

_FROM_HOUR = 6
_HOUR_LONG = {"times": 12, "first": {"amount": 5, "unit": "minutes"}, "doubling": False}


def ask_totals(*, now: datetime) -> int:
    """Put the questions into the ledger, in the morning; each once. How many are new."""
    local = now.astimezone(TOKYO)
    if local.hour < _FROM_HOUR:
        return 0
    yesterday = local.date() - timedelta(days=1)
    return sum(
        call_outside_cases(
            key=count_key(system, yesterday),
            operation=f"{system}.{COUNT}",
            payload={DAY: yesterday.isoformat()},
            receive=(CALLS,),
            retry=_HOUR_LONG,
            now=now,
        )
        for system in counting_systems()
    )
