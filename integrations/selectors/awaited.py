"""What systems are expected to tell, by its name: how many cases wait for it, and when it last came.

From one name to the next in the indexes, because there are few of them and many cases and messages.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from integrations.message import system_of
from integrations.selectors.ledger import MOST_COUNTED, Systems


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """Messages of one name."""

    name: str
    waiting: int
    """Cases, counted up to `MOST_COUNTED`."""
    last: datetime | None


_AWAITED = """
WITH RECURSIVE wanted (name) AS (
    (SELECT name FROM workflow_subscription ORDER BY name LIMIT 1)
    UNION ALL
    SELECT (SELECT later.name FROM workflow_subscription later WHERE later.name > wanted.name ORDER BY 1 LIMIT 1)
    FROM wanted WHERE wanted.name IS NOT NULL
),
told (name) AS (
    (SELECT name FROM workflow_inboundmessage ORDER BY name LIMIT 1)
    UNION ALL
    SELECT (SELECT later.name FROM workflow_inboundmessage later WHERE later.name > told.name ORDER BY 1 LIMIT 1)
    FROM told WHERE told.name IS NOT NULL
)
SELECT one.name,
    (SELECT count(*) FROM (
        SELECT FROM workflow_subscription waiting WHERE waiting.name = one.name LIMIT %(most)s) AS counted),
    (SELECT message.received_at FROM workflow_inboundmessage message WHERE message.name = one.name
        ORDER BY message.received_at DESC LIMIT 1)
FROM (SELECT name FROM wanted UNION SELECT name FROM told) AS one WHERE one.name IS NOT NULL
"""


def awaited_messages(*, systems: Systems) -> list[Awaited]:
    """Of these systems, the most wanted first; None for all."""
    with connection.cursor() as cursor:
        cursor.execute(_AWAITED, {"most": MOST_COUNTED})
        found = [Awaited(name=name, waiting=waiting, last=last) for name, waiting, last in cursor.fetchall()]
    mine = [each for each in found if systems is None or system_of(each.name) in systems]
    return sorted(mine, key=lambda each: (-each.waiting, each.name))
