"""Fills the posts of めぐる区 from its staff: same input, same ward. Rates are those of a ward of 2,100 staff."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from approvals.office.office import Office
from approvals.routing.establishment import FOREVER, Absence, Holding, Person, Post, Posting, RoleHolder, Unit, UnitKind
from approvals.routing.organisation import Organisation
from approvals.ward.staff import SPECIAL, StaffLine

SEED = 131105
REGULAR = "01"
SECTIONS_WITHOUT_OWN_CHIEF = 24
DEPUTY_SECTION_CHIEFS = 55
SECOND_POSTING_RATE = 0.03
NIGHT_DUTY, NIGHT_DUTY_PEOPLE = "04010900", 8
PAYROLL, ITS_NEIGHBOURS, PAYROLL_HELPERS = "04020300", ("04020100", "04020400"), 3
"""給与係 has two people of its own; registering, checking and releasing a month takes more."""
ABSENCES = {"育休": 0.022, "病休": 0.012, "休職": 0.008, "派遣": 0.012, "長期研修": 0.003}
HEADED_FROM_ABOVE = ("05010000", "14010000", "14030000", "09010000")
"""危機管理課, 会計課, 監査課, 健康推進課: their department's head is their chief too."""
HEADED_BY_A_NEIGHBOUR = {"01040000": "01030000", "06060000": "06020000"}
"""区民の声課 by the chief of 広報課, 臨時給付金課 by the chief of 戸籍住民課."""
OWN_CHIEF = ("04010000", "04020000", "03010000", "01030000", "06020000", "01020000", "04030000")
SPARED = ("04020000", "03010000")
"""Sections of the examples: nobody of 人事課 and 情報政策課 is on long leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """The rows of the organisation, ready to be loaded or held in memory."""

    office: Office
    persons: tuple[Person, ...]
    employments: tuple[str, ...]
    """職員区分 of each person, in the same order."""
    postings: tuple[Posting, ...]
    role_holders: tuple[RoleHolder, ...]
    absences: tuple[Absence, ...]

    @property
    def organisation(self) -> Organisation:
        """The ward as routing sees it, without a database."""
        return Organisation.of(
            units=self.office.units,
            posts=self.office.heads,
            postings=self.postings,
            persons=self.persons,
            post_kinds=self.office.posts.kinds,
            role_kinds=self.office.roles,
            role_holders=self.role_holders,
            absences=self.absences,
            deputies=self.office.deputies,
            authorities=self.office.authorities,
        )


def generate_ward(office: Office, staff: Sequence[StaffLine], seed: int = SEED) -> Ward:
    """The ward made of this office and these people."""
    making = _Making(office, staff, random.Random(seed))  # noqa: S311
    making.fill_special_posts()
    making.fill_departments()
    making.fill_sections()
    making.fill_subsections()
    making.place_members()
    making.add_second_postings()
    lines = (*SPECIAL, *staff)
    return Ward(
        office=office,
        persons=tuple(line.person for line in lines),
        employments=tuple(line.employment for line in lines),
        postings=tuple(making.postings),
        role_holders=tuple(making.duties()),
        absences=tuple(making.absences()),
    )


@dataclass(slots=True)
class _Making:
    office: Office
    staff: Sequence[StaffLine]
    chance: random.Random
    postings: list[Posting] = field(default_factory=list)
    placed: dict[str, Posting] = field(default_factory=dict)
    """Staff number to main posting."""
    units: dict[str, Unit] = field(init=False)
    heads: dict[str, Post] = field(init=False)
    free: dict[str, list[StaffLine]] = field(init=False)
    """Regular people of a unit who are not placed yet."""

    def __post_init__(self) -> None:
        self.units = {unit.code: unit for unit in self.office.units}
        self.heads = {post.unit: post for post in self.office.heads if not post.covers}
        self.free = defaultdict(list)
        for line in self.staff:
            if line.employment == REGULAR:
                self.free[line.unit].append(line)

    def fill_special_posts(self) -> None:
        """区長 and 副区長, and the heads of the other authorities."""
        mayor, *others = (self.heads[unit] for unit in dict.fromkeys(line.unit for line in SPECIAL))
        deputies = [post for post in self.office.heads if post.covers]
        for line, post in zip(SPECIAL, (mayor, *deputies, *others), strict=True):
            self._hold(line, post)

    def fill_departments(self) -> None:
        """Each department's head comes from a section of it."""
        for department in self._of_kind(UnitKind.DEPARTMENT):
            people = [line for code in self._sections(department) for line in self.free[code]]
            people += [
                line for code in self._sections(department) for sub in self._below(code) for line in self.free[sub]
            ]
            self._hold(self.chance.choice(people[: max(4, len(people) // 3)]), self.heads[department])

    def fill_sections(self) -> None:
        """Most sections have a chief of their own; the others are led from above or by a neighbour."""
        without = self._sections_without_own_chief()
        chiefs: dict[str, StaffLine] = {}
        for section in self._of_kind(UnitKind.SECTION):
            if section not in without:
                people = self.free[section] or [line for sub in self._below(section) for line in self.free[sub]]
                chiefs[section] = people[self.chance.randrange(len(people))]
                self._hold(chiefs[section], self.heads[section])
        for number, section in enumerate(sorted(without)):
            neighbour = HEADED_BY_A_NEIGHBOUR.get(section) or self._neighbour(section, chiefs)
            from_above = section in HEADED_FROM_ABOVE or (number % 3 == 0 and section not in HEADED_BY_A_NEIGHBOUR)
            if from_above or neighbour is None:
                self._hold_too(self._head_of(self.units[section].parent or ""), self.heads[section], Holding.ACTING)
            else:
                self._hold_too(chiefs[neighbour], self.heads[section], Holding.CONCURRENT)

    def fill_subsections(self) -> None:
        """A subsection without regular people is led by a chief of the same section, else by the section's chief."""
        for section in self._of_kind(UnitKind.SECTION):
            led = [code for code in self._below(section) if code in self.heads]
            chiefs: list[StaffLine] = []
            for code in led:
                if self.free[code]:
                    chiefs.append(self.free[code][0])
                    self._hold(chiefs[-1], self.heads[code])
            for code in led:
                if not any(posting.unit == code for posting in self.postings):
                    leader = chiefs[0] if chiefs else self._head_of(section)
                    self._hold_too(leader, self.heads[code], Holding.CONCURRENT if chiefs else Holding.ACTING)

    def place_members(self) -> None:
        """Everybody else, with the title of a member's rank."""
        directly = [
            line
            for line in self.staff
            if line.number not in self.placed
            and line.employment == REGULAR
            and self.units[line.unit].kind is UnitKind.SECTION
        ]
        seniors = {line.number for line in directly[:: max(1, len(directly) // DEPUTY_SECTION_CHIEFS)]}
        for line in self.staff:
            if line.number not in self.placed:
                kind, title = self._rank(line, line.number in seniors)
                self._place(
                    Posting(
                        person=line.person.uuid, unit=line.unit, post=None, kind=kind, title=title, since=line.since
                    ),
                    line,
                )

    def add_second_postings(self) -> None:
        """Night duty, the election commission's clerks from 総務課, 給与係's from its neighbours, and a few more."""
        members = [line for line in self.staff if self.placed[line.number].post is None and line.employment == REGULAR]
        night = self.chance.sample(members, NIGHT_DUTY_PEOPLE)
        clerks = [line for line in members if line.unit.startswith("0401")][:3]
        for line in night:
            self._second(line, NIGHT_DUTY, "宿直員")
        for line in clerks:
            self._second(line, "14020200", "書記")
        for line in [line for line in members if line.unit in ITS_NEIGHBOURS][:PAYROLL_HELPERS]:
            self._second(line, PAYROLL, "主事")
        rest = round(len(self.staff) * SECOND_POSTING_RATE) - len(night) - len(clerks)
        subsections = [code for code in self._of_kind(UnitKind.SUBSECTION) if code != NIGHT_DUTY]
        for line in self.chance.sample(members, rest):
            self._second(line, self.chance.choice(subsections), "主事")

    def duties(self) -> Iterable[RoleHolder]:
        """庶務担当 and 文書主任 of every section."""
        general, records = (role.id for role in self.office.roles[:2])
        for section in self._of_kind(UnitKind.SECTION):
            below = self._below(section)
            people = [line for line in self.staff if line.unit in (below[:1] or [section])]
            people += [line for line in self.staff if line.unit == section or line.unit in below]
            members = [line for line in people if self.placed[line.number].post is None]
            yield self._duty(section, general, (members or people)[0])
            chiefs = [
                line for line in people if self.placed[line.number].unit in below and self.placed[line.number].post
            ]
            yield self._duty(section, records, (chiefs or members or people)[0])

    def absences(self) -> Iterable[Absence]:
        """Long absences of members; heads and those with a duty are at work."""
        busy = {holder.person for holder in self.duties()}
        pool = [
            line
            for line in self.staff
            if self.placed[line.number].post is None
            and line.person.uuid not in busy
            and self.units[line.unit].code not in SPARED
            and self.units[line.unit].parent not in SPARED
        ]
        self.chance.shuffle(pool)
        for reason, rate in ABSENCES.items():
            for _ in range(round(len(self.staff) * rate)):
                since = date(2025, 7, 1) + timedelta(days=self.chance.randrange(360))
                until = (
                    since + timedelta(days=self.chance.randrange(420, 1000)) if reason in ("育休", "病休") else FOREVER
                )
                yield Absence(person=pool.pop().person.uuid, since=since, until=until, reason=reason)

    def _sections_without_own_chief(self) -> set[str]:
        without = {*HEADED_FROM_ABOVE, *HEADED_BY_A_NEIGHBOUR}
        without.update(
            code for code in self._of_kind(UnitKind.SECTION) if not self.free[code] and code not in OWN_CHIEF
        )
        rest = [code for code in self._of_kind(UnitKind.SECTION) if code not in without and code not in OWN_CHIEF]
        without.update(self.chance.sample(rest, max(0, SECTIONS_WITHOUT_OWN_CHIEF - len(without))))
        return without

    def _neighbour(self, section: str, chiefs: dict[str, StaffLine]) -> str | None:
        parent = self.units[section].parent
        return next((code for code in chiefs if self.units[code].parent == parent), None)

    def _rank(self, line: StaffLine, senior: bool) -> tuple[str, str]:
        if senior:
            return "deputy_section_chief", "課長補佐"
        if line.employment == REGULAR and self.chance.random() < 0.5:
            return "senior_member", "主任"
        titles = {REGULAR: "主事", "03": "再任用職員", "04": "会計年度任用職員"}
        return "member", titles.get(line.employment, "係員")

    def _hold(self, line: StaffLine, post: Post) -> None:
        posting = Posting(
            person=line.person.uuid, unit=post.unit, post=post.key, kind=post.kind, title=post.title, since=line.since
        )
        self._place(posting, line)
        if line in self.free[line.unit]:
            self.free[line.unit].remove(line)

    def _place(self, posting: Posting, line: StaffLine) -> None:
        self.postings.append(posting)
        self.placed[line.number] = posting

    def _hold_too(self, line: StaffLine, post: Post, holding: Holding) -> None:
        self.postings.append(
            Posting(
                person=line.person.uuid,
                unit=post.unit,
                post=post.key,
                kind=post.kind,
                title=post.title,
                holding=holding,
                since=line.since,
            )
        )

    def _second(self, line: StaffLine, unit: str, title: str) -> None:
        self.postings.append(
            Posting(
                person=line.person.uuid,
                unit=unit,
                post=None,
                kind="member",
                title=title,
                holding=Holding.CONCURRENT,
                since=line.since,
            )
        )

    def _duty(self, section: str, role: str, line: StaffLine) -> RoleHolder:
        return RoleHolder(person=line.person.uuid, unit=section, role=role, since=line.since)

    def _head_of(self, unit: str) -> StaffLine:
        holder = next(posting for posting in self.postings if posting.post == self.heads[unit].key)
        return next(line for line in self.staff if line.person.uuid == holder.person)

    def _of_kind(self, kind: UnitKind) -> list[str]:
        return sorted(code for code, unit in self.units.items() if unit.kind is kind)

    def _sections(self, department: str) -> list[str]:
        return sorted(code for code, unit in self.units.items() if unit.parent == department)

    def _below(self, section: str) -> list[str]:
        return sorted(code for code, unit in self.units.items() if unit.parent == section and code != NIGHT_DUTY)
