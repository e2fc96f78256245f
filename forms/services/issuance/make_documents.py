"""Makes the documents of a batch, piece by piece. Any worker takes any piece, and a killed one leaves nothing behind.

1. Lock one unfinished piece that nobody else holds.
2. Decide for each of its rows that are still to be made: screen, paper or held.
3. Write documents, rows and the end of the piece; commit.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Count

from forms.documents.values import Row as Values
from forms.issuance.ask import IssueAsk
from forms.issuance.columns import Columns, month_of, year_of
from forms.issuance.consent import Standing
from forms.issuance.correction import changes
from forms.issuance.kind import DocumentKind as KindSpec
from forms.issuance.rows import RowState, first_state
from forms.models import IssueBatch, IssueChunk, IssuedContent, IssuedDocument, IssueRow
from forms.selectors.issuance.standings import standings_of
from forms.services.issuance.batch_rows import ask_of, columns_of, some_rows, spec_of
from forms.services.issuance.corrected import before_corrections
from forms.services.issuance.document_values import Opened
from forms.services.issuance.layout import misfit, values_of
from forms.services.issuance.sealed import Row, seal_document


def make_documents(*, clock: Callable[[], datetime]) -> int:
    """Make pieces until none is left that nobody else has; the number of pieces made."""
    made = 0
    while make_piece(now=clock()):
        made += 1
    return made


@transaction.atomic
def make_piece(*, now: datetime) -> bool:
    """Make one piece. False when there is none to take."""
    waiting = IssueChunk.objects.select_for_update(skip_locked=True, of=("self",))
    chunk = (
        waiting.filter(done_at=None, batch__called_back_at=None).order_by("id").select_related("batch__kind").first()
    )
    if chunk is None:
        return False
    making = _Making.of(chunk, now)
    rows = list(
        IssueRow.objects.filter(
            batch=chunk.batch,
            number__gte=chunk.first,
            number__lt=chunk.behind,
            state=RowState.MAKING.value,
            document=None,
        )
    )
    made = list(making.results(rows))
    IssuedDocument.objects.bulk_create(result.document for result in made if result.document)
    IssuedContent.objects.bulk_create(
        IssuedContent(document=result.document, sealed=result.sealed) for result in made if result.document
    )
    _write([result.row for result in made])
    chunk.done_at = now
    chunk.save(update_fields=["done_at"])
    return True


_WRITE = (
    "UPDATE forms_issuerow AS row SET state = new.state, problem = new.problem, detail = new.detail,"
    " document_id = new.document FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[])"
    " AS new(id, state, problem, detail, document) WHERE row.id = new.id"
)
"""Django's bulk_update would spend a fifth of a batch on building CASE expressions."""


def _write(rows: Sequence[IssueRow]) -> None:
    """What was decided about the rows, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                [row.pk for row in rows],
                [row.state for row in rows],
                [row.problem for row in rows],
                [row.detail for row in rows],
                [row.document.pk if row.document else None for row in rows],
            ],
        )


@dataclass(frozen=True, slots=True)
class _Result:
    """A row after it was looked at, and its document when there is one."""

    row: IssueRow
    document: IssuedDocument | None = None
    sealed: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """What all rows of a piece share."""

    batch: IssueBatch
    ask: IssueAsk
    columns: Columns
    kind: KindSpec | None
    first: int
    values: list[Row]
    now: datetime

    @classmethod
    def of(cls, chunk: IssueChunk, now: datetime) -> "_Making":
        batch = chunk.batch
        return cls(
            batch=batch,
            ask=ask_of(batch),
            columns=columns_of(batch),
            kind=spec_of(batch),
            first=chunk.first,
            values=some_rows(batch, chunk.first, chunk.behind),
            now=now,
        )

    @property
    def read_at(self) -> datetime:
        """The instant for which consent is asked: that of publication, as far as it is known."""
        return max(self.batch.publish_at or self.now, self.now)

    def results(self, rows: list[IssueRow]) -> Iterator[_Result]:
        people = [row.person for row in rows if row.person is not None]
        standings = standings_of(self.ask.consent, people, self.read_at) if self.ask.consent else {}
        root, versions = self._versions(people)
        before = before_corrections(root, versions)
        for row in rows:
            if row.person is None:
                yield _held(row, "unknown_person")
                continue
            standing = standings.get(row.person)
            consents = not row.on_paper and (standing is None or standing.consents)
            values = self.values[row.number - self.first]
            unfit = misfit(self.batch.template_sha256, self._written(values, before.get(row.person)))
            without = "paper" if row.on_paper else self.ask.without_consent
            state = first_state(sendable=unfit is None, consents=consents, without_consent=without)
            if state is RowState.HELD:
                yield _held(row, *(unfit or ("no_consent", "")))
            else:
                version = versions.get(row.person, 1)
                yield self._made(row, row.person, state, values, standing if consents else None, root, version)

    def _written(self, values: Row, before: Opened | None) -> Values:
        """What its document says, with what it corrects."""
        hidden = self.kind.hidden if self.kind else ()
        changed = changes(self.columns, before.row, values, hidden=hidden, language="ja") if before else ()
        return values_of(values, self.columns, changed)

    def _made(
        self,
        row: IssueRow,
        person: UUID,
        state: RowState,
        values: Row,
        standing: Standing | None,
        root: str,
        version: int,
    ) -> _Result:
        uuid = uuid4()
        sealed, sha256 = seal_document(values, str(uuid))
        basis = "paper" if state is RowState.PAPER else standing.state.value if standing else "not_needed"
        document = IssuedDocument(
            uuid=uuid,
            batch=self.batch,
            root=root,
            person=person,
            kind=self.kind.key if self.kind else self.batch.template,
            period=self._period(values),
            variety=self._text(values, self.kind.variety)[:40] if self.kind else "",
            paid_on=self._text(values, self.kind.paid_on)[:20] if self.kind else "",
            version=version,
            sha256=sha256,
            template_sha256=self.batch.template_sha256,
            basis=basis,
            basis_entry_id=int(standing.entry.id) if standing and standing.entry else None,
            basis_at=self.read_at,
            made_at=self.now,
        )
        row.state, row.problem, row.detail, row.document = state.value, "", "", document
        return _Result(row, document, sealed)

    def _period(self, values: Row) -> date | None:
        if self.kind is None:
            return None
        written = self._text(values, self.kind.period)
        return year_of(written) if self.kind.yearly else month_of(written)

    def _text(self, values: Row, column: str) -> str:
        return self.columns.text(values, column) if column else ""

    def _versions(self, people: list[UUID]) -> tuple[str, Mapping[UUID, int]]:
        """The first batch of this line of versions, and which of its versions those get who do not get the first."""
        if not self.ask.corrects:
            return self.batch.key, {}
        earlier = IssuedDocument.objects.filter(batch__key=self.ask.corrects).first()
        root = earlier.root if earlier else self.ask.corrects
        known = IssuedDocument.objects.filter(root=root, person__in=people, batch__called_back_at=None)
        return root, {person: count + 1 for person, count in known.values_list("person").annotate(Count("pk"))}


def _held(row: IssueRow, problem: str, detail: str = "") -> _Result:
    row.state, row.problem, row.detail = RowState.HELD.value, problem, detail[:500]
    return _Result(row)
