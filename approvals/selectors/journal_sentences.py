"""A case's journal in sentences: who, in which post and capacity, for whom, when, what, and what it changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

import msgspec

from approvals.selectors.journal_words import JournalWords
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.reason_kinds import reason_kinds
from approvals.vocabulary import Capacity
from forms.field_catalogue import field_of
from forms.field_type import NOTHING
from forms.ports import ports
from forms.spec import Text
from forms.validation.found_words import found_words
from workflow.engine.commands import CompleteUserTask, Migrate, ProgressUserTask, Raise, SettleIncident, Start
from workflow.engine.journal import Header
from workflow.engine.machine import Machine
from workflow.engine.record import CaseRecord
from workflow.engine.state import Json
from workflow.models import Case, JournalEntry
from workflow.selectors.programs import machine_of

_DISPOSED = ("内容は定めにより廃棄されました", "Its content was destroyed as the rules demand")
_LATE = ("遅れて届いたので、何も変わりませんでした", "It came too late and changed nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item of the form that changed, as people read it."""

    item: str
    before: str
    after: str
    key: str
    """Of the item; `filed_key` of one in a report."""


def filed_key(report: str, item: str) -> str:
    """Key of an item in a report; no item of the form has such a one."""
    return f"{report}/{item}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One entry of the journal."""

    seq: int
    at: datetime
    event: str
    """Stable name for programs: start, complete_user_task, settle_call …"""
    kind: str
    """person, system, timer or message: who caused it."""
    text: str
    """What happened, without a full stop and without the actor."""
    actor: str
    """Name of the person; 自動 for machines."""
    person: str
    """uuid of the person; empty for machines."""
    post: str
    capacity: str
    """代決, 代理 …; empty when somebody acted for himself."""
    principal: str
    """Name of the person it was done for; empty otherwise."""
    comment: str
    changes: tuple[Change, ...]
    followed: tuple[str, ...]
    """What followed by itself: calls, notices, work that fell away."""
    step: str
    round: int
    program: str
    """Hash of the version of the definition."""
    hash: str
    """Of the entry itself."""
    verdict: str = ""
    sent_back_to: str = ""
    """Name of the step it went back to; empty for everything else."""
    reason_kind: str = ""
    """理由の種類; the text ends with it."""

    @property
    def state(self) -> str:
        """How the spine of a timeline draws it: auto for machines, bad for what failed or went back."""
        if self.sent_back_to:
            return "bad"
        return "done" if self.kind == "person" else "auto"


def sentences(
    case: Case, language: str = "ja", *, after: int = 0, without: frozenset[str] = frozenset()
) -> list[Sentence]:
    """The whole journal of a case, oldest first; with `after`, only what came after that entry.

    `without`: keys of the items that the reader is not shown.

    Whoever calls has asked first whether the reader may see the case. Raises ProgramNotFound.
    """
    organisation = organisation_in_force()
    people = PeopleShown(organisation, language)
    authority = organisation.authority_of(str(case.state["parties"]["unit"]))

    @cache
    def writer(program: str) -> _Writer:
        """Entries speak of the version that the case went by when they were written."""
        machine = machine_of(program)
        words = JournalWords(machine, language == "en", authority=authority)
        return _Writer(machine=machine, words=words, people=people, without=without)

    rows = (
        JournalEntry.objects.filter(kind="case", stream=str(case.uuid), seq__gt=after)
        .order_by("seq")
        .values_list("header", "hash", "payload__body")
    )
    told = []
    for head, digest, body in rows:
        header = msgspec.json.decode(bytes(head), type=Header)
        record = CaseRecord.from_bytes(bytes(body)) if body is not None else None
        told.append(writer(header.program).sentence(header, digest, record))
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    machine: Machine
    words: JournalWords
    people: PeopleShown
    without: frozenset[str]

    def sentence(self, header: Header, digest: str, record: CaseRecord | None) -> Sentence:
        if record is not None and isinstance(record.command, Migrate):
            return replace(self, words=replace(self.words, gone=record.command.gone))._sentence(header, digest, record)
        return self._sentence(header, digest, record)

    def _sentence(self, header: Header, digest: str, record: CaseRecord | None) -> Sentence:
        who = self.people.actor(header.actor)
        capacity = Capacity(header.actor.capacity)
        return Sentence(
            seq=header.seq,
            at=header.at,
            event=header.event,
            kind=header.actor.kind,
            text=self._text(header, record),
            actor=who.name,
            person=who.uuid,
            post=who.post,
            capacity="" if capacity is Capacity.SELF else capacity.label.in_language(self.people.language),
            principal=who.principal,
            comment=str(getattr(record.command, "comment", "")) if record else "",
            changes=tuple(self._changes(record)) if record else (),
            followed=tuple(self.words.followed(record)) if record and header.event != "too_late" else (),
            step=self.words.step(header.step) if header.step else "",
            round=header.round,
            program=header.program,
            hash=digest,
            verdict=str(getattr(record.command, "verdict", "")) if record else "",
            sent_back_to=self._sent_back_to(header, record),
            reason_kind=self._reason_kind(record),
        )

    def _sent_back_to(self, header: Header, record: CaseRecord | None) -> str:
        match record.command if record else None:
            case CompleteUserTask(send_back_to=step) | SettleIncident(send_back_to=step):
                return self.words.step(step)
            case ProgressUserTask(verdict="send_back"):
                return self.words.step(header.step)
            case _:
                return ""

    def _reason_kind(self, record: CaseRecord | None) -> str:
        kind = str(getattr(record.command, "reason_kind", "")) if record else ""
        return reason_kinds().in_language(kind, self.people.language) if kind else ""

    def _text(self, header: Header, record: CaseRecord | None) -> str:
        if record is None:
            return self.people.pick(_DISPOSED)
        if header.event == "too_late":
            return self.people.pick(_LATE)
        said = self.words.said(record)
        if kind := self._reason_kind(record):
            said = self.people.pick((f"{said}（{kind}）", f"{said} ({kind})"))
        if isinstance(record.command, Start) and record.command.later:
            names = "、".join(map(self.people.name, record.command.later))
            return self.people.pick((f"{said}（後閲: {names}）", f"{said} (looks later: {names})"))
        if isinstance(record.command, ProgressUserTask) and record.command.to:
            name = self.people.name(record.command.to)
            return self.people.pick((f"{name}さんに{said}", f"{said} to {name}"))
        return said

    def _changes(self, record: CaseRecord) -> Iterator[Change]:
        if isinstance(record.command, Raise):
            yield from self._filed(record.command)
        for key, (before, after) in record.changed.items():
            if key.partition(":")[0] in self.without:
                continue
            item = self.machine.form.by_key.get(key)
            if item is None:
                yield self._beside(key, before, after)
                continue
            if item.spec.internal:
                continue
            name = Text(item.spec.name, item.spec.en).in_language(self.people.language)
            before, after = (item.field.show(value, item.spec, self.people.language) for value in (before, after))
            if before != after:
                yield Change(item=name, before=before, after=after, key=key)

    def _filed(self, command: Raise) -> Iterator[Change]:
        """What a report says."""
        for item in self.machine.program.handler(command.report).form.items:
            if (answer := command.answers.get(item.key)) is not None:
                name = Text(item.name, item.en).in_language(self.people.language)
                said = field_of(item).show(answer, item, self.people.language)
                yield Change(item=name, before=NOTHING, after=said, key=filed_key(command.report, item.key))

    def _beside(self, key: str, before: Json, after: Json) -> Change:
        """What stands beside an item: from where its value was found, or the everyday spelling of a name."""
        item = self.machine.form.by_key.get(key.partition(":")[0])
        if item is None or item.inquiry is None:
            return Change(item=key, before=_plain(before), after=_plain(after), key=key)
        language = self.people.language
        called = ports().called
        told = [found_words(each, language, called) if isinstance(each, dict) else NOTHING for each in (before, after)]
        name = Text(f"{item.spec.name}の照会", f"Lookup of {item.spec.en or item.spec.name}").in_language(language)
        return Change(item=name, before=told[0], after=told[1], key=key)


def _plain(value: Json) -> str:
    return NOTHING if value is None else str(value)
