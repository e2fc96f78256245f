"""Every case there is, for those who audit, found and told from the journal. The answers are values, never rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from approvals.models import CaseLook
from approvals.selectors.journal_sentences import Sentence, sentences
from approvals.selectors.step_names import outcome_name, step_names
from forms.spec import Text
from forms.tokyo_time import TOKYO
from meguro_platform.models import User
from meguro_platform.selectors.audit_marks import with_marks
from workflow.models import Case, JournalEntry, Procedure
from workflow.selectors.journal import Finding, check_case

PAGE = 50
MOST_COUNTED = 10_000
MOST_PEOPLE = 200
"""People a name may stand for; a shorter name finds too many to be of use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What an auditor looks for; what is empty does not narrow."""

    number: str = ""
    person: str = ""
    """Part of a name or its reading, or a staff number."""
    procedure: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    """The last day, both of the start of the case."""
    marks: tuple[str, ...] = ()
    """Names of audit_marks; the case has every one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedCase:
    """One case as a list shows it."""

    uuid: UUID
    number: str
    procedure: str
    name: Text
    applicant: UUID
    typist: UUID | None
    is_open: bool
    outcome: Text
    outcome_kind: str
    steps: list[Text]
    document_number: str
    started_at: datetime
    ended_at: datetime | None
    entries: int
    """How many entries its journal has."""
    head: str
    """Hash of the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of cases."""

    cases: list[AuditedCase]
    total: int
    """Never more than 10,000: then there are at least so many."""
    page: int

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.cases) - 1

    @property
    def has_more(self) -> bool:
        return self.last < self.total

    @property
    def is_capped(self) -> bool:
        return self.total >= MOST_COUNTED


@dataclass(frozen=True, slots=True)
class Look:
    """The last visit of a person who may read the case; each visit is also in that person's own record."""

    person: UUID
    at: datetime
    seq: int
    """The last entry that was on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedRecord:
    """The journal of a case in sentences, what is wrong with it, and who has read it."""

    sentences: list[Sentence]
    findings: list[Finding]
    looks: list[Look]
    """The newest first."""


def find_cases(search: Search, page: int = 1) -> Found:
    """The newest first."""
    cases = _matching(search)
    total = cases[:MOST_COUNTED].count()
    page = max(1, min(page, -(-total // PAGE)))
    begin = (page - 1) * PAGE
    shown = cases.order_by("-started_at", "-number")[begin : begin + PAGE]
    return Found(cases=list(_cases(shown)), total=total, page=page)


def audited_case(number: str) -> AuditedCase | None:
    """The case of this number."""
    return next(_cases(Case.objects.filter(number=number)), None)


def record_of(case: AuditedCase, language: str) -> AuditedRecord:
    """The whole record, checked against chain and stored state. Raises ProgramNotFound."""
    stored = Case.objects.get(uuid=case.uuid)
    looks = CaseLook.objects.filter(case=case.uuid).order_by("-seen_at").values_list("person", "seen_at", "seen_seq")
    return AuditedRecord(
        sentences=sentences(stored, language), findings=check_case(stored), looks=[Look(*row) for row in looks]
    )


def procedures_to_choose() -> list[tuple[str, Text]]:
    """All procedures by name."""
    rows = Procedure.objects.order_by("name", "key").values_list("key", "name", "name_en")
    return [(key, Text(name, english)) for key, name, english in rows]


def outcomes_to_choose() -> list[str]:
    """The outcomes that cases have had."""
    found = Case.objects.filter(status="ended").order_by("outcome").values_list("outcome", flat=True).distinct()
    return list(found[:100])


_COLUMNS = (
    "uuid",
    "number",
    "program_hash",
    "procedure_id",
    "procedure__name",
    "procedure__name_en",
    "applicant",
    "typist",
    "status",
    "outcome",
    "outcome_kind",
    "steps",
    "document_number",
    "started_at",
    "ended_at",
    "journal_seq",
    "journal_head",
)


def _cases(cases: "QuerySet[Case]") -> Iterator[AuditedCase]:
    for row in cases.values_list(*_COLUMNS):
        uuid, number, program, key, name, english, applicant, typist, status, outcome, kind, steps, *rest = row
        document, started_at, ended_at, entries, head = rest
        yield AuditedCase(
            uuid=uuid,
            number=number,
            procedure=key,
            name=Text(name, english),
            applicant=applicant,
            typist=typist,
            is_open=status == "open",
            outcome=outcome_name(program, outcome),
            outcome_kind=kind,
            steps=step_names(program, steps),
            document_number=document,
            started_at=started_at,
            ended_at=ended_at,
            entries=entries,
            head=head,
        )


def _matching(search: Search) -> "QuerySet[Case]":
    cases = Case.objects.all()
    if search.number:
        cases = cases.filter(Q(number__contains=search.number) | Q(document_number__contains=search.number))
    if search.person:
        cases = _of_people(cases, _people(search.person))
    if search.procedure:
        cases = cases.filter(procedure_id=search.procedure)
    if search.outcome == "open":
        cases = cases.filter(status="open")
    elif search.outcome:
        cases = cases.filter(outcome=search.outcome)
    if search.since:
        cases = cases.filter(started_at__gte=_midnight(search.since))
    if search.until:
        cases = cases.filter(started_at__lt=_midnight(search.until + timedelta(days=1)))
    return with_marks(cases, search.marks)


def _people(words: str) -> list[UUID]:
    people = User.objects.all()
    for word in words.split()[:3]:
        people = people.filter(Q(name__contains=word) | Q(kana__contains=word) | Q(staff_number=word))
    return list(people.order_by("staff_number").values_list("uuid", flat=True)[:MOST_PEOPLE])


def _of_people(cases: "QuerySet[Case]", people: list[UUID]) -> "QuerySet[Case]":
    """Those they applied for, typed, or acted in."""
    acted = JournalEntry.objects.filter(kind="case", person__in=people).values("stream")
    mine = Q(applicant__in=people) | Q(typist__in=people) | Q(stream__in=acted)
    return cases.annotate(stream=Cast("uuid", CharField())).filter(mine)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO)
