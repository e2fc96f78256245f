"""What is wrong with the connections as a whole: thresholds of the settings, files that are late, batches not ready."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from forms.selectors.issuance.batches import batches_not_ready
from forms.spec import Text
from forms.tokyo_time import write_instant
from integrations.errors import Trouble, sentence
from integrations.models import FailingPickup
from integrations.selectors.arrivals import count_troubled
from integrations.selectors.coming_publications import publications_not_begun
from integrations.selectors.expected import expected_files
from integrations.selectors.ledger import Systems, are_more_than, oldest_due
from integrations.selectors.messages import kept_messages

ALARMS = ("waiting", "late", "stopped", "unclaimed", "files", "pickup", "expected", "publication")
_FILES_REMEMBERED = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One thing that somebody should know of."""

    name: str
    """For programs: one of ALARMS."""
    words: Text


def alarms(now: datetime, *, systems: Systems) -> list[Alarm]:
    """Everything that is wrong at the moment; `systems`: those whose calls and files the reader operates."""
    return [*_of_the_ledger(now, systems), *_of_files(now, systems), *_of_batches(now)]


def _of_the_ledger(now: datetime, systems: Systems) -> list[Alarm]:
    limits = settings.LEDGER_ALARMS
    oldest = oldest_due(now, systems=systems)
    found = {
        "waiting": (
            are_more_than(limits["waiting"], "open", systems=systems),
            Text(f"送信待ちが {limits['waiting']:,}件を超えました。", f"More than {limits['waiting']:,} calls wait."),
        ),
        "late": (
            oldest is not None and now - oldest > timedelta(minutes=limits["minutes_late"]),
            Text(
                f"送信待ちのいちばん古いものが {limits['minutes_late']}分を超えました。",
                f"The oldest call has been due for more than {limits['minutes_late']} minutes.",
            ),
        ),
        "stopped": (
            are_more_than(limits["stopped"], "hands", systems=systems),
            Text(
                f"人の手を待つ連携が {limits['stopped']:,}件を超えました。",
                f"More than {limits['stopped']:,} calls wait for people.",
            ),
        ),
        "unclaimed": (
            kept_messages(limits["unclaimed"] + 1) > limits["unclaimed"],
            Text(
                f"どの案件も待っていない知らせが {limits['unclaimed']:,}件を超えました。",
                f"More than {limits['unclaimed']:,} messages wait for a case.",
            ),
        ),
    }
    return [Alarm(name=name, words=words) for name, (passed, words) in found.items() if passed]


def _of_files(now: datetime, systems: Systems) -> list[Alarm]:
    found = []
    if files := count_troubled(now, _FILES_REMEMBERED):
        words = Text(
            f"使えないか、そろっていないファイルが {files:,}件届いています。",
            f"Files that arrived and cannot be used or are not complete: {files:,}.",
        )
        found.append(Alarm(name="files", words=words))
    for each in FailingPickup.objects.order_by("message"):
        if systems is None or each.message.partition(".")[0] in systems:
            found.append(Alarm(name="pickup", words=_not_taken_over(each)))
    for file in expected_files(now, systems=systems):
        if file.late is not None:
            due = write_instant(file.due)
            words = Text(
                f"{file.name} のファイルが届いていません。{due}までに届くはずでした。",
                f"No file has come for {file.name}. It was due {write_instant(file.due, 'en')}.",
            )
            found.append(Alarm(name="expected", words=words))
    return found


def _not_taken_over(failing: FailingPickup) -> Text:
    why = sentence(Trouble(failing.trouble), failing.detail)
    return Text(
        f"{failing.message} のファイルを {write_instant(failing.since)}から受け取れていません。{why.ja}",
        f"Files of {failing.message} have not been taken over since {write_instant(failing.since, 'en')}. {why.en}",
    )


def _of_batches(now: datetime) -> list[Alarm]:
    waiting = [(each.name, each.publish_at) for each in publications_not_begun(now)]
    waiting += [
        (batch.title or batch.template, batch.publish_at) for batch in batches_not_ready(now) if batch.publish_at
    ]
    return [Alarm(name="publication", words=_not_ready(name, at)) for name, at in waiting]


def _not_ready(batch: str, publication: datetime) -> Text:
    return Text(
        f"公開の準備ができていません: {batch}(公開は{write_instant(publication)})",
        f"Not ready for publication: {batch}, due {write_instant(publication, 'en')}",
    )
