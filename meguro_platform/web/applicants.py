"""Whom somebody may write an application for."""

from dataclasses import dataclass

from meguro_platform.selectors.starting import may_type_for
from meguro_platform.web.application import Application
from meguro_platform.web.demo_people import people_found
from meguro_platform.web.person_card import written_posts

MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who was looked for."""

    uuid: str
    name: str
    post: str
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was looked for and who was found."""

    words: str
    found: tuple[Candidate, ...]


def who_is_found(application: Application, words: str) -> Search:
    """People by name, reading or number, and whether the person may write for them."""
    program, organisation, today = application.machine.program, application.organisation, application.today
    words = words.replace("\0", "")[:100]
    people = people_found(words, MOST) if application.may_type else []
    return Search(
        words=words,
        found=tuple(
            Candidate(
                uuid=str(person.uuid),
                name=person.name,
                post="、".join(written_posts(organisation, str(person.uuid), today, application.language)),
                allowed=may_type_for(program, str(application.person), str(person.uuid), organisation, today),
            )
            for person in people
        ),
    )
