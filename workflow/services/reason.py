"""The reason without which some acts are not recorded (振替, 引上げ, 追加)."""

from forms.free_text import text_problem
from forms.plain_text import tidy
from forms.spec import Text
from workflow.engine.outcome import Objection, Refused

LONGEST = 1_000
NONE_GIVEN = Text(f"理由を{LONGEST:,}字までで書いてください。", f"Write a reason of at most {LONGEST:,} characters.")


def reason_refused(text: str) -> Refused | None:
    """Why a text cannot stand in the record as the reason of an act; None when it can."""
    problem = text_problem(tidy(text), LONGEST) if text.strip() else NONE_GIVEN
    return Refused((Objection(code="comment_required", message=problem),)) if problem else None
