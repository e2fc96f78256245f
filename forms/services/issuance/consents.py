"""Adds entries to the ledger of consents: notices that went out, answers that came in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from forms.errors import IssuanceRefused
from forms.issuance.consent import Act, objection
from forms.issuance.rows import RowState
from forms.models import Channel as Channel
from forms.models import Consent, ConsentText, IssueRow
from forms.ports import ports
from forms.selectors.issuance.standings import standing_of, standings_of, text_in_force
from forms.services.issuance.reason import as_kept
from forms.services.issuance.words import OWN_PAGE
from forms.tokyo_time import TOKYO, write_instant


@transaction.atomic
def notify(
    *, consent: str, people: Iterable[UUID], by: UUID, now: datetime, channel: Channel = Channel.SCREEN
) -> list[UUID]:
    """Tell people kind and content of the electronic way and by when to answer; those who have answered are left out.

    `channel` PAPER records a notice sent by post, to somebody on leave or without a PC. Raises IssuanceRefused.
    """
    text = _text(consent)
    standings = standings_of(consent, people, now)
    told = [person for person, standing in standings.items() if not standing.consents and standing.state != "notified"]
    if not told:
        return []
    deadline = _end_of_day(now + timedelta(days=text.days))
    Consent.objects.bulk_create(
        Consent(
            person=person,
            consent=consent,
            act=Act.NOTICE.value,
            at=now,
            text_version=text.version,
            deadline=deadline,
            channel=channel,
            recorded_by=by,
        )
        for person in told
    )
    if channel is Channel.SCREEN:
        ports().tell(
            people=told,
            key=f"consent:{consent}:{text.version}",
            subject=f"{consent}についてのおたずね",
            text=f"{write_instant(deadline)}までに「{OWN_PAGE}」の画面で答えてください。",
            now=now,
        )
    body = {"consent": consent, "version": text.version, "people": len(told), "channel": channel.value}
    ports().record_event(person=by, event="sent_consent_notice", now=now, body=body)
    return told


@transaction.atomic
def answer(
    *,
    consent: str,
    person: UUID,
    act: Act,
    version: int,
    by: UUID,
    now: datetime,
    channel: Channel = Channel.SCREEN,
    note: str = "",
) -> Consent:
    """Agree, refuse or withdraw, for oneself on the screen or as a clerk who holds the paper.

    `version` is the text that was read: another one in force since is refused, because nobody has agreed to it.
    Takes effect for every document that is not published yet. Raises IssuanceRefused.
    """
    text = _text(consent)
    if act is Act.AGREE and version != text.version:
        raise IssuanceRefused(
            f"説明が第{text.version}版に変わりました。もう一度読んで答えてください。",
            f"The explanation has changed to version {text.version}. Read it again before you answer.",
        )
    if not 1 <= version <= text.version:
        raise IssuanceRefused("この説明の版はありません。", "There is no such version of the explanation.")
    note = as_kept(note)
    if channel is Channel.PAPER and not note:
        raise IssuanceRefused("紙をどこに保管したか書いてください。", "Write where the paper is kept.")
    _one_at_a_time(consent, person)
    why_not = objection(standing_of(consent, person, now), act)
    if why_not is not None:
        raise IssuanceRefused(why_not.ja, why_not.en)
    entry = Consent.objects.create(
        person=person,
        consent=consent,
        act=act.value,
        at=now,
        text_version=version,
        channel=channel,
        recorded_by=by,
        note=note,
    )
    if act is not Act.AGREE:
        _go_back_to_paper(consent, person)
    body = {"consent": consent, "act": act.value, "version": version, "person": str(person), "channel": channel.value}
    ports().record_event(person=by, event="answered_consent", now=now, body=body)
    return entry


def _go_back_to_paper(consent: str, person: UUID) -> None:
    """What is made and not yet published goes on paper."""
    waiting = IssueRow.objects.filter(person=person, state=RowState.MADE.value, batch__consent=consent)
    waiting.update(state=RowState.PAPER.value)


def _one_at_a_time(consent: str, person: UUID) -> None:
    """Two windows of one person answer one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"consent {consent} {person}"])


def _text(consent: str) -> ConsentText:
    text = text_in_force(consent)
    if text is None:
        raise IssuanceRefused(f"「{consent}」の説明がまだありません。", f"There is no explanation of “{consent}” yet.")
    return text


def _end_of_day(instant: datetime) -> datetime:
    return instant.astimezone(TOKYO).replace(hour=23, minute=59, second=59, microsecond=0)
