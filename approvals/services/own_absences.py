"""不在: a person registers the days on which he is away, and takes back what he registered."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from approvals.models import Absence
from approvals.selectors.own_absences import own_absences
from approvals.services.give_out_again import give_out_again
from approvals.services.raise_revision import raise_revision
from approvals.services.record import record_organisation
from approvals.services.set_absence import set_absence
from forms.free_text import text_problem
from forms.spec import Text
from forms.tokyo_time import TOKYO

LONGEST = timedelta(days=3 * 366)
LONGEST_REASON = 100
_BACKWARDS = Text("最終日が初日より前です。", "The last day is before the first.")
_PAST = Text("過ぎた日だけの不在は登録できません。", "These days are over.")
_TOO_LONG = Text("不在は3年までです。", "An absence lasts three years at most.")
_TWICE = Text("その期間には、もう不在が登録されています。", "An absence on some of these days is registered already.")
_GONE = Text("その不在は、もう登録されていません。", "This absence is not registered any more.")


def register_absence(*, person: UUID, first: date, last: date, reason: str, now: datetime) -> Text | None:
    """Keep it, with the person as whoever registered it; why not, if it can't be kept."""
    today, until = now.astimezone(TOKYO).date(), last + timedelta(days=1)
    if last < first:
        return _BACKWARDS
    if last < today:
        return _PAST
    if until - first > LONGEST:
        return _TOO_LONG
    if (problem := text_problem(reason, LONGEST_REASON)) is not None:
        return problem
    if any(each.since < until and (each.until is None or each.until > first) for each in own_absences(person, today)):
        return _TWICE
    set_absence(person=person, since=first, until=until, reason=reason, now=now, by=person)
    return None


def cancel_absence(*, absence: int, person: UUID, now: datetime) -> Text | None:
    """The person is back from today on, or not away at all; why not, if it is not his to take back."""
    today = now.astimezone(TOKYO).date()
    with transaction.atomic():
        known = Absence.objects.select_for_update().filter(pk=absence, person=person).first()
        if known is None or (known.until is not None and known.until <= today):
            return _GONE
        if known.told_by:
            return Text(
                f"{known.told_by}で登録した不在です。{known.told_by}で取り消してください。",
                f"It was registered in “{known.told_by}”; take it back there.",
            )
        if known.since < today:
            known.until = today
            known.save(update_fields=["until"])
        else:
            known.delete()
        raise_revision()
        body = {"person": str(person), "since": known.since.isoformat(), "until": max(known.since, today).isoformat()}
        record_organisation(event="absence_cancelled", by=person, now=now, body=body)
    give_out_again(person=person, now=now)
    return None
