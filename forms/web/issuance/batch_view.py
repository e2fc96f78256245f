"""What the page of a batch shows, apart from its buttons."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forms.issuance.batch import LABELS, PROBLEMS, BatchStatus
from forms.issuance.columns import Columns
from forms.issuance.consent import LABELS as CONSENT_LABELS
from forms.issuance.rows import RowState
from forms.issuance.totals import COUNT, TotalLine
from forms.models import IssueBatch, IssueRow
from forms.ports import ports
from forms.selectors.issuance.counts import counts_of
from forms.selectors.issuance.standings import standings_of
from forms.services.issuance.alarm import is_late
from forms.services.issuance.batch_rows import columns_of
from forms.services.issuance.exceptions import possible
from forms.services.issuance.ready import lines_of, totals_of
from forms.spans import span
from forms.spec import Text

HELD_ON_A_PAGE = 50
_DECIDED = Text("担当が紙と決めた", "The office decided on paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage on the way to publication."""

    name: Promise
    state: str
    """done, now, bad, or empty for what is still to come."""
    at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptional:
    """A row that was set apart."""

    row: IssueRow
    name: str
    problem: Text
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many people receive theirs in one way, as part of a bar."""

    words: Text
    count: int
    x: float
    width: float
    css: str


def stages_of(batch: IssueBatch, now: datetime) -> list[Stage]:
    """From the arrival to the end; the first that is not done is where the batch stands."""
    names = ports().names_of(person for person in (batch.operator, batch.approver) if person)
    ends = [
        (_("Received"), batch.received_at, ""),
        (_("Made"), batch.checked_at, ""),
        (_("First person"), batch.operator_at, _name(names, batch.operator)),
        (_("Second person"), batch.approver_at, _name(names, batch.approver)),
        (_("Published"), batch.readable_from if batch.readable_from and batch.readable_from <= now else None, ""),
        (_("Closed"), batch.closed_at, ""),
    ]
    reached = next((place for place, (_n, at, _w) in enumerate(ends) if at is None), len(ends))
    late = "bad" if is_late(batch, now) else "now"
    return [
        Stage(name=name, at=at, who=who, state="done" if place < reached else late if place == reached else "")
        for place, (name, at, who) in enumerate(ends)
    ]


def time_left(batch: IssueBatch, now: datetime) -> Text | None:
    """How long it is until publication; None when there is no instant, or it has passed."""
    if batch.publish_at is None or batch.publish_at <= now or batch.status == BatchStatus.CALLED_BACK:
        return None
    return span(batch.publish_at - now)


def totals_shown(batch: IssueBatch, language: str) -> tuple[list[str], list[tuple[str, TotalLine]]]:
    """Who told totals, and each line with its name."""
    columns = columns_of(batch)
    sources = [Text(source.source, source.en).in_language(language) for source in totals_of(batch).told]
    places = {column.key: place for place, column in enumerate(columns.all)}
    lines = sorted(lines_of(batch), key=lambda line: places.get(line.key, -1))
    return sources, [(_line_name(line.key, columns, language), line) for line in lines]


def exceptions_of(batch: IssueBatch, page: int) -> tuple["Page[IssueRow]", list[Exceptional]]:
    """One page of the rows set apart, those that wait for a decision first; behind the last page, the last one."""
    held = IssueRow.objects.filter(batch=batch, state=RowState.HELD.value)
    rows = Paginator(held.order_by(F("decided_at").asc(nulls_first=True), "number"), HELD_ON_A_PAGE).get_page(page)
    names = ports().names_of(row.person for row in rows if row.person)
    return rows, [
        Exceptional(
            row=row,
            name=_name(names, row.person),
            problem=next((text for key, text in PROBLEMS.items() if key == row.problem), Text(row.problem)),
            decisions=possible(row.problem),
        )
        for row in rows
    ]


def shares_of(batch: IssueBatch) -> list[Share]:
    """How people receive theirs: by each basis on the screen, on paper, held."""
    counts = counts_of(batch.pk)
    by_basis = dict(
        IssueRow.objects.filter(batch=batch, document__isnull=False)
        .exclude(state__in=[RowState.PAPER.value, RowState.PAPER_HANDED.value, RowState.HELD.value])
        .values_list("document__basis")
        .annotate(Count("pk"))
    )
    parts = [
        (Text("承諾", "Consent"), by_basis.get("explicit", 0) + by_basis.get("renewed", 0), "f-ok"),
        (Text("みなし承諾", "Deemed consent"), by_basis.get("deemed", 0), "f-accent"),
        (Text("承諾の要らないもの", "No consent needed"), by_basis.get("not_needed", 0), "f-mute"),
        (Text("紙", "Paper"), counts.get(RowState.PAPER, 0) + counts.get(RowState.PAPER_HANDED, 0), "f-paper"),
        (Text("保留", "Held"), counts.get(RowState.HELD, 0), "f-warn"),
    ]
    total, x, found = sum(count for _w, count, _c in parts), 0.0, []
    for words, count, css in parts:
        if count:
            width = round(count * 100 / total, 2)
            found.append(Share(words=words, count=count, x=round(x, 2), width=width, css=css))
            x += width
    return found


def why_paper(batch: IssueBatch, now: datetime) -> list[tuple[Text, int]]:
    """Why so many receive paper: where they stood with the consent, or that the office decided so."""
    rows = IssueRow.objects.filter(batch=batch, state__in=[RowState.PAPER.value, RowState.PAPER_HANDED.value])
    decided = {person: on_paper for person, on_paper in rows.values_list("person", "on_paper") if person}
    if not batch.consent or not decided:
        return []
    standings = standings_of(batch.consent, decided, batch.readable_from or now)
    counts = Counter(
        _DECIDED if on_paper or standings[person].consents else CONSENT_LABELS[standings[person].state]
        for person, on_paper in decided.items()
    )
    return counts.most_common()


def status_of(batch: IssueBatch) -> tuple[Text, str]:
    """The word for its status and the tone of its badge."""
    tones = {BatchStatus.PUBLISHED: "ok", BatchStatus.CLOSED: "ok", BatchStatus.CHECKED: "warn"}
    status = BatchStatus(batch.status)
    return LABELS[status], tones.get(status, "now" if status is not BatchStatus.CALLED_BACK else "")


def _line_name(key: str, columns: Columns, language: str) -> str:
    if key == COUNT:
        return Text("件数", "Rows").in_language(language)
    column = columns.find(key)
    return Text(column.name, column.en).in_language(language) if column else key


def _name(names: Mapping[UUID, str], person: UUID | None) -> str:
    return names.get(person, "") if person else ""
