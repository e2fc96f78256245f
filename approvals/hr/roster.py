"""The personnel files as one organisation, or everything that keeps them from being one. All or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from approvals.hr import postings, staff, units
from approvals.hr.findings import HEADING_ROW, Findings, Place
from approvals.hr.postings import Appointment, check_postings, read_postings
from approvals.hr.staff import StaffLine, read_staff
from approvals.hr.table import read_rows
from approvals.hr.units import heads_of, read_units
from approvals.office.posts import Posts
from approvals.routing.establishment import ALWAYS, Deputies, Post, Unit

MOST_CHANGE = {"units": 10, "staff": 5, "postings": 20}
"""Per cent by which a file may have fewer or more rows than what is in force, before somebody has to confirm it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The three files: name for messages, content."""

    units: tuple[str, bytes]
    staff: tuple[str, bytes]
    postings: tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What the files say."""

    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    staff: tuple[StaffLine, ...]
    postings: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the platform knows beside the files."""

    posts: Posts
    deputies: Deputies
    english: Mapping[str, str]
    """English names of units by code."""
    rows: Mapping[str, int]
    """How many units, people and postings are in force; empty before the first load."""
    since: date = ALWAYS
    """The day from which they are in force."""
    today: date = ALWAYS
    held: Mapping[str, str] = field(default_factory=dict)
    """Staff number to the key of the post held today, of posts beside the heads of units."""


def read_roster(files: Files, known: Known, *, on: date, confirmed: bool = False) -> tuple[Roster | None, Findings]:
    """The organisation from a day on. None after an error; `confirmed` accepts far fewer or more rows.

    What only follows from another reason is not told: thousands of rows name a person whose own row is wrong.
    """
    findings = Findings()
    unit_rows = read_rows(*files.units, units.HEADINGS, findings)
    staff_rows = read_rows(*files.staff, staff.HEADINGS, findings)
    posting_rows = read_rows(*files.postings, postings.HEADINGS, findings)
    if any(each.place.number <= HEADING_ROW for each in findings.errors):
        return None, findings
    found_units = read_units(unit_rows, known.english, findings)
    heads = heads_of(found_units, known.posts, findings)
    people = read_staff(staff_rows, findings)
    appointments = read_postings(
        posting_rows,
        units=found_units,
        staff=people,
        numbers=frozenset(row["職員番号"] for row in staff_rows),
        codes=frozenset(row["所属コード"] for row in unit_rows),
        posts=known.posts,
        heads=heads,
        held=known.held,
        findings=findings,
    )
    there = {each.row.number for each in appointments}
    unsure = {row["職員番号"] for row in posting_rows if row.number not in there}
    sure = {number: line for number, line in people.items() if number not in unsure}
    check_postings(appointments, sure, sorted({on, max(on, known.today)}), findings)
    _check_day(files.units[0], on, known, findings)
    _check_named_units(files.units[0], (row["所属コード"] for row in unit_rows), known, findings)
    _warn_of_vacancies(heads, appointments, found_units, on, findings)
    if not confirmed:
        counts = {"units": len(unit_rows), "staff": len(staff_rows), "postings": len(posting_rows)}
        _check_counts(files, counts, known.rows, findings)
    if findings.errors:
        return None, findings
    roster = Roster(
        units=tuple(unit for unit, _ in found_units.values()),
        posts=tuple(heads),
        staff=tuple(people.values()),
        postings=tuple(appointments),
    )
    return roster, findings


def _check_day(file: str, on: date, known: Known, findings: Findings) -> None:
    if on < known.since:
        ja = f"{on}は、いま有効な組織の発令日{known.since}より前です。前の組織に戻すことになるので、読み込みません。"
        findings.refuse(Place(file, 0), ja, f"{on} is before {known.since}, the day of the organisation in force.")


def _check_named_units(file: str, codes: Iterable[str], known: Known, findings: Findings) -> None:
    """Units that the ward's own files name must be there: posts beside the heads, the order of deputies."""
    there, deputies = set(codes), known.deputies
    named = {code: "posts.yaml の置く職" for extra in known.posts.extra for code in (extra.unit, *extra.covers)}
    for unit, order in deputies.named.items():
        named |= dict.fromkeys((unit, *order), "deputies.yaml の代決の順")
    for pair in deputies.general.items():
        named |= dict.fromkeys(pair, "deputies.yaml の庶務")
    for code, where in sorted(named.items()):
        if code not in there:
            ja = f"所属コード{code}がありません。definitions/organisation/{where}にあります。"
            findings.refuse(
                Place(file, 0), ja, f"Unit {code} is missing; files under definitions/organisation name it."
            )


def _warn_of_vacancies(
    heads: list[Post],
    appointments: list[Appointment],
    found: Mapping[str, tuple[Unit, Place]],
    on: date,
    findings: Findings,
) -> None:
    held = {each.post for each in appointments if each.since <= on < each.until}
    for head in heads:
        unit, row = found.get(head.unit, (None, None))
        if unit and row and unit.since <= on < unit.until and head.key not in held:
            ja = f"「{unit.name}」の{head.title}が{on}に空席です。"
            findings.warn(row, ja, f"The post “{head.title}” of “{unit.name}” is vacant on {on}.")


def _check_counts(files: Files, counts: Mapping[str, int], before: Mapping[str, int], findings: Findings) -> None:
    for name, most in MOST_CHANGE.items():
        old, new = before.get(name, 0), counts[name]
        if old and abs(new - old) * 100 > old * most:
            ja = f"{old}件が{new}件になり、{most}%を超えて変わります。正しければ、確認したことを示して読み込みます。"
            en = f"{old} rows became {new}, more than {most} % of change. Load it as confirmed when this is right."
            findings.refuse(Place(getattr(files, name)[0], 0), ja, en)
