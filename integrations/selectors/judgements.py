"""What was found in files, as pages show it: reasons, warnings, and what was not checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from forms.issuance.totals import FEWEST
from forms.selectors.issuance.sampled_rows import counts_checked
from forms.services.file_cipher import NotDecryptable
from forms.services.issuance.sealed import opened
from forms.spec import Text
from integrations.models import FileJudgement

_MOST_PLACES = 5
WEIGHTS: Mapping[str, tuple[Text, str]] = {
    "reject": (Text("使えない", "Rejects"), "bad"),
    "hold": (Text("二人で決める", "Two people decide"), "warn"),
    "warn": (Text("見ておく", "To look at"), "now"),
    "note": (Text("記録", "Note"), ""),
}
VERDICTS: Mapping[str, tuple[Text, str]] = {
    "accepted": (Text("検査に通りました", "Accepted"), "ok"),
    "held": (Text("二人で決める点があります", "Held: two people decide"), "warn"),
    "rejected": (Text("使えません", "Rejected"), "bad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One kind of finding and its first places."""

    weight: Text
    tone: str
    label: Text
    count: int
    places: tuple[tuple[str, Text, Text], ...]
    """Row, item and sentence."""

    @property
    def more(self) -> int:
        return self.count - len(self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A total as computed, and as somebody entered it by hand."""

    name: Text
    computed: int
    entered: int

    @property
    def agrees(self) -> bool:
        return self.entered == self.computed


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judgement."""

    uuid: UUID
    layout: str
    name: str
    sha256: str
    month: date | None
    version: int | None
    verdict: str
    words: Text
    tone: str
    summary: Text
    refused: Text | None
    findings: tuple[Finding, ...]
    not_checked: tuple[Text, ...]
    details: int
    figures: tuple[Figure, ...]
    """Of few rows none: they would say what single people get."""
    judged_at: datetime
    corrects: bool
    row_set: UUID | None
    """Its rows, once it was taken in."""
    checked: tuple[int, int] | None
    """How many of those drawn agree with the ledger, and how many differ; None where nobody has begun."""

    @property
    def is_a_month(self) -> bool:
        """Whether it can be compared with the month before: all people of a month, and every row can be read."""
        first = self.version is None or self.version == 1
        return self.verdict != "rejected" and self.month is not None and first and not self.corrects


def place(judgement: UUID) -> str:
    """What the findings are bound to."""
    return f"judgement/{judgement}"


def judgements_of(case: UUID) -> list[Judged]:
    """Every look a case took at a file, the last first."""
    return _shown(FileJudgement.objects.filter(case=case).order_by("-judged_at"))


def judgement_named(uuid: UUID) -> Judged | None:
    """One judgement; None also for one that cannot be opened any more."""
    return next(iter(_shown(FileJudgement.objects.filter(uuid=uuid))), None)


def _shown(rows: QuerySet[FileJudgement]) -> list[Judged]:
    found = []
    checked = counts_checked(row.row_set for row in rows if row.row_set)
    for row in rows:
        try:
            counts = checked.get(row.row_set) if row.row_set else None
            found.append(_judged(row, opened(row.sealed, place(row.uuid)), counts))
        except NotDecryptable:
            continue
    return found


def _judged(row: FileJudgement, found: Mapping[str, Any], checked: tuple[int, int] | None) -> Judged:
    record, refused = found["record"], found["refused"]
    words, tone = VERDICTS[row.verdict]
    return Judged(
        uuid=row.uuid,
        layout=row.layout,
        name=row.name,
        sha256=row.sha256,
        month=row.month,
        version=row.version,
        verdict=row.verdict,
        words=words,
        tone=tone,
        summary=Text(record["summary"], found["summary_en"]),
        refused=Text(refused["ja"], refused["en"]) if refused else None,
        findings=tuple(_finding(reason) for reason in record["reasons"]),
        not_checked=tuple(Text(each["ja"], each["en"]) for each in record["not_checked"]),
        details=record["details"],
        figures=tuple(_figures(record, found)) if record["details"] >= FEWEST else (),
        judged_at=row.judged_at,
        corrects=row.corrects,
        row_set=row.row_set,
        checked=checked,
    )


def _finding(reason: Mapping[str, Any]) -> Finding:
    weight, tone = WEIGHTS[reason["consequence"]]
    return Finding(
        weight=weight,
        tone=tone,
        label=Text(reason["label"]["ja"], reason["label"]["en"]),
        count=reason["count"],
        places=tuple(
            (str(each["row"] or ""), Text(each["item"] or ""), Text(each["ja"], each["en"]))
            for each in reason["places"][:_MOST_PLACES]
        ),
    )


def _figures(record: Mapping[str, Any], found: Mapping[str, Any]) -> list[Figure]:
    """Only what was entered by hand: whoever still has to enter it does not read it here."""
    entered = found["entered"]
    return [
        Figure(name=Text(total["ja"], total["en"]), computed=value, entered=entered[total["id"]])
        for total in found["totals"]
        if isinstance(value := record["totals"].get(total["id"]), int) and total["id"] in entered
    ]
