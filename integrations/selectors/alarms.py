"""What is wrong with the ledger as a whole, by the thresholds of the settings."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from forms.spec import Text
from integrations.selectors.arrivals import count_troubled
from integrations.selectors.ledger import Today
from workflow.models import InboundMessage

ALARMS = ("waiting", "late", "stopped", "unclaimed", "files")
_FILES_REMEMBERED = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One threshold that was passed."""

    name: str
    """For programs: one of ALARMS."""
    words: Text


def alarms(today: Today, now: datetime) -> list[Alarm]:
    """Every threshold that is passed at the moment."""
    limits = settings.LEDGER_ALARMS
    late = timedelta(minutes=limits["minutes_late"])
    unclaimed = kept_messages(limits["unclaimed"] + 1)
    files = count_troubled(now, _FILES_REMEMBERED)
    found = {
        "waiting": (
            today.waiting > limits["waiting"],
            Text(f"送信待ちが {limits['waiting']:,}件を超えました。", f"More than {limits['waiting']:,} calls wait."),
        ),
        "late": (
            today.oldest is not None and now - today.oldest > late,
            Text(
                f"送信待ちのいちばん古いものが {limits['minutes_late']}分を超えました。",
                f"The oldest call has been due for more than {limits['minutes_late']} minutes.",
            ),
        ),
        "stopped": (
            today.hands > limits["stopped"],
            Text(
                f"人の手を待つ連携が {limits['stopped']:,}件を超えました。",
                f"More than {limits['stopped']:,} calls wait for people.",
            ),
        ),
        "unclaimed": (
            unclaimed > limits["unclaimed"],
            Text(
                f"どの案件も待っていない知らせが {limits['unclaimed']:,}件を超えました。",
                f"More than {limits['unclaimed']:,} messages wait for a case.",
            ),
        ),
        "files": (
            files > 0,
            Text(
                f"使えないか、そろっていないファイルが {files:,}件届いています。",
                f"{files:,} files arrived that cannot be used or are not complete.",
            ),
        ),
    }
    return [Alarm(name=name, words=words) for name, (passed, words) in found.items() if passed]


def kept_messages(most: int) -> int:
    """How many messages are kept because no case waits for them; counted up to `most`."""
    return InboundMessage.objects.filter(status="kept")[:most].count()
