"""Sounding people out (根回し): a drafter shows a draft and is told what they think, before anything is handed in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from forms.free_text import text_problem
from forms.models import Draft, Sounding, SoundingRemark
from forms.spec import Text

LONGEST = 2_000
MOST = 20
NOTHING_WRITTEN = Text(
    "下書きがまだありません。まず様式に書いてください。", "There is no draft yet. Write something into the form first."
)
ONESELF = Text("自分の下書きは、もう見られます。", "You see your own draft already.")
TOO_MANY = Text(f"下書きを見せられるのは{MOST}人までです。", f"At most {MOST} people can be shown a draft.")
EMPTY = Text("書くことを入れてください。", "Write what you want to say.")


@transaction.atomic
def show_draft(*, person: UUID, procedure: str, to: UUID, asked: str, at: datetime) -> Text | None:
    """Let somebody read one's draft as it stands; why not, if it can't be. Again changes only what is asked."""
    draft = Draft.objects.select_for_update().filter(person=person, procedure=procedure).first()
    if draft is None:
        return NOTHING_WRITTEN
    if to == person:
        return ONESELF
    if (problem := text_problem(asked, LONGEST)) is not None:
        return problem
    others = Sounding.objects.filter(draft=draft).exclude(person=to)
    if others.count() >= MOST:
        return TOO_MANY
    Sounding.objects.update_or_create(draft=draft, person=to, defaults={"asked": asked, "shown_at": at})
    return None


def end_sounding(*, sounding: int, person: UUID) -> bool:
    """Take one's draft back from somebody, with all that was written about it; whether it was there."""
    return bool(Sounding.objects.filter(pk=sounding, draft__person=person).delete()[0])


def remark_on_draft(*, sounding: Sounding, person: UUID, text: str, at: datetime) -> Text | None:
    """Write to the other one; why not, if it can't be. The two were found by the selector."""
    problem = text_problem(text, LONGEST) if text else EMPTY
    if problem is None:
        SoundingRemark.objects.create(sounding=sounding, person=person, text=text, at=at)
    return problem
