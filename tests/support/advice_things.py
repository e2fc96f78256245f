"""What people have besides the case of `tests/support/advice_case.py`: of each kind of thing one that is there."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from approvals.models import Absence, Delegation, LaterView, PageTick, Remark, SavedView
from approvals.services.delegations import give_delegation
from approvals.services.own_absences import register_absence
from approvals.services.saved_views import save_view
from approvals.services.tick_page import note_page, open_page
from forms.models import Attachment, Sounding, SoundingRemark
from forms.services.save_draft import save_draft
from forms.services.sound_out import show_draft
from meguro_platform.models import User
from tests.support.letter_story import TEXT, a_letter, acted
from workflow.models import Case, DefinitionVersion, Effect, Incident, UserTask

LETTER = TEXT.replace("id: organiser, 型: 文字", "id: organiser, 型: 文字, 見せる人: 人事課人事係")
"""Only the examiners are shown all that stands in the letter, and the applicant, who wrote it."""
SHOWN = {
    "view": "しまった一覧",
    "note": "頁の書きとめ",
    "sounding": "下書きの相談",
    "absence": "不在のわけ",
    "delegation": "代理のわけ",
    "call": "住所の登録",
    "listed": ' 相談"></option>',
}
"""What stands on a page that shows it."""
Filled = dict[str, object]


def things_of(applicant: User, shown: User, other: User, case: Case, papers: str) -> dict[str, Filled]:
    """Gives the applicant one of each; what then stands in an address, by how the address begins."""
    now, me = timezone.now(), applicant.uuid
    first = timezone.localdate() + timedelta(days=100)  # nothing of the case depends on it
    given = give_delegation(
        principal=me,
        kind="absence",
        to=f"person:{other.uuid}",
        since=first,
        last=first,
        reason=SHOWN["delegation"],
        now=now,
    )
    assert isinstance(given, Delegation), given
    assert register_absence(person=me, first=first, last=first, reason=SHOWN["absence"], now=now) is None
    assert save_view(person=me, name=SHOWN["view"], query="order=deadline") is None
    save_draft(person=me, procedure="advice", values={"matter": "下書きの用件"}, at=now)
    assert show_draft(person=me, procedure="advice", to=shown.uuid, asked=SHOWN["sounding"], at=now) is None
    sha256 = Attachment.objects.get(uuid=papers).sha256
    open_page(case=case.uuid, number=case.number, sha256=sha256, page=1, person=me, own=True, now=now)
    assert note_page(case=case.uuid, sha256=sha256, page=1, person=me, note=SHOWN["note"]) is None
    stuck = Incident.objects.create(case=case, incident="1", node="確認", kind="broken", detail="停止", opened_at=now)
    call = Effect.objects.create(
        key=f"{case.uuid}:call/1",
        case=case,
        call="call/1",
        node="call",
        target="人事給与",
        operation=SHOWN["call"],
        payload={},
        retry={},
        timeout_seconds=1,
        status=Effect.Status.DEAD,
        next_at=now,
        created_at=now,
    )
    sent, waiting = acted(a_letter(LETTER), "enforced", sealed="yes"), a_letter(LETTER)
    sounding = Sounding.objects.get(person=shown.uuid).pk
    return {
        "/apply/{procedure}/sounding/": {"sounding": sounding},
        "/soundings/": {"sounding": sounding},
        "/delegations/absences/": {"absence": Absence.objects.get(person=me).pk},
        "/delegations/{delegation}/": {"delegation": given.pk},
        "/operations/{incident}/": {"incident": stuck.pk},
        "/operations/calls/": {"call": call.pk},
        "/clerk/{key}/versions/": {"version": DefinitionVersion.objects.get(procedure__key="advice").pk},
        "/lookup/": {"kind": "case"},
        "/cases/{number}/letters/": {"number": sent.number, "seq": sent.journal_seq},
        "/cases/{number}/tasks/{task}/letter.pdf": {"number": waiting.number, "task": open_task(waiting)},
        "/cases/{number}/reports/": {"name": "変更届"},
    }


def open_task(case: Case) -> UUID:
    return UserTask.objects.get(case=case, status="open").uuid


COUNTED: tuple[Callable[[], int], ...] = (
    Case.objects.count,
    Remark.objects.count,
    LaterView.objects.exclude(seen_at=None).count,
    Delegation.objects.filter(ended_at=None).count,
    Absence.objects.count,
    SavedView.objects.count,
    Sounding.objects.count,
    SoundingRemark.objects.count,
    PageTick.objects.filter(note=SHOWN["note"]).count,
)
"""Change with what somebody does about one of these."""
