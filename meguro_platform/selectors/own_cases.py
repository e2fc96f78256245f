"""Lists of cases for one person: what they applied for, what they typed for others, what they look for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.dateparse import parse_datetime

from approvals.models import CaseReader
from approvals.selectors.step_names import outcome_name, step_names
from forms.spec import Text
from workflow.models import Case

PAGE = 50
STATES = ("open", "ended", "typed")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """One case, as a list shows it."""

    uuid: UUID
    number: str
    program: str
    """Hash of the version the case is pinned to."""
    procedure: Text
    applicant: UUID
    is_open: bool
    outcome: Text
    outcome_kind: str
    steps: list[Text]
    """Where it waits now."""
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The last case of a page: the next page begins behind it."""

    started_at: datetime
    number: str

    @property
    def written(self) -> str:
        return f"{self.started_at.isoformat()}_{self.number}"

    @classmethod
    def read(cls, written: str) -> "Cursor | None":
        """What a link carried; nothing when it can't be read."""
        at, _, number = written[:100].replace("\0", "").partition("_")
        try:
            started_at = parse_datetime(at)
        except ValueError:
            return None
        return cls(started_at=started_at, number=number) if started_at and started_at.tzinfo else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """A page of the list."""

    cases: list[OwnCase]
    next: Cursor | None


def own_cases(
    person: UUID,
    *,
    state: str = "open",
    words: str = "",
    procedure: str = "",
    after: Cursor | None = None,
    limit: int = PAGE,
) -> OwnPage:
    """The newest first. `words` are part of a case number or of the procedure's name; `procedure` is a key."""
    cases = _of(person, state)
    if procedure:
        cases = cases.filter(procedure_id=procedure)
    if words:
        named = Q(procedure__name__contains=words) | Q(procedure__name_en__icontains=words)
        cases = cases.filter(Q(number__contains=words) | named)
    return page_of(cases, after, limit)


def own_procedures(person: UUID, state: str) -> list[tuple[str, Text, int]]:
    """Key and name of each procedure in one's list, and how many cases of it; of most first."""
    counted = _of(person, state).order_by().values_list("procedure_id", "procedure__name", "procedure__name_en")
    rows = counted.annotate(count=Count("uuid")).order_by("-count", "procedure_id")
    return [(key, Text(name, english), count) for key, name, english, count in rows]


def page_of(cases: "QuerySet[Case]", after: Cursor | None, limit: int = PAGE) -> OwnPage:
    """The newest first, behind the last one of the page before."""
    if after:
        cases = cases.filter(
            Q(started_at__lt=after.started_at) | Q(started_at=after.started_at, number__lt=after.number)
        )
    rows = list(cases.order_by("-started_at", "-number").values_list(*_COLUMNS)[: limit + 1])
    shown = [
        OwnCase(
            uuid=uuid,
            number=number,
            program=program,
            procedure=Text(name, english),
            applicant=applicant,
            is_open=status == "open",
            outcome=outcome_name(program, outcome),
            outcome_kind=kind,
            steps=step_names(program, steps),
            started_at=started_at,
            ended_at=ended_at,
        )
        for (
            uuid,
            number,
            program,
            name,
            english,
            applicant,
            status,
            outcome,
            kind,
            steps,
            started_at,
            ended_at,
        ) in rows[:limit]
    ]
    last = shown[-1] if len(rows) > limit else None
    return OwnPage(cases=shown, next=Cursor(started_at=last.started_at, number=last.number) if last else None)


def used_lately(person: UUID) -> list[tuple[str, datetime]]:
    """Keys of the procedures they applied with, the latest first, and when that was last."""
    cases = Case.objects.filter(applicant=person).order_by().values("procedure_id").annotate(last=Max("started_at"))
    return [(str(key), last) for key, last in cases.order_by("-last").values_list("procedure_id", "last")]


_COLUMNS = (
    "uuid",
    "number",
    "program_hash",
    "procedure__name",
    "procedure__name_en",
    "applicant",
    "status",
    "outcome",
    "outcome_kind",
    "steps",
    "started_at",
    "ended_at",
)


def _of(person: UUID, state: str) -> "QuerySet[Case]":
    if state == "typed":
        readable = CaseReader.objects.filter(subject=str(person)).values("case")
        return Case.objects.filter(uuid__in=readable, typist=person).exclude(applicant=F("typist"))
    return Case.objects.filter(applicant=person, status=state)
