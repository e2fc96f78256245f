"""What was tried for a case, and what came back, in sentences."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms.spec import Text
from integrations.errors import Trouble, sentence
from integrations.models.attempt import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try to deliver one call."""

    effect: int
    number: int
    started_at: datetime
    ended_at: datetime | None
    """None: running, or the worker was stopped and nobody knows how it ended; it is tried again under the same key."""
    status: int | None
    """HTTP status, if there was an answer."""
    succeeded: bool
    sentence: Text
    """With the connection's own words, for whoever looks after it."""
    plain: Text
    """The same for readers of the case; of what the connection says only why the system refused."""
    next_at: datetime | None

    @property
    def milliseconds(self) -> int | None:
        """How long it took."""
        return None if self.ended_at is None else round((self.ended_at - self.started_at).total_seconds() * 1000)


def tries_of_case(case: UUID) -> list[Try]:
    """Every try to deliver a call of the case, oldest first."""
    rows = Attempt.objects.filter(effect__case=case).order_by("started_at", "id")
    return [_shown(row) for row in rows]


def tries_of_call(effect: int) -> list[Try]:
    """Every try of one call, oldest first."""
    rows = Attempt.objects.filter(effect=effect).order_by("number")
    return [_shown(row) for row in rows]


def _shown(row: Attempt) -> Try:
    return Try(
        effect=row.effect_id,
        number=row.number,
        started_at=row.started_at,
        ended_at=row.ended_at,
        status=row.status,
        succeeded=row.ended_at is not None and not row.trouble,
        sentence=_sentence(row, row.detail),
        plain=_sentence(row, row.detail if row.trouble == Trouble.REFUSED else ""),
        next_at=row.next_at,
    )


def _sentence(row: Attempt, detail: str) -> Text:
    if row.ended_at is None:
        return _OPEN
    if not row.trouble:
        return _DONE
    return sentence(Trouble(row.trouble), detail)


_OPEN = Text(
    ja="送っています。途中で止まったときは、二重にならないように送り直します。",
    en="Being sent. If it is interrupted it is sent again, so that nothing is done twice.",
)
_DONE = Text(ja="受け付けられました。", en="Accepted.")
