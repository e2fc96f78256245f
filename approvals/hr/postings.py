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
from approvals.routing.organisation import Holding, Post, Unit

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
    posts: Posts,
    heads: Iterable[Post],
    findings: Findings,
) -> list[Appointment]:
    """The appointments, in the order of the file."""
    reading = _Reading(units, staff, posts, list(heads), findings)
    return [found for row in rows if (found := reading.appointment(row))]


def check_postings(
    appointments: list[Appointment], staff: Mapping[str, StaffLine], on: date, findings: Findings
) -> None:
    """Everybody has one main posting at a time, and one on the day the files come into force; a post has one holder."""
    main, holders = defaultdict(list), defaultdict(list)
    for each in appointments:
        if each.holding is Holding.MAIN:
            main[each.number].append(each)
        if each.post and each.holding in (Holding.MAIN, Holding.CONCURRENT):
            holders[each.post].append(each)
    for number, line in staff.items():
        if line.since <= on < line.until and not any(each.since <= on < each.until for each in main[number]):
            findings.refuse(line.row, f"{on}の本務の発令がありません。", f"There is no main posting on {on}.")
    for number, several in main.items():
        for first, second in _overlapping(several):
            ja = f"職員番号{number}の本務が{first.row.number}行目と重なります。"
            findings.refuse(second.row, ja, f"This main posting overlaps the one in row {first.row.number}.")
    for several in holders.values():
        for first, second in _overlapping(several):
            ja = f"「{second.title}」の職が{first.row.number}行目と重なります。事務取扱と職務代理は区分で示します。"
            findings.refuse(second.row, ja, f"The post has another holder in row {first.row.number}.")


def _overlapping(appointments: list[Appointment]) -> Iterable[tuple[Appointment, Appointment]]:
    in_order = sorted(appointments, key=lambda each: (each.since, each.row.number))
    return [(first, second) for first, second in pairwise(in_order) if second.since < first.until]


@dataclass(slots=True)
class _Reading:
    units: Mapping[str, tuple[Unit, Row]]
    staff: Mapping[str, StaffLine]
    posts: Posts
    heads: list[Post]
    findings: Findings
    _taken: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Who has posts of one title in one unit already."""

    def appointment(self, row: Row) -> Appointment | None:
        days = period(row, "開始日", "終了日", self.findings)
        person, unit = self.staff.get(row["職員番号"]), self.units.get(row["所属コード"])
        kind, holding = self.posts.kind_of(row["職名"]), HOLDINGS.get(row["区分"])
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
                post=self._post(unit[0].code, row["職名"], person.number),
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

    def _post(self, unit: str, title: str, number: str) -> str | None:
        """The post of this title in the unit; several of one title (副区長) go to people in order of appearance."""
        free = [post for post in self.heads if post.unit == unit and post.title == title]
        if len(free) > 1:
            taken = self._taken.setdefault((unit, title), [])
            if number not in taken:
                taken.append(number)
            return free[min(taken.index(number), len(free) - 1)].key
        return free[0].key if free else None
