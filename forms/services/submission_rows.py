"""The row that keeps answers as a new revision; the case's own statement writes it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from forms.field_type import Json


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
