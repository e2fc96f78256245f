"""Judges a file with everything the platform knows: the staff, the file before, the files taken in so far."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from forms.services.issuance.sealed import seal
from forms.spec import Text
from integrations.layouts.judge import judge
from integrations.layouts.judgement import Judgement
from integrations.layouts.layout import Layout
from integrations.layouts.report import as_record, summary
from integrations.layouts.resends import received
from integrations.models import FileJudgement
from integrations.ports import ports
from integrations.selectors.files_taken_in import file_before, history_of
from integrations.selectors.judgements import place


def judge_known(
    layout: Layout,
    content: bytes,
    *,
    control: bytes | None = None,
    month: date | None = None,
    history: QuerySet[FileJudgement],
    corrects: bool = False,
) -> Judgement:
    """`month`: the one the case is for. `history`: the files before it.

    A correction holds only some people, so it is not compared with the month before.
    """
    file = io.BytesIO(content)
    this = received(layout, file) if layout.resend else None
    its_month = _month_in(layout, this.group if this else ())
    later_version = this is not None and this.version > 1
    return judge(
        layout,
        file,
        control=io.BytesIO(control) if control is not None else None,
        previous=None if corrects or later_version else file_before(layout, this, its_month),
        staff=ports().staff_list() if layout.staff else None,
        month=month,
        history=history_of(layout, its_month, history) if layout.resend else None,
    )


def keep_judgement(
    judgement: Judgement,
    *,
    name: str,
    now: datetime,
    uuid: UUID | None = None,
    case: UUID | None = None,
    row_set: UUID | None = None,
    corrects: bool = False,
    refused: Text | None = None,
    entered: Mapping[str, int] | None = None,
) -> FileJudgement:
    """Write down what was found. The same `uuid` again gives what is there already.

    `refused`: why it was not taken in although its checks would let it.
    """
    uuid = uuid or uuid4()
    known = FileJudgement.objects.filter(uuid=uuid).first()
    if known is not None:
        return known
    return FileJudgement.objects.create(
        uuid=uuid,
        layout=judgement.layout.id,
        case=case,
        verdict="rejected" if refused else str(judgement.verdict),
        month=judgement.month,
        version=judgement.version,
        name=name[:500],
        sha256=judgement.survey.sha256,
        row_set=row_set,
        corrects=corrects,
        sealed=seal(_found(judgement, refused, entered or {}), place(uuid)),
        judged_at=now,
    )


def _found(judgement: Judgement, refused: Text | None, entered: Mapping[str, int]) -> dict[str, Any]:
    """What people read of it; sealed, because a finding may quote a row."""
    record = {
        language: as_record(judgement, language) | {"summary": summary(judgement, language)}
        for language in ("ja", "en")
    }
    return {
        "record": record["ja"],
        "summary_en": record["en"]["summary"],
        "refused": {"ja": refused.ja, "en": refused.en} if refused else None,
        "entered": dict(entered),
        "totals": [
            {"id": each.id, "ja": each.name.ja, "en": each.name.en, "in_control": bool(each.control)}
            for each in judgement.layout.totals
        ],
    }


def _month_in(layout: Layout, group: tuple[object, ...]) -> date | None:
    names = layout.resend.group if layout.resend else ()
    found = dict(zip(names, group, strict=False)).get(layout.month or "")
    return found if isinstance(found, date) else None
