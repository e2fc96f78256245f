"""How people are told something: rows for the portal, written by dispatch with the step that says so."""

from integrations.models.notice import Notice
from workflow.ports import CaseFacts, Insert, Write


class PortalNotices:
    """The plug for `workflow.ports.Notices`."""

    def notice(self, case: CaseFacts, key: str, people: tuple[str, ...], subject: str, text: str) -> tuple[Write, ...]:
        """One row per person; the same key again changes nothing."""
        rows = tuple(
            {
                "person_id": person,
                "case_id": case.state.case,
                "key": key,
                "subject": subject[:200],
                "text": text,
                "at": case.now,
            }
            for person in dict.fromkeys(people)
        )
        return (Insert(Notice._meta.db_table, rows, on_conflict_nothing=True),) if rows else ()
