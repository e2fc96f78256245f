"""What was said on a case: the comments of acts and the remarks between them, in the order they were written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from approvals.models import CaseReader, Remark
from approvals.selectors.journal_sentences import Sentence
from approvals.selectors.open_case import OpenCase
from approvals.selectors.people_shown import PeopleShown


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that was said."""

    person: str
    """uuid."""
    name: str
    post: str
    at: datetime
    text: str
    act: str = ""
    """The act it was said with; empty for a remark."""
    told: tuple[str, ...] = ()
    """Names of those who were told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellable:
    """Somebody who may be told of a remark."""

    uuid: UUID
    name: str


def talk_of(case: OpenCase, told: Sequence[Sentence]) -> list[Said]:
    """Oldest first."""
    acts = [_of_act(sentence) for sentence in told if sentence.comment]
    return sorted([*acts, *remarks_on(case.case.uuid, case.people)], key=lambda said: said.at)


def remarks_on(case: UUID, people: PeopleShown) -> list[Said]:
    """The remarks alone, oldest first."""
    return [_of_remark(remark, people) for remark in Remark.objects.filter(case=case).order_by("at", "id")]


def people_to_tell(case: OpenCase) -> list[Tellable]:
    """Everybody who may read the case in his own name, but the reader himself."""
    subjects = CaseReader.objects.filter(case=case.case).exclude(subject__startswith="unit:")
    people = sorted({UUID(subject) for subject in subjects.values_list("subject", flat=True)} - {case.reader})
    return [Tellable(uuid=person, name=case.people.name(str(person))) for person in people]


def _of_act(sentence: Sentence) -> Said:
    return Said(
        person=sentence.person,
        name=sentence.actor,
        post=sentence.post,
        at=sentence.at,
        text=sentence.comment,
        act=sentence.text,
    )


def _of_remark(remark: Remark, people: PeopleShown) -> Said:
    return Said(
        person=str(remark.person),
        name=people.name(str(remark.person)),
        post=people.post(remark.unit, remark.post),
        at=remark.at,
        text=remark.text,
        told=tuple(people.name(str(person)) for person in remark.told),
    )
