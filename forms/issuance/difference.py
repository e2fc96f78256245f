"""A batch beside the one before it: how many, how much, who is new, who is missing, whose figure changed much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from forms.field_type import Json
from forms.issuance.columns import Column, Columns
from forms.issuance.limit import Judged, Limit, judged
from forms.issuance.totals import COUNT, FEWEST
from forms.spec import Text

Figures = Mapping[str, Mapping[str, int]]
"""Each total by staff number."""
MUCH = 30
"""Percent by which a figure has to change to be named."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody whose figure changed much."""

    who: str
    percent: int | None
    """Rounded towards zero; None when there was nothing before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a clerk looks at before standing for a batch. People are named by staff number."""

    count: int
    count_before: int
    new: tuple[str, ...]
    missing: tuple[str, ...]
    changed: tuple[Changed, ...]
    """The largest change first."""

    @property
    def difference(self) -> int:
        """How many people more than before."""
        return self.count - self.count_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One total now and before."""

    name: Text
    now: int
    before: int
    judged: Judged | None = None

    @property
    def percent(self) -> str:
        return percent_of(self.now, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything side by side."""

    people: Difference
    people_judged: Judged | None
    sums: tuple[Sum, ...]

    @property
    def is_judged(self) -> bool:
        """Whether a layout says of anything how far it may be from before."""
        return self.people_judged is not None or any(each.judged for each in self.sums)


def figures_of(
    rows: Iterable[Mapping[str, Json]], columns: Columns, *, recipient: str, totals: Sequence[str]
) -> Figures:
    """The totals of each person; what is no whole number counts as nothing."""
    found: dict[str, dict[str, int]] = {name: {} for name in totals}
    for row in rows:
        who = columns.text(row, recipient)
        for name in totals:
            value = columns.value(row, name)
            found[name][who] = value if isinstance(value, int) and not isinstance(value, bool) else 0
    return found


def compare_figures(
    here: Figures, there: Figures, *, columns: Columns, limits: Mapping[str, Limit], month: date | None
) -> Comparison | None:
    """People by the last of the totals; None for so few that a sum would say what single people get.

    `limits`: by column, and `count`; `month`: of the rows that are judged.
    """
    last = list(here)[-1]
    if min(len(here[last]), len(there[last])) < FEWEST:
        return None
    people, sums = compare(here[last], there[last]), []
    for name in here:
        column = columns.find(name) or Column(key=name, name=name)
        now, before = sum(here[name].values()), sum(there[name].values())
        found = judged(limits.get(column.key), now, before, month)
        sums.append(Sum(name=Text(column.name, column.en), now=now, before=before, judged=found))
    found = judged(limits.get(COUNT), people.count, people.count_before, month)
    return Comparison(people=people, people_judged=found, sums=tuple(sums))


def compare(now: Mapping[str, int], before: Mapping[str, int], *, much: int = MUCH) -> Difference:
    """One figure of each person now and before, by staff number."""
    changed = [Changed(who, _percent(amount, before[who])) for who, amount in now.items() if who in before]
    large = [each for each in changed if each.percent is None or abs(each.percent) >= much]
    return Difference(
        count=len(now),
        count_before=len(before),
        new=tuple(sorted(now.keys() - before.keys())),
        missing=tuple(sorted(before.keys() - now.keys())),
        changed=tuple(sorted(large, key=lambda each: (-_weight(each), each.who))),
    )


def percent_of(now: int, before: int) -> str:
    """＋3.1% with one decimal; a dash when there was nothing before."""
    if not before:
        return "—"
    tenths = round(Fraction((now - before) * 1000, abs(before)))
    return f"{'＋' if tenths > 0 else '－' if tenths < 0 else '±'}{abs(tenths) // 10}.{abs(tenths) % 10}%"


def _percent(now: int, before: int) -> int | None:
    if not before:
        return None if now else 0
    return int(Fraction((now - before) * 100, abs(before)))


def _weight(changed: Changed) -> int:
    return 10**9 if changed.percent is None else abs(changed.percent)
