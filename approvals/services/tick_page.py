"""頁ごとの確認: opening a page ticks it for whoever opened it; they may bookmark it, note something, or untick it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.models import PageTick
from approvals.services.record import record_person
from forms.free_text import text_problem
from forms.spec import Text

MARKS = ("bookmark", "no_bookmark", "not_yet")
LONGEST_NOTE = 1_000


@transaction.atomic
def open_page(
    *,
    case: UUID,
    number: str,
    sha256: str,
    page: int,
    person: UUID,
    own: bool,
    now: datetime,
    sensitive: bool = False,
    reason: str = "",
) -> None:
    """The page is on the person's screen. In cases of others the first time is recorded in the person's stream.

    Of a sensitive file each time is, with the reason: what was said, or the step that waits for the person.
    """
    tick, comes_first = PageTick.objects.get_or_create(person=person, case_id=case, sha256=sha256, page=page)
    if not tick.seen:
        PageTick.objects.filter(pk=tick.pk).update(seen=True)
    if (comes_first or sensitive) and not own:
        body = {"case": str(case), "number": number, "sha256": sha256, "page": page, "reason": reason}
        record_person(person=person, event="viewed_page", now=now, body=body)


def mark_page(*, case: UUID, sha256: str, page: int, person: UUID, mark: str) -> None:
    """Changes what the person noted, by one of MARKS; of a page they never opened there is nothing to change."""
    change: dict[str, bool] = {"seen": False} if mark == "not_yet" else {"bookmarked": mark == "bookmark"}
    PageTick.objects.filter(person=person, case=case, sha256=sha256, page=page).update(**change)


def note_page(*, case: UUID, sha256: str, page: int, person: UUID, note: str) -> Text | None:
    """Keeps what the person noted on a page they opened; an empty one takes it away. Answers why not, when it can't."""
    problem = text_problem(note, LONGEST_NOTE)
    if problem is not None:
        return problem
    PageTick.objects.filter(person=person, case=case, sha256=sha256, page=page).update(note=note)
    return None
