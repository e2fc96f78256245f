"""A case as it may be handed to somebody from outside (開示): what tells of a person is covered, and listed.

Whoever makes it reads it first: nothing here knows what a sentence that somebody wrote freely gives away.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from approvals.selectors.case_answers import Answer, Section
from approvals.selectors.case_then import CaseThen
from approvals.selectors.journal_sentences import Sentence, filed_key
from forms.spec import ItemSpec, Text
from workflow.engine.program import Program

COVER = "■■■■"
SHORTEST = 2
"""Characters of a value that is also covered where it stands inside other text."""
WORDLESS = ("boolean", "choice", "choices", "table", "attachment")
"""Types whose values are common words, or no text: they are covered in their own place only."""
_PERSONAL = Text("個人に関する情報（様式の「個人情報: あり」）", "About a person (the form says personal data: yes)")
_SENSITIVE = Text("要配慮個人情報（様式の「個人情報: 要配慮」）", "Sensitive about a person (the form says so)")
_APPLICANT = Text("申請者個人に関する情報（職務としての起案ではない）", "About the applicant as a private person")
_ADDED = Text("書き出す人が足したことば", "Added by whoever exports it")
_NAME_OF_APPLICANT = Text("申請者の氏名・所属・職", "Name, section and post of the applicant")


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One thing that was covered."""

    what: Text
    reason: Text
    times: int

    @property
    def is_added(self) -> bool:
        """Its words were typed by hand: who gets the copy must not read them."""
        return self.reason == _ADDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of the journal, covered."""

    at: datetime
    actor: str
    post: str
    text: str
    comment: str
    changes: tuple[tuple[str, str, str], ...]
    """(item, before, after)"""
    followed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Everything that is handed out."""

    applicant: str
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """(heading, answers as (label, shown))"""
    lines: tuple[Line, ...]
    covered: tuple[Covered, ...]
    """What was covered, the most frequent first."""


@dataclass(slots=True)
class _Pen:
    """Covers, and counts what it covered."""

    secrets: Mapping[str, tuple[Text, Text]]
    """By the text: what it is, and why it is covered."""
    counted: Counter[tuple[Text, Text]] = field(default_factory=Counter)
    pattern: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        longest_first = sorted(self.secrets, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def whole(self, shown: str, spec: ItemSpec) -> str:
        """A value of an item that is covered entirely; nothing stays nothing."""
        if shown in ("", "—"):
            return shown
        self.counted[_why(spec)] += 1
        return COVER

    def inside(self, text: str) -> str:
        """A text with every secret in it covered."""
        return self.pattern.sub(self._cover, text) if self.pattern else text

    def person(self, text: str) -> str:
        """The name or post of the applicant."""
        if text:
            self.counted[_NAME_OF_APPLICANT, _APPLICANT] += 1
        return COVER if text else ""

    def _cover(self, found: re.Match[str]) -> str:
        self.counted[self.secrets[found.group()]] += 1
        return COVER


def disclosed(
    case: CaseThen, entries: Sequence[Sentence], *, applicant: Sequence[str], added: Iterable[str] = ()
) -> Disclosure:
    """The case covered. `applicant`: what names them, first the name; `added`: further words to cover.

    Who acts in office is named. The applicant is covered where the procedure begins with 申請: their own matter.
    """
    private = case.machine.program.start.kind == "apply"
    specs = {key: spec for key, spec in _items(case.machine.program) if spec.personal_data != "none"}
    sections = case.sections
    secrets = {word: (Text(word), _ADDED) for word in added if word.strip()}
    secrets |= {value: _why(spec) for value, spec in _values(specs, sections_of=sections, entries=entries)}
    if private:
        secrets |= {each: (_NAME_OF_APPLICANT, _APPLICANT) for each in applicant if len(each) >= SHORTEST}
    pen = _Pen(secrets)
    return Disclosure(
        applicant=pen.person(applicant[0]) if private else pen.inside(applicant[0]),
        sections=tuple(
            (section.heading, tuple((each.label, _answer(each, specs, pen)) for each in section.answers))
            for section in sections
        ),
        lines=tuple(_line(entry, specs, pen, str(case.case.applicant) if private else "") for entry in entries),
        covered=tuple(
            Covered(what=what, reason=reason, times=times) for (what, reason), times in pen.counted.most_common()
        ),
    )


def _items(program: Program) -> Iterator[tuple[str, ItemSpec]]:
    """Every item that the record tells of, by the key it has there."""
    yield from ((item.key, item) for item in program.form.items)
    for handler in program.anytime:
        yield from ((filed_key(handler.name, item.key), item) for item in handler.form.items)


def _why(spec: ItemSpec) -> tuple[Text, Text]:
    return Text(spec.name, spec.en), _SENSITIVE if spec.personal_data == "sensitive" else _PERSONAL


def _values(
    specs: Mapping[str, ItemSpec], *, sections_of: Iterable[Section], entries: Iterable[Sentence]
) -> Iterator[tuple[str, ItemSpec]]:
    """Every text that ever stood in an item that is covered."""
    shown = [(each.key, text) for part in sections_of for each in part.answers for text in (each.shown, each.note)] + [
        (change.key, text) for entry in entries for change in entry.changes for text in (change.before, change.after)
    ]
    for key, text in shown:
        spec = specs.get(key.partition(":")[0])
        if spec and spec.type not in WORDLESS and len(text) >= SHORTEST:
            yield text, spec


def _answer(answer: Answer, specs: Mapping[str, ItemSpec], pen: _Pen) -> str:
    shown = "、".join(file.name for file in answer.files) if answer.files else answer.shown
    spec = specs.get(answer.key)
    return pen.whole(shown, spec) if spec else pen.inside(shown)


def _line(entry: Sentence, specs: Mapping[str, ItemSpec], pen: _Pen, applicant: str) -> Line:
    own = bool(applicant) and entry.person == applicant
    changes = []
    for change in entry.changes:
        spec = specs.get(change.key.partition(":")[0])
        cover = (lambda text, spec=spec: pen.whole(text, spec)) if spec else pen.inside
        changes.append((change.item, cover(change.before), cover(change.after)))
    return Line(
        at=entry.at,
        actor=pen.person(entry.actor) if own else pen.inside(entry.actor),
        post=pen.person(entry.post) if own else entry.post,
        text=pen.inside(entry.text),
        comment=pen.inside(entry.comment),
        changes=tuple(changes),
        followed=tuple(pen.inside(each) for each in entry.followed),
    )
