"""回議 and 協議 as data: what a definition says of their stages, and what the engine asks routing for."""

from typing import Literal

from msgspec import Struct

from workflow.engine.values import Due, PersonRef, Reminder

StageKind = Literal["examine", "consult", "verify", "decide"]
STAGES: tuple[StageKind, ...] = ("examine", "consult", "verify", "decide")
"""In the order in which they are done."""
DECIDER, EXAMINE, CONSULT, VERIFY, ARTICLE = "決定者", "審議先", "協議先", "審査先", "条文"
ENGLISH = {DECIDER: "decider", EXAMINE: "examine", CONSULT: "consult", VERIFY: "verify", ARTICLE: "article"}
"""How the answers of a table are called that say who is on a route; a table may use either language."""


class Quorum(Struct, omit_defaults=True, frozen=True):
    """How many of those consulted must consent (成立)."""

    how: Literal["all", "majority", "count", "percent"] = "all"
    number: int = 0

    def need(self, of: int) -> int:
        """How many that is of `of`; never more than there are."""
        match self.how:
            case "majority":
                return of // 2 + 1
            case "count":
                return min(self.number, of)
            case "percent":
                return -(-of * self.number // 100)
            case _:
                return of


class Consultation(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """How several are consulted."""

    quorum: Quorum = Quorum()
    at_once: bool = True
    on_disagree: Literal["to_decision", "send_back", "one_level_up"] = "to_decision"
    """What happens when the quorum can no longer be reached."""
    on_send_back: Literal["at_once", "after_all"] = "at_once"
    rest: Literal["not_needed", "view_later"] = "not_needed"
    """What becomes of those who have not answered when the quorum is reached."""


class Clock(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """How long each person of a stage has, and when he is reminded."""

    stage: StageKind
    due: Due | None = None
    remind: Reminder | None = None


class Addition(Struct, frozen=True, kw_only=True):
    """How many people the drafter may add to a stage on the way."""

    stage: StageKind
    most: int


class Added(Struct, frozen=True, kw_only=True):
    """Somebody whom the drafter has added."""

    stage: StageKind
    person: str
    """uuid"""


class Circulation(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A 回議: which tables say who decides and who is consulted, and how its stages are done."""

    table: str
    more_tables: tuple[str, ...] = ()
    raise_if: str = ""
    """Condition under which the matter goes one level up and no deputy decides it."""
    content: tuple[str, ...]
    """Keys of the items that people consent to; when one changes, what was done no longer counts."""
    named: tuple[tuple[str, PersonRef], ...] = ()
    """What the tables' answers name: the text of a cell, and whom it stands for."""
    verify_by: tuple[PersonRef, ...] = ()
    """Who verifies, whatever the table says."""
    examine_absent: Literal["view_later", "wait_for"] = "view_later"
    pull_up: bool = False
    """Whether somebody further up may take the case before those below him have examined it (引上げ)."""
    additions: tuple[Addition, ...] = ()
    back_to: tuple[StageKind, ...] = ()
    """Stages to whose people the case can be sent back."""
    clocks: tuple[Clock, ...] = ()

    def clock(self, stage: str) -> Clock | None:
        return next((clock for clock in self.clocks if clock.stage == stage), None)


class RouteAsked(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What a route is computed from, beside the organisation."""

    decider: PersonRef | None = None
    """None where people are only consulted."""
    examine: tuple[PersonRef, ...] | None = None
    """Who examines, where the table says so; None: the line of command below the decider."""
    consult: tuple[PersonRef, ...] = ()
    verify: tuple[PersonRef, ...] = ()
    raised: bool = False
    """One level up, and never by a deputy."""
    content: str = ""
    """Fingerprint of what people consent to."""
    article: str = ""
    """The rule that says who decides."""
    grounds: tuple[tuple[str, str], ...] = ()
    """Of those whom a table of another rule names: the words of the table, and that rule."""
    added: tuple[Added, ...] = ()
    """Whom the drafter has added; they stay on the route in every round."""
    later: tuple[str, ...] = ()
    """uuids of those whom the drafter has pass over in this round; they look later (後閲)."""
    stand_in: str = ""
    """uuid of whom an administrator named for a place that nobody can take."""

    def ground(self, words: str) -> str:
        """The rule of the table that names somebody by these words."""
        return dict(self.grounds).get(words, self.article)
