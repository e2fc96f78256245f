"""What was said on a case: comments of acts and, between them, remarks and what those said who looked later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from approvals.models import CaseReader, LaterView, Remark
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
    in_journal: bool = False
    """Whether the journal of the case tells it, too."""
    objects: bool = False
    """An objection of somebody who looked later."""
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
    """What was said beside the journal of the case, oldest first."""
    remarks = [_of_remark(remark, people) for remark in Remark.objects.filter(case=case)]
    looks = LaterView.objects.filter(case=case).exclude(seen_at=None).exclude(comment="")
    return sorted([*remarks, *(_of_look(look, people) for look in looks)], key=lambda said: said.at)


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
        in_journal=True,
    )


_LOOKED = {
    (False, False): ("後閲しました", "looked later"),
    (False, True): ("後閲で異議を述べました", "objected when looking later"),
    (True, False): ("供覧を見ました", "looked at what was put before them"),
}
"""By whether it was put before him, and whether he objects."""


def _of_look(look: LaterView, people: PeopleShown) -> Said:
    assert look.seen_at is not None
    return Said(
        person=str(look.person),
        name=people.name(str(look.person)),
        post=people.post(look.unit, look.post),
        at=look.seen_at,
        text=look.comment,
        act=people.pick(_LOOKED[look.reason == "shown", look.objects_to_it]),
        objects=look.objects_to_it,
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
