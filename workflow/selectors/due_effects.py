"""Whether calls to connected systems wait for somebody to make them, and to which systems."""

from django.db import connection

_DUE = """
WITH RECURSIVE open (target) AS (
    (SELECT target FROM workflow_effect WHERE status = 'waiting' ORDER BY target LIMIT 1)
    UNION ALL
    SELECT (SELECT e.target FROM workflow_effect e WHERE e.status = 'waiting' AND e.target > open.target
            ORDER BY e.target LIMIT 1)
    FROM open WHERE open.target IS NOT NULL
)
SELECT target FROM open WHERE target IS NOT NULL AND EXISTS (
    SELECT FROM workflow_effect e WHERE e.target = open.target AND e.status = 'waiting'
      AND e.next_at <= clock_timestamp() AND (e.leased_until IS NULL OR e.leased_until <= clock_timestamp()))
"""
"""From one target to the next in the index, because there are few of them and many calls."""


def due_targets() -> list[str]:
    """The systems for which a call is waiting and due, or held by a worker whose lease ran out."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE)
        return [target for (target,) in cursor.fetchall()]
