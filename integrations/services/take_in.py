"""Takes a file in for a case: judged and kept in one transaction, or refused with what was found; never in part."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from forms.services.file_cipher import NotDecryptable
from forms.services.stored_content import read_content
from forms.spec import Text
from integrations.errors import FileInvalidError
from integrations.layouts.judge import read_rows
from integrations.layouts.judgement import Judgement, Verdict
from integrations.layouts.layout import Consequence, Layout
from integrations.layouts.report import summary
from integrations.layouts.rows import Row
from integrations.layouts.totals import control_values
from integrations.models import ArrivedFile
from integrations.selectors.files_taken_in import case_that_took, taken_in
from integrations.services.judge_file import judge_known, keep_judgement
from integrations.services.keep_rows import keep_rows
from integrations.systems.system import FileImport

_MOST_REASONS = 3
_NUMBERS = re.compile(r"[、,\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """What for."""

    layout: Layout
    month: date | None
    case: UUID
    origin: str
    uuid: UUID
    """Made from the order: the same order again finds what it kept."""
    entered: Mapping[str, int]
    """What people wrote by hand, by the layout's total."""
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file, and which of its rows are wanted."""

    name: str
    content: bytes
    control: bytes | None = None
    wanted: Callable[[Layout, list[Row]], list[Row]] | None = None
    """None: every row. May raise FileInvalidError."""


def take_in(file: Taken, what: TakeIn) -> dict[str, object]:
    """What the case is told: where the rows are, the totals, how much people have to decide. Raises FileInvalidError.

    Two cases that want the same month at once come one after the other, and the second is told of the first.
    """
    layout, corrects = what.layout, file.wanted is not None
    with transaction.atomic():
        _one_at_a_time(layout.id, what.month)
        judgement = judge_known(
            layout,
            file.content,
            control=file.control,
            month=what.month,
            history=taken_in(layout.id, but=what.uuid, but_of=None if corrects else what.case),
            corrects=corrects,
        )
        rows, refused = _usable(judgement, file, what)
        row_set = None
        if refused is None:
            kept = keep_rows(
                judgement=judgement,
                file=io.BytesIO(file.content),
                name=file.name,
                entered=what.entered,
                control=control_values(file.control) if file.control else None,
                rows=rows,
                now=what.now,
                uuid=what.uuid,
                origin=what.origin,
            )
            row_set = UUID(kept.row_set)
        keep_judgement(
            judgement,
            name=file.name,
            now=what.now,
            uuid=what.uuid,
            case=what.case,
            row_set=row_set,
            corrects=corrects,
            refused=refused if judgement.verdict is not Verdict.REJECTED else None,
            entered=what.entered,
        )
    if refused is not None:
        raise FileInvalidError(refused)
    told = {"row_set": kept.row_set, "count": kept.count}
    return {"rows": told, "findings": _to_decide(judgement), **judgement.totals}


def correction_of(carriage: FileImport, month: date | None, people: str) -> Taken:
    """The newest file of the month that waits and is no first version. Raises FileInvalidError.

    Only its marked rows are used, and only if they are about exactly the people that were named.
    """
    waiting = ArrivedFile.objects.filter(
        message=carriage.files,
        status__in=[ArrivedFile.Status.WAITING, ArrivedFile.Status.AGAIN],
        judgement__month=month,
        judgement__version__gt=1,
    )
    arrival = waiting.order_by("-judgement__version", "-arrived_at").first()
    if arrival is None:
        raise FileInvalidError(
            Text("訂正のファイルがまだ届いていません。", "No file with corrections has arrived for this month.")
        )
    named = {number for number in _NUMBERS.split(people.strip()) if number}

    def wanted(layout: Layout, rows: list[Row]) -> list[Row]:
        return _corrected(layout, rows, carriage, named)

    try:
        control = read_content(arrival.control_sha256) if arrival.control_sha256 else None
        content = read_content(arrival.sha256)
    except NotDecryptable:
        raise FileInvalidError(Text("届いたファイルを読めません。", "The file that arrived cannot be read.")) from None
    return Taken(name=arrival.name, content=content, control=control, wanted=wanted)


def _corrected(layout: Layout, rows: list[Row], carriage: FileImport, named: set[str]) -> list[Row]:
    """Raises FileInvalidError for a row that is neither marked nor unchanged, and for other people than named."""
    found = []
    for row in rows:
        if _is(row, carriage.corrected):
            found.append(row)
        elif not _is(row, carriage.unchanged):
            raise FileInvalidError(
                Text("訂正でも、そのままでもない行があります。", "A row is neither corrected nor unchanged."),
                row=row.row,
            )
    numbers = {str(row.values.get(layout.key[0])) for row in found} if layout.key else set()
    if numbers != named:
        more, missing = "、".join(sorted(numbers - named)), "、".join(sorted(named - numbers))
        raise FileInvalidError(
            Text(
                f"訂正の行の職員が、届と合いません(ファイルだけ: {more or 'なし'}、届だけ: {missing or 'なし'})。",
                f"The corrected rows are about other people than named (only in the file: {more or 'none'}, "
                f"only named: {missing or 'none'}).",
            )
        )
    return found


def _is(row: Row, marks: Mapping[str, str]) -> bool:
    return bool(marks) and all(str(row.values.get(item) or "") == value for item, value in marks.items())


def _usable(judgement: Judgement, file: Taken, what: TakeIn) -> tuple[list[Row] | None, Text | None]:
    """The rows to keep (None: all), or why there are none."""
    if judgement.verdict is Verdict.REJECTED:
        return None, _reasons(judgement)
    if judgement.already_received:
        return None, _taken_before(judgement, what)
    if file.wanted is None:
        return None, None
    try:
        return file.wanted(what.layout, list(read_rows(what.layout, io.BytesIO(file.content)))), None
    except FileInvalidError as problem:
        return None, problem.text


def _taken_before(judgement: Judgement, what: TakeIn) -> Text:
    number = case_that_took(what.layout.id, judgement.survey.sha256, but=what.uuid)
    return Text(
        f"同じファイルは、案件 {number} がもう取り込んでいます。二度は取り込みません。",
        f"Case {number} has taken this very file in already. It is not taken in twice.",
    )


def _one_at_a_time(layout: str, month: date | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"file of {layout} {month}"])


def _to_decide(judgement: Judgement) -> int:
    """How much two people have to decide. The case is told, and never goes on as if there were nothing."""
    return sum(tally.count for tally in judgement.tallies if tally.code.consequence is Consequence.HOLD)


def _reasons(judgement: Judgement) -> Text:
    """The verdict in one line and the first places."""
    places = [detail.text for tally in judgement.tallies for detail in tally.details][:_MOST_REASONS]
    ja = "".join((f"{summary(judgement, 'ja')}。", *(place.ja for place in places)))
    return Text(ja, " ".join((f"{summary(judgement, 'en')}.", *(place.in_language("en") for place in places))))
