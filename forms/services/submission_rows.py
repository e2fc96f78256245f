"""What the case's own statement writes when answers have a new revision: the row, and which files are sent now."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from forms.field_type import Json
from forms.fields.attachment import attached_files


def submission_row(
    *, case: str | UUID, revision: int, answers: Mapping[str, Json], written_by: str | UUID | None, at: datetime
) -> dict[str, Any]:
    """Columns and values of one row of forms_submission, ready for an INSERT."""
    return {
        "case": UUID(str(case)),
        "revision": revision,
        "answers": json.dumps(answers, ensure_ascii=False, allow_nan=False),
        "written_by": None if written_by is None else UUID(str(written_by)),
        "at": at,
    }


def sent_files(answers: Iterable[Json]) -> tuple[str, list[Any]] | None:
    """The DELETE by which files count as sent; None when there are none in the answers."""
    uuids = [UUID(file.uuid) for answer in answers for file in attached_files(answer)]
    return ("DELETE FROM forms_unsentfile WHERE uuid = ANY(%s)", [uuids]) if uuids else None
