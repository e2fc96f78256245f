"""Which list of the inbox is meant: the view, its filter, its order and page, as the address says."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.http.request import QueryDict
from django.utils.http import urlencode

from approvals.selectors.inbox import InboxFilter, Order
from approvals.selectors.inbox_overview import Overview, end_of_day
from forms.spec import Text

KINDS = {
    "decide": Text("決定する", "To decide"),
    "approve": Text("承認する", "To approve"),
    "examine": Text("審議する", "To discuss"),
    "verify": Text("審査する", "To examine"),
    "consult": Text("協議に答える", "To be consulted"),
    "check": Text("確認する", "To check"),
    "assent": Text("認承する", "To assent"),
    "input": Text("入力する", "To fill in"),
    "enforce": Text("施行する", "To send"),
    "apply": Text("なおして出す", "To correct"),
    "draft": Text("なおして出す", "To correct"),
    "receive": Text("なおして収受する", "To correct and receive"),
}
ALL, LATE, TODAY, FOR_OTHERS, HELD = "all", "late", "today", "deputy", "held"
LATER, CIRCULATED = "later", "circulated"
LOOKS = (LATER, CIRCULATED)
"""Views of what is only looked at."""
_VIEWS = {
    ALL: Text("すべて", "All"),
    LATE: Text("おくれ", "Overdue"),
    TODAY: Text("きょうまで", "Due today"),
    FOR_OTHERS: Text("代決する", "As deputy"),
    HELD: Text("保留中", "On hold"),
    LATER: Text("後閲する", "Later views"),
    CIRCULATED: Text("供覧を見る", "Circulated"),
}
_LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxList:
    """One list."""

    view: str = ALL
    procedure: str = ""
    unit: str = ""
    """Code of a unit: only what comes from there or from below."""
    files: bool = False
    """Only with attached files."""
    changed: bool = False
    """Only where something happened since the last look."""
    order: Order = Order.DEADLINE
    page: int = 1
    live: bool = True
    """Whether the page tells by itself what has arrived; off is a choice of whoever reads it."""

    @property
    def query(self) -> str:
        """The part of the address after the question mark; what is usual is left out."""
        return _query(self)

    @property
    def prefix(self) -> str:
        """The same, ready for one more part."""
        return f"{self.query}&" if self.query else ""

    @property
    def title(self) -> Text:
        return _VIEWS.get(self.view) or KINDS[self.view]

    def narrowed(self, now: datetime) -> InboxFilter:
        """The filter of the selector."""
        before = {LATE: now, TODAY: end_of_day(now)}.get(self.view)
        kind = self.view if self.view in KINDS else ""
        return InboxFilter(
            procedure=self.procedure,
            unit=self.unit,
            kind=kind,
            due_before=before,
            for_others=self.view == FOR_OTHERS,
            held=self.view == HELD,
            with_files=self.files,
            changed=self.changed,
        )

    @property
    def is_of_looks(self) -> bool:
        """Whether it lists what is only looked at."""
        return self.view in LOOKS

    @property
    def is_narrowed(self) -> bool:
        """Whether it shows less than everything that waits."""
        return replace(self.to_keep, order=Order.DEADLINE) != InboxList()

    @property
    def to_keep(self) -> "InboxList":
        """The list without what belongs to one look at it: the page, and whether it is refreshed."""
        return replace(self, page=1, live=True)

    @property
    def live_or_not(self) -> "InboxList":
        """The same, refreshed by itself or not."""
        return replace(self, live=not self.live)

    @property
    def with_files_or_not(self) -> "InboxList":
        """The list behind the button 添付あり."""
        return replace(self, files=not self.files, page=1)

    @property
    def changed_or_not(self) -> "InboxList":
        """The list behind the button 変化あり."""
        return replace(self, changed=not self.changed, page=1)

    def of_unit(self, unit: str) -> "InboxList":
        """The list of one unit; of all with an empty code."""
        return replace(self, unit=unit, page=1)

    def ordered(self, order: Order) -> "InboxList":
        """The list in another order, from its first page."""
        return replace(self, order=order, page=1)

    def at(self, page: int) -> "InboxList":
        """Another page of it."""
        return replace(self, page=page)


@lru_cache(maxsize=1024)
def _query(shown: InboxList) -> str:
    """Kept, because every row of a page asks for it several times."""
    usual = _parts(InboxList())
    return urlencode({name: value for name, value in _parts(shown).items() if value != usual[name]})


def _parts(shown: InboxList) -> dict[str, str | int]:
    return {
        "view": shown.view,
        "procedure": shown.procedure,
        "unit": shown.unit,
        "files": int(shown.files),
        "changed": int(shown.changed),
        "order": shown.order.value,
        "page": shown.page,
        "live": "on" if shown.live else "off",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A link to a list, with how much is in it."""

    words: Text
    query: str
    count: int
    current: bool
    mark: Text | None = None
    is_urgent: bool = False


def read_list(query: QueryDict) -> InboxList:
    """The list an address means; what it does not understand counts as not said."""
    view, order, page = query.get("view", ""), query.get("order", ""), query.get("page", "")
    return InboxList(
        view=view if view in _VIEWS or view in KINDS else ALL,
        procedure=_word(query.get("procedure", "")),
        unit=_word(query.get("unit", "")),
        files=query.get("files") == "1",
        changed=query.get("changed") == "1",
        live=query.get("live") != "off",
        order=Order(order) if order in list(Order) else Order.DEADLINE,
        page=min(int(page), _LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 and int(page) else 1,
    )


def _word(text: str) -> str:
    return "".join(c for c in text[:100] if c.isprintable())


def views(counts: Overview, shown: InboxList) -> list[View]:
    """The ready-made views: those that are always there, then one for each kind of work that waits."""
    return [
        _view(ALL, counts.total, shown),
        _view(LATE, counts.late, shown, is_urgent=True),
        _view(TODAY, counts.today, shown, is_urgent=True),
        *(_view(kind, counts.kinds[kind], shown) for kind in KINDS if counts.kinds[kind] or shown.view == kind),
        _view(FOR_OTHERS, counts.for_others, shown, mark=Text("代", "dep.")),
        _view(HELD, counts.held, shown),
        _view(LATER, counts.later_views, shown, mark=Text("後閲", "later")),
        _view(CIRCULATED, counts.circulated, shown),
    ]


def _view(view: str, count: int, shown: InboxList, *, mark: Text | None = None, is_urgent: bool = False) -> View:
    target = InboxList(view=view, order=shown.order, live=shown.live)
    return View(
        words=target.title,
        query=target.query,
        count=count,
        current=shown.view == view and not (shown.procedure or shown.unit or shown.files or shown.changed),
        mark=mark,
        is_urgent=is_urgent and count > 0,
    )
