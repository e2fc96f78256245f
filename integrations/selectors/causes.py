"""Calls that stopped for one cause: to the same system, by the same operation, in the same way.

Where a system does not answer as it should, its words differ from call to call and tell nothing: the kind of trouble is
the cause. Where it found something wrong with a call, its code for that is the cause; where it gives none, its words.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, TextField, Value, When

from forms.spec import Text
from integrations.errors import Trouble, sentence
from integrations.models import RemediedCall, Remedy
from integrations.selectors.ledger import LedgerCall, Systems, as_call, needing_hands, with_case
from workflow.models import Effect

MOST_AT_ONCE = 1_000
"""Calls that one act takes; the others are left for the next."""
_CAUSE = ("target", "operation", "trouble", "code", "said", "in_doubt")
_WHATEVER_IT_SAYS = (
    Trouble.UNREACHABLE,
    Trouble.TIMED_OUT,
    Trouble.CUT_OFF,
    Trouble.NOT_CONNECTED,
    Trouble.BUSY,
    Trouble.BROKEN,
    Trouble.GARBLED,
    Trouble.WORKER_LOST,
    Trouble.NOT_ALLOWED,
    Trouble.UNTRUSTED,
    Trouble.DENIED,
)
"""Troubles that are one cause whatever the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Several calls that stopped alike."""

    operation: str
    words: Text
    calls: int
    since: datetime
    newest: int
    """Number of one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedValue:
    """A value that several of the calls have under one name."""

    item: str
    value: Any
    calls: int


def causes(*, systems: Systems) -> list[Cause]:
    """Every cause that more than one call stopped for, the most frequent first."""
    told_by_kind = Q(trouble__in=_WHATEVER_IT_SAYS) | ~Q(code="")
    said = Case(When(told_by_kind, then=Value("")), default=F("error"), output_field=TextField())
    rows = _stopped(systems).order_by().annotate(said=said).values(*_CAUSE)
    found = rows.annotate(
        calls=Count("pk"), since=Min("settled_at"), newest=Max("pk"), first=Min("error"), last=Max("error")
    ).filter(calls__gt=1)
    return [
        Cause(
            operation=row["operation"],
            words=_words(row["trouble"], row["code"], {row["first"], row["last"]}),
            calls=row["calls"],
            since=row["since"],
            newest=row["newest"],
        )
        for row in found.order_by("-calls", "-newest")
    ]


def calls_alike(call: LedgerCall) -> list[LedgerCall]:
    """The stopped calls with the cause of this one, itself included, the oldest first."""
    return [as_call(row) for row in with_case(_alike(call)).order_by("pk")[:MOST_AT_ONCE]]


def count_alike(call: LedgerCall) -> int:
    """How many calls stopped like this one, itself included."""
    return _alike(call).count()


def shared_values(calls: list[LedgerCall]) -> list[SharedValue]:
    """What could be corrected in several calls at once: texts and numbers that they have in common."""
    counts: dict[tuple[str, str | int], int] = {}
    for call in calls:
        for item, value in call.payload.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                counts[item, value] = counts.get((item, value), 0) + 1
    return [SharedValue(item=item, value=value, calls=n) for (item, value), n in counts.items() if n > 1]


def words_of(calls: list[LedgerCall]) -> Text:
    """What stopped these calls, which have one cause: what they all say, or what kind of trouble it was."""
    return _words(calls[0].trouble, calls[0].code, {call.error for call in calls}) if calls else Text("")


def is_of_cause(call: LedgerCall, *, trouble: str, code: str, error: str) -> bool:
    """Whether a call stands as those that stopped with this trouble and this code or, without one, these words."""
    if trouble not in ("", call.trouble):
        return False
    return call.code == code if code else call.trouble in _WHATEVER_IT_SAYS or call.error == error


def _words(trouble: str, code: str, said: set[str]) -> Text:
    """What all of them say; else the kind of the trouble, under a code with one of them as an example."""
    if len(said) == 1:
        return Text(said.pop())
    if not code:
        return sentence(Trouble(trouble))
    example = min(said)
    return Text(f"{code}：{example} など", f"{code}: {example} and others")


def _alike(call: LedgerCall) -> QuerySet[Effect]:
    alike = _stopped(None).filter(
        target=call.system, operation=call.operation, trouble=call.trouble, code=call.code, in_doubt=call.in_doubt
    )
    return alike if call.code or call.trouble in _WHATEVER_IT_SAYS else alike.filter(error=call.error)


def _stopped(systems: Systems) -> QuerySet[Effect]:
    """Calls that wait for people, and not for an act that is under way."""
    taken = RemediedCall.objects.filter(effect=OuterRef("pk"), result=RemediedCall.Result.OPEN)
    taken = taken.exclude(remedy__status=Remedy.Status.REFUSED)
    rows = Effect.objects.filter(needing_hands(), ~Exists(taken), status=Effect.Status.DEAD)
    return rows if systems is None else rows.filter(target__in=systems)
