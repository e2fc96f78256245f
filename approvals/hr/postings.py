"""Reads the file of appointments (発令): one row for each post or unit a person has, 兼務 in rows of their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from approvals.hr.findings import Findings
from approvals.hr.staff import StaffLine
from approvals.hr.table import Row, period
from approvals.office.posts import Posts
from approvals.routing.establishment import STANDING_IN, Holding, Post, Unit

HEADINGS = ("職員番号", "所属コード", "職名", "区分", "開始日", "終了日")
HOLDINGS = {
    "本務": Holding.MAIN,
    "兼務": Holding.CONCURRENT,
    "事務取扱": Holding.ACTING,
    "職務代理": Holding.PROXY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One row."""

    number: str
    """Staff number."""
    unit: str
    post: str | None
    """Key of the post held; None for a member."""
    kind: str
    title: str
    holding: Holding
    since: date
    until: date
    row: Row


def read_postings(
    rows: list[Row],
    *,
    units: Mapping[str, tuple[Unit, Row]],
    staff: Mapping[str, StaffLine],
    numbers: frozenset[str],
    codes: frozenset[str],
    posts: Posts,
    heads: Iterable[Post],
    held: Mapping[str, str],
    findings: Findings,
) -> list[Appointment]:
    """The appointments, in the order of the file. `held`: staff number to the key of the post held until now, where
    several posts bear one title in one unit. `numbers`, `codes`: of people and units with a row, right or wrong."""
    reading = _Reading(units, staff, numbers, codes, posts, _Seats(list(heads), held, rows), findings)
    return [found for row in rows if (found := reading.appointment(row))]


def check_postings(
    appointments: list[Appointment], staff: Mapping[str, StaffLine], days: Iterable[date], findings: Findings
) -> None:
    """Everybody has one main posting at a time, and one on each of the days; nothing is written twice, and a post has
    one holder and one who stands in for it."""
    main, holders, places = defaultdict(list), defaultdict(list), defaultdict(list)
    for each in appointments:
        if each.holding is Holding.MAIN:
            main[each.number].append(each)
        else:
            places[each.number, each.unit, each.title, each.holding].append(each)
        if each.post:
            holders[each.post, each.holding in STANDING_IN].append(each)
    for number, line in staff.items():
        for on in days:
            if line.since <= on < line.until and not any(each.since <= on < each.until for each in main[number]):
                findings.refuse(line.row, f"{on}の本務の発令がありません。", f"There is no main posting on {on}.")
    for number, several in main.items():
        for first, second in _overlapping(several):
            ja = f"職員番号{number}の本務が{first.row.number}行目と重なります。"
            findings.refuse(second.row, ja, f"This main posting overlaps the one in row {first.row.number}.")
    for (number, *_), several in places.items():
        for first, second in _overlapping(several):
            ja = f"職員番号{number}の同じ所属・職名の発令が{first.row.number}行目と重なります。"
            findings.refuse(second.row, ja, f"The same posting overlaps the one in row {first.row.number}.")
    for (_, standing_in), several in holders.items():
        for first, second in _overlapping(several):
            if second.number != first.number:
                findings.refuse(second.row, *_two_at_a_post(second.title, first.row.number, standing_in))


def _two_at_a_post(title: str, row: int, standing_in: bool) -> tuple[str, str]:
    if standing_in:
        ja = f"「{title}」の事務取扱・職務代理が{row}行目と重なります。代わりを務めるのは一人です。"
        return ja, f"Somebody else stands in for the post in row {row}."
    ja = f"「{title}」の職が{row}行目と重なります。事務取扱と職務代理は区分で示します。"
    return ja, f"The post has another holder in row {row}."


def _overlapping(appointments: list[Appointment]) -> Iterable[tuple[Appointment, Appointment]]:
    in_order = sorted(appointments, key=lambda each: (each.since, each.row.number))
    return [(first, second) for first, second in pairwise(in_order) if second.since < first.until]


@dataclass(slots=True)
class _Reading:
    units: Mapping[str, tuple[Unit, Row]]
    staff: Mapping[str, StaffLine]
    numbers: frozenset[str]
    codes: frozenset[str]
    posts: Posts
    seats: "_Seats"
    findings: Findings

    def appointment(self, row: Row) -> Appointment | None:
        days = period(row, "開始日", "終了日", self.findings)
        person, unit = self.staff.get(row["職員番号"]), self.units.get(row["所属コード"])
        kind, holding = self.posts.kind_of(row["職名"]), HOLDINGS.get(row["区分"])
        if (person is None and row["職員番号"] in self.numbers) or (unit is None and row["所属コード"] in self.codes):
            return None  # that row has been told
        if person is None:
            self.findings.refuse(row, f"職員番号{row['職員番号']}の職員がいません。", "There is no such person.")
        elif unit is None:
            self.findings.refuse(row, f"所属コード{row['所属コード']}の所属がありません。", "There is no such unit.")
        elif holding is None:
            ja = f"区分「{row['区分']}」は、{'・'.join(HOLDINGS)}のどれでもありません。"
            self.findings.refuse(row, ja, "Unknown kind of posting.")
        elif kind is None:
            ja = f"職名「{row['職名']}」が definitions/organisation/posts.yaml にありません。"
            self.findings.refuse(row, ja, f"posts.yaml does not know the title “{row['職名']}”.")
        elif days is not None and self._exist(row, days, unit[0], person):
            return Appointment(
                number=person.number,
                unit=unit[0].code,
                post=self.seats.post_for(row),
                kind=kind.id,
                title=row["職名"],
                holding=holding,
                since=days[0],
                until=days[1],
                row=row,
            )
        return None

    def _exist(self, row: Row, days: tuple[date, date], unit: Unit, person: StaffLine) -> bool:
        """Whether unit and person are there all the time; told when not."""
        if not (unit.since <= days[0] and days[1] <= unit.until):
            ja = f"所属「{unit.name}」がない期間を含みます。"
            self.findings.refuse(row, ja, f"“{unit.name}” does not exist all the time.")
        elif not (person.since <= days[0] and days[1] <= person.until):
            ja = "在職していない期間を含みます。"
            self.findings.refuse(row, ja, "The person does not work here all the time.")
        else:
            return True
        return False


@dataclass(slots=True)
class _Seats:
    """Which post a row means by unit and title. Where several bear one title (副区長), whoever holds one of them keeps
    it, in whatever order the file comes; the others follow in the order of the file."""

    heads: list[Post]
    held: Mapping[str, str]
    rows: list[Row]
    _given: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """By unit and title, then by staff number, where there are several."""

    def post_for(self, row: Row) -> str | None:
        """Key of the post; None for a member."""
        unit, title = row["所属コード"], row["職名"]
        keys = [post.key for post in self.heads if post.unit == unit and post.title == title]
        if len(keys) < 2:
            return keys[0] if keys else None
        if (unit, title) not in self._given:
            self._given[unit, title] = self._shared_out(unit, title, keys)
        return self._given[unit, title][row["職員番号"]]

    def _shared_out(self, unit: str, title: str, keys: list[str]) -> dict[str, str]:
        people = [row["職員番号"] for row in self.rows if (row["所属コード"], row["職名"]) == (unit, title)]
        numbers = list(dict.fromkeys(people))
        given = {number: self.held[number] for number in numbers if self.held.get(number) in keys}
        free = [key for key in keys if key not in given.values()]
        for number in numbers:
            if number not in given:
                given[number] = free.pop(0) if free else keys[-1]
        return given
