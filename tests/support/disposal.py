"""A payload that was lawfully destroyed, as the format of the journal allows; no page or command does it yet."""

from workflow.models import Case, JournalEntry, JournalPayload, JournalTombstone


def destroy_first_payload(case: Case) -> None:
    """What the first entry of the case says is gone; a tombstone says why."""
    entry = JournalEntry.objects.get(kind="case", stream=str(case.uuid), seq=1)
    JournalTombstone.objects.create(entry=entry, reason="保存年限の満了", by=case.applicant, at=entry.at)
    JournalPayload.objects.filter(entry=entry).delete()
