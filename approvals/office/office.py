"""The office as the files under definitions/organisation describe it: units, posts, duties, calendar, words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from approvals.office.authorities import read_authorities
from approvals.office.calendar import read_calendar
from approvals.office.deputies import read_deputies
from approvals.office.names import UnitNames, unit_names
from approvals.office.number_series import NumberSeries, read_number_series
from approvals.office.posts import Posts, read_posts, read_roles
from approvals.office.reasons import ReasonKinds, read_reasons
from approvals.office.units import NO_HEAD, UnitLine, read_units
from approvals.routing.authority import Authority
from approvals.routing.establishment import Deputies, Post, RoleKind, Unit
from approvals.routing.rules import OrganisationRules
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.source.written import Written
from workflow.definition.catalogue import Catalogue
from workflow.engine.calendar import BusinessCalendar

FILES = (
    "units.csv",
    "posts.yaml",
    "roles.yaml",
    "deputies.yaml",
    "calendar.yaml",
    "public-holidays.csv",
    "authorities.yaml",
    "number-series.yaml",
    "reasons.yaml",
)
"""Every file of the folder, in the order it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everything the files say."""

    units: tuple[Unit, ...]
    names: UnitNames
    posts: Posts
    heads: tuple[Post, ...]
    """One post for each unit that has a head, and the posts beside them."""
    roles: tuple[RoleKind, ...]
    deputies: Deputies
    calendar: BusinessCalendar
    authorities: tuple[Authority, ...]
    number_series: Mapping[str, NumberSeries]
    reasons: ReasonKinds

    @property
    def catalogue(self) -> Catalogue:
        """The names that procedures may use."""
        titles = {title for kind in self.posts.kinds for title in (kind.name, *kind.titles)}
        return Catalogue(
            units=self.names.unique,
            posts=frozenset(titles),
            roles=frozenset(role.name for role in self.roles),
            number_series=frozenset(self.number_series),
            authorities=frozenset(each.name for each in self.authorities),
        )

    @property
    def rules(self) -> OrganisationRules:
        """What a generation keeps of it."""
        return OrganisationRules(
            post_kinds=self.posts.kinds,
            role_kinds=self.roles,
            deputies=self.deputies,
            authorities=self.authorities,
        )


class OfficeInvalidError(Exception):
    """The files have problems; `python manage.py check_definitions` prints them."""

    def __init__(self, findings: "tuple[Finding, ...]") -> None:
        self.findings = findings
        source, problem = findings[0]
        super().__init__(f"{source.path}:{problem.position.line}: {problem.message.en}")


Finding = tuple[Source, Problem]


def check_office(folder: Path) -> tuple[Office | None, tuple[Finding, ...]]:
    """The office, or None when there are problems; all of them, file by file."""
    files = {name: _written(folder / name) for name in FILES}
    lines = read_units(files["units.csv"])
    names = unit_names(line.unit for line in lines)
    posts = read_posts(files["posts.yaml"], names.unique)
    calendar = read_calendar(files["calendar.yaml"], files["public-holidays.csv"])
    heads = tuple(_heads(files["units.csv"], lines, posts))
    roles = read_roles(files["roles.yaml"])
    deputies = read_deputies(files["deputies.yaml"], names.unique)
    authorities = read_authorities(files["authorities.yaml"], names.unique)
    series = read_number_series(files["number-series.yaml"], {each.name for each in authorities})
    reasons = read_reasons(files["reasons.yaml"])
    findings = tuple((file.source, problem) for file in files.values() for problem in file.problems)
    if findings or calendar is None:
        return None, findings
    office = Office(
        units=tuple(line.unit for line in lines),
        names=names,
        posts=posts,
        heads=heads,
        roles=roles,
        deputies=deputies,
        calendar=calendar,
        authorities=authorities,
        number_series=series,
        reasons=reasons,
    )
    return office, ()


@cache
def office_at(folder: Path) -> Office:
    """The office of a folder, read once per process. Raises OfficeInvalidError when a file has a problem."""
    office, findings = check_office(folder)
    if office is None:
        raise OfficeInvalidError(findings)
    return office


def _written(path: Path) -> Written:
    try:
        return Written(Source(str(path), path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError):
        written = Written(Source(str(path), ""))
        written.say(
            "E001",
            Position(1, 1),
            "ファイルがないか、UTF-8の文字として読めません。",
            "The file is missing or not UTF-8 text.",
        )
        return written


def _heads(written: Written, lines: tuple[UnitLine, ...], posts: Posts) -> list[Post]:
    """The head's post of every unit that has one, then the posts that cover several units."""
    found = []
    for line in lines:
        kind = posts.kind_of(line.head) if line.head else posts.head_of(line.unit.kind)
        if line.head == NO_HEAD:
            continue
        if kind is None or kind.leads is not line.unit.kind:
            written.say(
                "E100",
                Position(line.line, 1),
                f"「{line.head or line.unit.name}」は、この所属の長になる職ではありません。",
                f"“{line.head or line.unit.name}” is no post that leads such a unit.",
            )
            continue
        code = line.unit.code
        found.append(Post(key=f"{code}:{kind.id}", unit=code, kind=kind.id, title=line.head or kind.name))
    for number, extra in enumerate(posts.extra, start=1):
        extra_kind = posts.kind_of(extra.title)
        if extra_kind:
            key = f"{extra.unit}:{extra_kind.id}:{number}"
            found.append(Post(key=key, unit=extra.unit, kind=extra_kind.id, title=extra.title, covers=extra.covers))
    return found
