"""Mails about new work and notices: at once, or once on each working day; they say how many, never what about whom."""

import logging
import smtplib
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from forms.spec import Text
from forms.tokyo_time import TOKYO
from meguro_platform.models import MailChoice, MailHow, User
from meguro_platform.selectors.news_for_mail import News, newest_rows, news_since
from workflow.engine.calendar import BusinessCalendar

logger = logging.getLogger(__name__)

DIGEST_AT = time(8, 30)
"""By the clock on the wall, on working days."""
TAKEN_FOR = timedelta(minutes=5)
"""Whoever sends has the row to himself for so long; after a failure this is also the pause."""
PAUSE = timedelta(minutes=1)
"""At most one mail a minute to one person, also at once."""
MOST = 100
"""Mails of one round of the sweep."""
_OF_THIS_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
"""Troubles that say nothing about the next mail."""
_away: list[datetime] = []
"""Until when this process leaves a server alone that did not answer."""
ADDRESS = Text(
    "メールアドレスを確かめてください。登録できるのは、庁内のアドレスだけです。",
    "Check the address. Only addresses of the office can be used.",
)


class _Away(Exception):
    """The server does not answer."""


def choose_mail(*, person: UUID, how: str, address: str, now: datetime, calendar: BusinessCalendar) -> Text | None:
    """Keep how the person wants mails, from what comes now on; empty for none. Answers why not, when it can't."""
    if how not in MailHow.values:
        MailChoice.objects.filter(person=person).delete()
        return None
    try:
        validate_email(address)
    except ValidationError:
        return ADDRESS
    domains = settings.MAIL_DOMAINS
    if domains and address.rpartition("@")[2].lower() not in domains:
        return ADDRESS
    User.objects.filter(uuid=person).update(email=address)
    entry, notice = newest_rows(person)
    row = {"how": how, "last_entry": entry, "last_notice": notice, "next_at": next_at(how, now, calendar)}
    MailChoice.objects.update_or_create(person=person, defaults=row)
    return None


def next_at(how: str, now: datetime, calendar: BusinessCalendar) -> datetime:
    """When to look next for this person."""
    if how == MailHow.AT_ONCE:
        return now + PAUSE
    here = now.astimezone(TOKYO)
    day = here.date() if here.time() < DIGEST_AT else here.date() + timedelta(days=1)
    while not calendar.is_open(day):
        day += timedelta(days=1)
    return datetime.combine(day, DIGEST_AT, tzinfo=TOKYO)


def mail_notices(*, now: datetime, calendar: BusinessCalendar) -> int:
    """Send what is due; how many mails went out. Nothing without a mail server.

    1. A row is taken by moving on when it is due, so two who sweep never send the same.
    2. The mail is sent outside any transaction; its Message-ID comes from what it tells of, so one that is sent again
       after a crash is recognised.
    3. Only then the row remembers what was told. A server that is away is tried again after a pause, and not with
       other mails before: each try may take as long as its time-out, and the sweep has more to do than mails.
    """
    if not settings.EMAIL_HOST or (_away and now < _away[0]):
        return 0
    sent = 0
    for choice in MailChoice.objects.filter(next_at__lte=now).order_by("next_at", "pk")[:MOST]:
        try:
            sent += _tell(choice, now, calendar)
        except _Away:
            _away[:] = [now + TAKEN_FOR]
            break
    return sent


def _tell(choice: MailChoice, now: datetime, calendar: BusinessCalendar) -> bool:
    taken = MailChoice.objects.filter(pk=choice.pk, next_at=choice.next_at).update(next_at=now + TAKEN_FOR)
    person = User.objects.filter(uuid=choice.person, is_active=True).exclude(email="").first()
    if not taken or person is None:
        return False
    news = news_since(choice.person, choice.last_entry, choice.last_notice)
    try:
        if news.is_any:
            _mail(person, choice, news).send()
    except _OF_THIS_MAIL as trouble:
        logger.warning("a mail was refused; it is tried again later: %s", type(trouble).__name__)
        return False
    except (smtplib.SMTPException, OSError) as trouble:
        logger.warning("a mail could not be sent; all are tried again later: %s", type(trouble).__name__)
        raise _Away from trouble
    MailChoice.objects.filter(pk=choice.pk).update(
        next_at=next_at(choice.how, now, calendar),
        last_entry=news.last_entry,
        last_notice=news.last_notice,
        sent_at=now if news.is_any else choice.sent_at,
    )
    return news.is_any


def _mail(person: User, choice: MailChoice, news: News) -> EmailMessage:
    parts = [f"処理待ち {news.work}件" if news.work else "", f"お知らせ {news.notices}件" if news.notices else ""]
    what = "、".join(part for part in parts if part)
    lines = [f"新しく届きました: {what}", "", "内容は電子決裁の画面で確かめてください。"]
    lines += [settings.PUBLIC_URL, ""] if settings.PUBLIC_URL else [""]
    lines.append("このメールの受け取り方は、画面右上の名前のメニューから変えられます。")
    marker = f"{choice.pk}.{news.last_entry}.{news.last_notice}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}"
    return EmailMessage(
        subject=f"電子決裁: {what}",
        body="\n".join(lines),
        to=[person.email],
        headers={"Message-ID": f"<{marker}>", "Auto-Submitted": "auto-generated"},
    )
