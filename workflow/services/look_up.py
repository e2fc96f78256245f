"""Asks connected systems what items say (照会): before anything is locked, each question once."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import MsgspecError, json

from forms.field_type import Json
from forms.spec import Lookup
from forms.tokyo_time import InstantUnreadable, read_instant, store_instant
from forms.validation.asking import FAILED, PENDING, Told, question_of
from workflow.ports import ports

KEPT_FOR = timedelta(hours=1)
"""How long what somebody was told while writing is believed; then the system is asked anew."""


@dataclass(slots=True, kw_only=True)
class Looking:
    """What systems are asked for one form, and what they told. A system that failed is not asked again here."""

    now: datetime
    submitting: bool = False
    """Whether what is asked only on submission is asked now."""
    told: dict[str, Told] = field(default_factory=dict)
    """By question."""
    asked: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)

    @classmethod
    def with_kept(cls, kept: Json, now: datetime, *, submitting: bool = False) -> "Looking":
        """With what a draft keeps. Anything at all may be given."""
        return cls(now=now, submitting=submitting, told=dict(_recent(kept, now)))

    @property
    def kept(self) -> str:
        """For a draft: what was told, as JSON. What failed is asked again."""
        return json.encode(self.told).decode()

    def ask(self, lookup: Lookup, payload: Mapping[str, Json]) -> Told:
        """What is known already, or what the system tells now."""
        question, system = question_of(lookup, payload), lookup.operation.partition(".")[0]
        at_last = lookup.when == "submit"
        if at_last and not self.submitting:
            return PENDING
        known = question in self.asked or (question in self.told and not at_last)
        if not known and system not in self.failing:
            self.asked.add(question)
            self.told.pop(question, None)
            outputs = ports().look_up(lookup.operation, payload, self.now)
            if outputs is None:
                self.failing.add(system)
            else:
                self.told[question] = Told(outputs=dict(outputs), at=store_instant(self.now))
        return self.remembered(lookup, payload)

    def remembered(self, lookup: Lookup, payload: Mapping[str, Json]) -> Told:
        """What is known, without asking: for whoever holds a lock."""
        return self.told.get(question_of(lookup, payload), FAILED)


def _recent(kept: Json, now: datetime) -> Iterator[tuple[str, Told]]:
    try:
        found = json.decode(kept, type=dict[str, Told]) if isinstance(kept, str) and kept else {}
    except MsgspecError:
        return
    for question, told in found.items():
        with suppress(InstantUnreadable):
            if now - KEPT_FOR <= read_instant(told.at) <= now:
                yield question, told
