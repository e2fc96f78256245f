"""Who somebody is, as pages say it: name and posts, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from approvals.routing.establishment import Posting, UnitKind
from approvals.routing.organisation import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person with the posts they hold on a day, the main one first."""

    name: str
    staff_number: str
    posts: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        return self.name[:1]

    @property
    def post(self) -> str:
        return self.posts[0] if self.posts else ""

    @property
    def further_posts(self) -> int:
        return max(0, len(self.posts) - 1)


def written_posts(organisation: Organisation, person: str, on: date, language: str = "ja") -> tuple[str, ...]:
    """戸籍住民課 窓口係 主任, for each post a person holds that day."""
    return tuple(written_post(organisation, posting, language) for posting in organisation.postings(person, on))


def written_post(organisation: Organisation, posting: Posting, language: str = "ja") -> str:
    """Section, subsection and title; above sections the department."""
    units = [unit for unit in organisation.upwards(posting.unit) if unit.kind is not UnitKind.OFFICE]
    shown = [unit for unit in units if unit.kind is not UnitKind.DEPARTMENT] or units
    if language == "en":
        kind = organisation.post_kinds.get(posting.kind)
        title = kind.en if kind and kind.en else posting.title
        return ", ".join([title, *(unit.en or unit.name for unit in shown)])
    return " ".join([*(unit.name for unit in reversed(shown)), posting.title])
