"""Mails about new work and notices: at once, or once on each working day; they say how many, never what about whom."""

import logging
import smtplib
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

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
    """The mail in the person's language: how much came, and the page that shows it."""
    with override(person.language):
        counts = []
        if news.work:
            counts.append(ngettext("%(n)s piece of work", "%(n)s pieces of work", news.work) % {"n": news.work})
        if news.notices:
            counts.append(ngettext("%(n)s notice", "%(n)s notices", news.notices) % {"n": news.notices})
        what = _(", ").join(counts)
        subject = _("Approvals: %(what)s") % {"what": what}
        lines = [_("New for you: %(what)s") % {"what": what}, "", _("What it is about stands on the platform's pages.")]
        if settings.PUBLIC_URL:
            page = reverse("approvals:inbox") if news.work else reverse("shell:portal")
            lines.append(settings.PUBLIC_URL.rstrip("/") + page)
        lines += [
            "",
            _("You change how you get these mails in the menu under your name, at the top right."),
        ]
    marker = f"{choice.pk}.{news.last_entry}.{news.last_notice}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}"
    return EmailMessage(
        subject=subject,
        body="\n".join(lines),
        to=[person.email],
        headers={"Message-ID": f"<{marker}>", "Auto-Submitted": "auto-generated"},
    )
