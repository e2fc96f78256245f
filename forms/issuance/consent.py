"""Who may be served electronically: a ledger of notices and answers, and what it says at an instant.

    未通知 → 通知済(期限) → みなし承諾 | 明示承諾 | 拒否 → 撤回 → 再承諾

Entries are only ever added. Deemed consent is no entry: it is a notice whose deadline has passed without an answer,
for a kind of document where the law allows it. Nobody who once said no is deemed to have agreed.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from msgspec import Struct

from forms.spec import Text


class Act(StrEnum):
    """What an entry of the ledger records."""

    NOTICE = "notice"
    """The person was told kind and content of the electronic way, and by when to answer."""
    AGREE = "agree"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class ConsentState(StrEnum):
    """Where one person stands with one kind of consent."""

    NOT_NOTIFIED = "not_notified"
    NOTIFIED = "notified"
    DEEMED = "deemed"
    EXPLICIT = "explicit"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RENEWED = "renewed"
    """Agreed again after a refusal or a withdrawal."""


LABELS = {
    ConsentState.NOT_NOTIFIED: Text("未通知", "Not notified"),
    ConsentState.NOTIFIED: Text("答えを待っています", "Waiting for an answer"),
    ConsentState.DEEMED: Text("みなし承諾", "Deemed consent"),
    ConsentState.EXPLICIT: Text("承諾あり", "Consent given"),
    ConsentState.REFUSED: Text("拒否", "Refused"),
    ConsentState.WITHDRAWN: Text("撤回", "Withdrawn"),
    ConsentState.RENEWED: Text("再承諾", "Consent renewed"),
}

CONSENTING = frozenset({ConsentState.DEEMED, ConsentState.EXPLICIT, ConsentState.RENEWED})
"""A document may be given electronically."""


class ConsentEntry(Struct, frozen=True, kw_only=True):
    """One entry of the ledger."""

    act: Act
    at: datetime
    text_version: int
    """Version of the explanation that was sent, or that the answer was given to."""
    deadline: datetime | None = None
    """Of a notice: silence after this instant is consent, where the law allows it."""
    id: str = ""


class Standing(Struct, frozen=True, kw_only=True):
    """What the ledger says at an instant, and which entry says so."""

    state: ConsentState
    entry: ConsentEntry | None = None
    """The basis: the answer, or the notice that nobody answered."""

    @property
    def consents(self) -> bool:
        return self.state in CONSENTING


_NOBODY = Standing(state=ConsentState.NOT_NOTIFIED)


def standing(entries: Iterable[ConsentEntry], at: datetime, *, deemed_allowed: bool) -> Standing:
    """Where a person stands at an instant, from all entries in the order they were written; later ones do not count."""
    now = _NOBODY
    said_no = False
    for entry in entries:
        if entry.at > at:
            break
        now = _after(now, entry, said_no=said_no, deemed_allowed=deemed_allowed)
        said_no = said_no or entry.act in (Act.REFUSE, Act.WITHDRAW)
    return _with_silence(now, at, deemed_allowed=deemed_allowed)


def objection(now: Standing, act: Act) -> Text | None:
    """Why an entry can't be added in this standing; None when it can."""
    match act:
        case Act.NOTICE:
            return None
        case Act.AGREE if now.state in (ConsentState.EXPLICIT, ConsentState.RENEWED):
            return Text("すでに承諾しています。", "Consent has already been given.")
        case Act.REFUSE if now.consents:
            return Text(
                "すでに電子で受け取っています。やめるときは撤回してください。",
                "Documents are already received electronically. Withdraw the consent to stop.",
            )
        case Act.REFUSE if now.state in (ConsentState.REFUSED, ConsentState.WITHDRAWN):
            return Text("すでに紙で受け取ることになっています。", "Paper has already been chosen.")
        case Act.WITHDRAW if not now.consents:
            return Text("承諾がないので、撤回できません。", "There is no consent that could be withdrawn.")
        case Act.AGREE | Act.REFUSE | Act.WITHDRAW:
            return None
        case _:
            assert_never(act)


def _after(now: Standing, entry: ConsentEntry, *, said_no: bool, deemed_allowed: bool) -> Standing:
    """The standing behind an entry. A notice does not undo an answer, nor a silence that has become consent."""
    match entry.act:
        case Act.NOTICE:
            settled = _with_silence(now, entry.at, deemed_allowed=deemed_allowed)
            if settled.state not in (ConsentState.NOT_NOTIFIED, ConsentState.NOTIFIED):
                return settled
            return Standing(state=ConsentState.NOTIFIED, entry=entry)
        case Act.AGREE:
            return Standing(state=ConsentState.RENEWED if said_no else ConsentState.EXPLICIT, entry=entry)
        case Act.REFUSE:
            return Standing(state=ConsentState.REFUSED, entry=entry)
        case Act.WITHDRAW:
            return Standing(state=ConsentState.WITHDRAWN, entry=entry)
        case _:
            assert_never(entry.act)


def _with_silence(now: Standing, at: datetime, *, deemed_allowed: bool) -> Standing:
    """A notice whose deadline has passed is consent, where the law allows it."""
    if now.state is not ConsentState.NOTIFIED or now.entry is None or not deemed_allowed:
        return now
    over = now.entry.deadline is not None and now.entry.deadline < at
    return Standing(state=ConsentState.DEEMED, entry=now.entry) if over else now
