"""What an organisation to come leaves without somebody, compared with the one in force: posts, duties, open work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from approvals.routing.establishment import Post, Posting
from approvals.routing.organisation import Organisation


class Then(StrEnum):
    """What becomes of work on the day when nobody who has it is there any more."""

    SUCCESSOR = "successor"
    MEMBERS = "members"
    ONE_LEVEL_UP = "one_level_up"
    VACANT = "vacant"
    UNIT_GONE = "unit_gone"
    NOBODY = "nobody"

    @property
    def by_itself(self) -> bool:
        """Whether the first round of the day settles it; otherwise the case comes before the administrators."""
        return self in (Then.SUCCESSOR, Then.MEMBERS, Then.ONE_LEVEL_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What will be, and who would have the work; where nobody has it by itself, the proposal: the next post up."""

    then: Then
    heir: Posting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """A unit that comes, goes or is called otherwise."""

    code: str
    before: str
    """Its full name; empty for a new one."""
    after: str
    """Empty for one that goes."""


def outlook(after: Organisation, day: date, *, unit: str, title: str, party: str) -> Outlook:
    """Of work that somebody has as the holder of this title in this unit. `party`: the applicant, who gets none."""
    known = after.units.get(unit)
    if known is None or not known.since <= day < known.until:
        return Outlook(then=Then.UNIT_GONE)
    covering = (post for post in after.posts.values() if post.covers)
    named = (post for post in chain(after.posts_of(unit), covering) if (post.unit, post.title) == (unit, title))
    post = next(named, None)
    if post is None:
        others = [each for each in after.members(unit, day) if each.post is None and each.person != party]
        return Outlook(then=Then.MEMBERS, heir=others[0]) if others else Outlook(then=Then.NOBODY)
    holder = after.holder(post.key, day)
    if holder is None:
        return Outlook(then=Then.VACANT, heir=_held_above(after, post, day, party))
    if holder.person == party:
        return Outlook(then=Then.ONE_LEVEL_UP, heir=_held_above(after, post, day, party))
    return Outlook(then=Then.SUCCESSOR, heir=holder)


def newly_vacant(before: Organisation, after: Organisation, today: date, day: date) -> Iterator[Post]:
    """Posts that nobody holds on the day, and that somebody holds today or that are new."""
    for post in sorted(after.posts.values(), key=lambda post: (post.unit, post.key)):
        was_vacant = post.key in before.posts and before.holder(post.key, today) is None
        if not was_vacant and after.holder(post.key, day) is None:
            yield post


def changed_units(before: Organisation, after: Organisation, today: date, day: date) -> Iterator[UnitChange]:
    """In order of their codes."""
    for code in sorted({*before.units, *after.units}):
        change = UnitChange(code=code, before=_name(before, code, today), after=_name(after, code, day))
        if change.before != change.after:
            yield change


def _name(organisation: Organisation, code: str, on: date) -> str:
    unit = organisation.units.get(code)
    return organisation.full_name(code) if unit is not None and unit.since <= on < unit.until else ""


def _held_above(organisation: Organisation, post: Post, on: date, party: str) -> Posting | None:
    """Whoever holds the next post up that is held by somebody else."""
    line = organisation.line_above(post.unit, organisation.rank(post.kind))
    holders = (organisation.holder(above.key, on) for above in line)
    return next((holder for holder in holders if holder is not None and holder.person != party), None)
