"""Lists of the inbox under a name of one's own."""

from uuid import UUID

from approvals.models import SavedView
from forms.plain_text import unseen, unstorable
from forms.spec import Text

MOST = 12
LONGEST = 40


def save_view(*, person: UUID, name: str, query: str) -> Text | None:
    """Keep the list; one of the same name is replaced. Answers why not, when it can't."""
    written = name.strip()
    if not written or len(written) > LONGEST or unstorable(written) or unseen(written):
        return Text(f"名前は1〜{LONGEST}文字で書いてください。", f"Give it a name of 1 to {LONGEST} characters.")
    mine = SavedView.objects.filter(person=person)
    if mine.exclude(name=written).count() >= MOST:
        return Text(
            f"残せるのは{MOST}個までです。使わないものを消してください。", f"At most {MOST} are kept. Delete one first."
        )
    SavedView.objects.update_or_create(person=person, name=written, defaults={"query": query})
    return None


def delete_view(*, person: UUID, name: str) -> None:
    """Nothing happens when it is gone already."""
    SavedView.objects.filter(person=person, name=name[:LONGEST]).delete()
