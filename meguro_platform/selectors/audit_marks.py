"""What auditors ask for by name: acts and obligations that a case has in its record (しるし)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Now

from approvals.models import LaterView
from forms.spec import Text
from meguro_platform.selectors.journal_bytes import place_of
from workflow.models import Case, JournalEntry, UserTask

LONG = timedelta(days=10)
"""A later view that takes longer is worth a question."""
SHOWN = "shown"
"""Reason of a look at what was only put before somebody (供覧); every other one is owed (後閲)."""


def with_marks(cases: "QuerySet[Case]", marks: Iterable[str]) -> "QuerySet[Case]":
    """Those that have every one of the marks; a mark that nobody knows narrows nothing."""
    for mark in marks:
        if mark in MARKS:
            cases = cases.filter(Exists(MARKS[mark][1]()))
    return cases


def _entries() -> "QuerySet[JournalEntry]":
    """The journal of the case that is looked at."""
    return JournalEntry.objects.filter(kind="case", stream=Cast(OuterRef("uuid"), CharField()))


def _event(name: str) -> Callable[[], "QuerySet[JournalEntry]"]:
    return lambda: _entries().filter(event=name)


def _capacity(name: str) -> Callable[[], "QuerySet[JournalEntry]"]:
    return lambda: _entries().annotate(place=place_of(f'"capacity":"{name}"', "header")).filter(place__gt=0)


def _pulled_back() -> "QuerySet[JournalEntry]":
    """In a 回議 it is an act of one place, and only the payload tells which; of a destroyed one nothing is known."""
    inside = Q(event="progress_user_task", place__gt=0)
    found = _entries().annotate(place=place_of('"act":"take_back"', "payload__body"))
    return found.filter(Q(event="pull_back") | inside)


def _tasks() -> "QuerySet[UserTask]":
    return UserTask.objects.filter(case=OuterRef("uuid"))


def _sent_back() -> "QuerySet[UserTask]":
    """A button with a name of its own may send back too: then the work that follows is of a later round."""
    return _tasks().filter(Q(verdict="send_back") | Q(status="sent_back") | Q(round__gt=1))


def _later_views() -> "QuerySet[LaterView]":
    return LaterView.objects.filter(case=OuterRef("uuid")).exclude(reason=SHOWN)


def _long_later_views() -> "QuerySet[LaterView]":
    seen_late = Q(seen_at__gt=F("created_at") + LONG)
    return _later_views().filter(seen_late | Q(seen_at=None, created_at__lt=Now() - LONG))


MARKS: Mapping[str, tuple[Text, Callable[[], "QuerySet[JournalEntry] | QuerySet[UserTask] | QuerySet[LaterView]"]]] = {
    "deputy": (Text("代決が関わる", "Decided by a deputy"), _capacity("deputy")),
    "proxy": (Text("代理が関わる", "Done by a proxy"), _capacity("proxy")),
    "pull_up": (Text("引上げがあった", "Pulled up"), _capacity("pull_up")),
    "later_view": (Text("後閲がある", "Has later views"), _later_views),
    "long_later_view": (Text("後閲が10日より長い", "Later view took over 10 days"), _long_later_views),
    "send_back": (Text("差戻しがあった", "Was sent back"), _sent_back),
    "pull_back": (Text("引戻しがあった", "An act was pulled back"), _pulled_back),
    "withdraw": (Text("取下げがあった", "Was withdrawn"), _event("withdraw")),
    "urge": (Text("催促があった", "Was urged"), _event("urge")),
    "incident": (Text("管理者が要対応を処理した", "An administrator settled it"), _event("settle_incident")),
    "own_decision": (
        Text("自分の申請を決定した", "Decided by its own applicant"),
        lambda: _tasks().filter(verdict__in=["decide", "approve"], closed_by=OuterRef("applicant")),
    ),
}
"""Name in addresses: what people read, and the rows of a case that carry it."""
