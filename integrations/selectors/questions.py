"""What forms asked systems (照会), for their operators: when, how long it took, what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forms.spec import Text
from integrations.errors import Trouble, sentence
from workflow.models import Question

_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question."""

    operation: str
    asked_at: datetime
    took: timedelta | None
    """From sending until the answer; None: under way, never sent, or nobody knows."""
    tone: str
    words: Text

    @property
    def milliseconds(self) -> int | None:
        return None if self.took is None else round(self.took.total_seconds() * 1000)


def asked_of(system: str, now: datetime) -> list[Asked]:
    """The newest questions to one system."""
    return [_asked(row, now) for row in Question.objects.filter(target=system).order_by("-id")[:_MOST]]


def _asked(row: Question, now: datetime) -> Asked:
    tone, words = _became(row, now)
    took = row.ended_at - row.sent_at if row.ended_at and row.sent_at else None
    return Asked(operation=row.operation, asked_at=row.asked_at, took=took, tone=tone, words=words)


def _became(row: Question, now: datetime) -> tuple[str, Text]:
    if row.ended_at is None:
        return ("", _UNDER_WAY) if row.until > now else ("warn", _NOBODY_KNOWS)
    if row.sent_at is None:
        return "warn", _NO_PLACE
    return ("bad", sentence(Trouble(row.trouble), row.detail)) if row.trouble else ("ok", _ANSWERED)


_UNDER_WAY = Text("照会しています", "Being asked")
_NOBODY_KNOWS = Text("途中で止まりました", "It was interrupted")
_NO_PLACE = Text("同時に送れる数がいっぱいで、照会しませんでした", "Not asked: the system got as many calls as it may")
_ANSWERED = Text("答えがありました", "Answered")
