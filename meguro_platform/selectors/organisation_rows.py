"""Units of one generation with their posts, a page at a time: what is valid from when, and who holds it on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from approvals.models import Post, Unit
from approvals.routing.establishment import FOREVER
from approvals.routing.organisation import Organisation

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """One post of the unit."""

    title: str
    holder: str
    """Empty: vacant."""
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit."""

    code: str
    name: str
    """From the department down."""
    people: int
    """On the day, with the units below."""
    since: date | None
    """None: from the beginning."""
    until: date | None
    """The last day; None: without end."""
    posts: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """A page of them."""

    rows: list[UnitRow]
    total: int
    page: int

    @property
    def has_more(self) -> bool:
        return self.page * PAGE < self.total


def units_of(organisation: Organisation, day: date, *, words: str = "", page: int = 1) -> UnitPage:
    """By their codes. `words`: part of the unit's own name, or the beginning of its code."""
    units = Unit.objects.filter(generation=organisation.generation)
    if words:
        units = units.filter(Q(name__contains=words) | Q(code__startswith=words))
    total = units.count()
    page = max(1, min(page, -(-total // PAGE)))
    shown = list(units.order_by("code")[(page - 1) * PAGE : page * PAGE])
    posts: dict[str, list[PostRow]] = {unit.code: [] for unit in shown}
    of_these = Post.objects.filter(generation=organisation.generation, unit__in=posts)
    for post in of_these.order_by("unit", "key"):
        held = organisation.holder(post.key, day)
        holder = organisation.persons[held.person].name if held and held.person in organisation.persons else ""
        posts[post.unit].append(
            PostRow(title=post.title, holder=holder, since=_begin(post.since), until=_end(post.until))
        )
    rows = [
        UnitRow(
            code=unit.code,
            name=organisation.full_name(unit.code),
            people=len(organisation.members(unit.code, day)),
            since=_begin(unit.since),
            until=_end(unit.until),
            posts=tuple(posts[unit.code]),
        )
        for unit in shown
    ]
    return UnitPage(rows=rows, total=total, page=page)


def _begin(day: date) -> date | None:
    return None if day.year < 1900 else day


def _end(day: date | None) -> date | None:
    return None if day is None or day == FOREVER else day - timedelta(days=1)
