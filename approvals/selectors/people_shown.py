"""People as pages and records write them: name, and the post they act in, in the reader's language."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth import get_user_model

from approvals.routing.establishment import UnitKind
from approvals.routing.organisation import Organisation
from approvals.routing.route import Seat
from approvals.vocabulary import Capacity
from workflow.engine.state import Actor

MARKS = {
    Capacity.DEPUTY: ("代", "deputy"),
    Capacity.PROXY: ("代理", "proxy"),
    Capacity.PULL_UP: ("引上げ", "pulled up"),
    Capacity.ADMINISTRATOR: ("管理者", "administrator"),
}
"""The short mark beside whoever did not act simply for himself."""
AUTOMATIC = ("自動", "automatic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A person in a post."""

    uuid: str
    name: str
    post: str
    """戸籍住民課 窓口係 主任; empty where no post is known."""
    unit: str = ""
    """戸籍住民課 窓口係."""
    mark: str = ""
    """代, 代理 …; empty when he acts for himself."""
    mark_is_seal: bool = False
    principal: str = ""
    """Name of the person it is done for."""


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """Writes people down; asks the database only for those who have left the organisation."""

    organisation: Organisation
    language: str = "ja"
    _left: dict[str, str] = field(default_factory=dict)

    def name(self, person: str) -> str:
        """The name, also of somebody who has left; a dash for nobody."""
        known = self.organisation.persons.get(person)
        if known is not None:
            return known.name
        if person and person not in self._left:
            user = get_user_model().objects.filter(uuid=UUID(person)).only("name").first()
            self._left[person] = user.name if user else "—"
        return self._left.get(person, "—")

    def unit(self, code: str) -> str:
        """Section and subsection; above sections the department."""
        units = [unit for unit in self.organisation.upwards(code) if unit.kind is not UnitKind.OFFICE]
        shown = [unit for unit in units if unit.kind is not UnitKind.DEPARTMENT] or units
        if self.language == "en":
            return ", ".join(unit.en or unit.name for unit in shown)
        return " ".join(unit.name for unit in reversed(shown))

    def applicant(self, person: UUID, unit: str) -> str:
        """Who applied, with where he applies."""
        return f"{self.name(str(person))}（{self.unit(unit)}）"

    def post(self, unit: str, title: str) -> str:
        """The post with its unit."""
        if self.language == "en":
            return ", ".join(part for part in (self._title(title), self.unit(unit)) if part)
        return " ".join(part for part in (self.unit(unit), title) if part)

    def seat(self, seat: Seat) -> Shown:
        """Somebody who may act."""
        return self._shown(seat.person, seat.unit, seat.post, seat.capacity, seat.principal)

    def actor(self, actor: Actor) -> Shown:
        """Somebody who acted; a machine is written as automatic and never as a person."""
        if actor.kind != "person" or not actor.person:
            return Shown(uuid="", name=self.pick(AUTOMATIC), post="")
        return self._shown(actor.person, actor.unit, actor.post, Capacity(actor.capacity), actor.principal)

    def pick(self, words: tuple[str, str]) -> str:
        """The Japanese or the English of a pair."""
        return words[1] if self.language == "en" else words[0]

    def _shown(self, person: str, unit: str, post: str, capacity: Capacity, principal: str) -> Shown:
        return Shown(
            uuid=person,
            name=self.name(person),
            post=self.post(unit, post),
            unit=self.unit(unit),
            mark=self.pick(MARKS[capacity]) if capacity in MARKS else "",
            mark_is_seal=capacity is Capacity.DEPUTY,
            principal=self.name(principal) if principal else "",
        )

    def _title(self, title: str) -> str:
        kinds = self.organisation.post_kinds.values()
        kind = next((kind for kind in kinds if title == kind.name or title in kind.titles), None)
        return kind.en if kind and kind.en else title
