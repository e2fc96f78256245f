"""Whether the rights to read agree with the work and the parties: for `doctor`."""

from collections.abc import Iterator

from django.db import connection

_MISSING = """
WITH concerned AS (
    SELECT uuid AS "case", applicant::text AS subject FROM workflow_case
    UNION SELECT uuid, typist::text FROM workflow_case WHERE typist IS NOT NULL
    UNION SELECT case_id, person::text FROM approvals_inbox_entry
    UNION SELECT case_id, person::text FROM approvals_later_view
)
SELECT c.number, concerned.subject FROM concerned
JOIN workflow_case c ON c.uuid = concerned."case"
LEFT JOIN approvals_case_reader r ON r.case_id = concerned."case" AND r.subject = concerned.subject
WHERE r.id IS NULL ORDER BY c.number, concerned.subject
"""


def missing_readers() -> Iterator[str]:
    """A sentence for each person who has to do with a case and may not read it."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSING)
        for number, subject in cursor:
            yield f"case {number} can't be read by {subject}"
