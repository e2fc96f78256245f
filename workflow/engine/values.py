"""Small values that programs are made of: people as definitions name them, spans of time, what a button leads to."""

from datetime import timedelta
from typing import Literal

from msgspec import Struct

TimeUnit = Literal[
    "seconds",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "business_days",
    "office_hours",
    "month_end",
    "fiscal_year_end",
]
"""Of the last two, the amount says how many such ends lie between: 0 is the next one."""


class Span(Struct, omit_defaults=True, frozen=True):
    """A length of time as written, e.g. 3 business days; only a calendar turns it into an instant."""

    amount: int
    unit: TimeUnit

    @property
    def plain(self) -> timedelta | None:
        """The length by the clock; None where only a calendar knows it."""
        seconds = _PLAIN.get(self.unit)
        return None if seconds is None else timedelta(seconds=self.amount * seconds)

    @property
    def months(self) -> int | None:
        """The length in whole months of the calendar; None for anything shorter."""
        return {"months": self.amount, "years": 12 * self.amount}.get(self.unit)


class Due(Span, omit_defaults=True, frozen=True):
    """When something has to be done: a span counted from its beginning, or from a day of the case, forwards or back."""

    start: str = ""
    """Expression of the day it is counted from; empty: the moment the work begins."""
    closed: Literal["next", "previous", "as_is"] = "next"
    """On which day it ends when the office is closed on its last one."""


_PLAIN: dict[TimeUnit, int] = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3_600,
    "days": 86_400,
    "weeks": 604_800,
}


class Reminder(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Remind after `every`, once or again and again, `at_most` times."""

    every: Span
    repeat: bool = True
    at_most: int | None = None


class Monthly(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Once a month: on which day, and at what time of the office's clock."""

    day: int = 0
    """0: the last one."""
    at: str
    """09:00"""


class Retry(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """How often a call is tried, the pause after the first failure, and whether pauses double."""

    times: int = 3
    first: Span = Span(1, "minutes")
    doubling: bool = True


class PersonRef(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """People as a definition names them: a base and relations followed from it, e.g. applicant -> head.

    base: `applicant` `drafter` `typist` `everyone` `previous` `step:<node id>` `unit:<unit key>` `item:<item key>`
    relations, in order: `head` (所属長) · `post:<title>` (課長 …) · `level:department|section|subsection` (部 課 係)
    · `unit:<unit key>` (a named unit below) · `role:<name>` (庶務担当 …) · `in_charge` (担当者)
    """

    base: str
    relations: tuple[str, ...] = ()
    text: str = ""
    """As written, for people."""


class Edit(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """An item that may be written at a step."""

    item: str
    required: bool = False


class Button(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One way a person can finish a step."""

    verdict: str
    """Stable key: the English word of the vocabulary (`decide`, `send_back` …) or the name of an added action."""
    ja: str
    en: str = ""
    leads: Literal["next", "jump", "end", "send_back"]
    to: str = ""
    """Node id of a jump or of an action's own send-back, name of the outcome of an end; empty for next."""
    targets: tuple[str, ...] = ()
    """Node ids a person may send back to, nearest choice first."""
    reason: Literal["required", "optional", "none"] = "optional"
    outcome: str = ""
    """What 決定.結果 says when it decides; empty: the verdict."""
    verb: str = ""
    """What stands on it, where the procedure says so itself (命令する); `ja` then says that it was done (命令)."""
    verb_en: str = ""
    """The same on English screens; empty: `verb`."""
    stage: str = ""
    """The stage of a 回議 in which it is offered; empty where it is offered to everybody."""


class Overdue(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What happens when the deadline passes: a side lane beside the work, or a chain that takes the work over."""

    then: Literal["leave", "take_over"] = "leave"
    to: str = ""
    """Node id where the chain starts."""


class Catch(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A handler that applies to errors raised at a node; a node's catches stand innermost first."""

    codes: tuple[str, ...]
    """`call_failed`, codes of raise steps, and what systems call their refusals."""
    to: str
    closes: str = ""
    """Node id of the group whose work is withdrawn before the handler runs; empty for a step's own handler."""
    undo: bool = False
    """Compensate what is done inside the group first."""


class LaterReply(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """The message by which a system answers a call later (応答: 後で)."""

    message: str
    key: str = ""
    """Output or input of the call by which the message is found; empty: the number of the case."""
    receive: tuple[tuple[str, str], ...] = ()
    """(item key, value of the message)"""


class Undo(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """The compensating call of a call."""

    operation: str
    send: tuple[tuple[str, str], ...] = ()
    """(input of the operation, expression); evaluated when the call completes, kept until it is undone."""
