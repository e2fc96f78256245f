"""The generated ward as the personnel system would send it: three CSV files, and ways to spoil them."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from approvals.hr import postings, staff, units
from approvals.hr.postings import HOLDINGS
from approvals.hr.roster import Files
from approvals.hr.units import KINDS
from approvals.routing.establishment import ALWAYS, FOREVER
from approvals.ward.generate import Ward

Rows = list[dict[str, str]]
_FIRST = date(2020, 4, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The rows of the three files, to be changed before they are written."""

    units: Rows
    staff: Rows
    postings: Rows

    def files(self, encoding: str = "cp932") -> Files:
        return Files(
            units=("組織.csv", written(self.units, units.HEADINGS, encoding)),
            staff=("職員.csv", written(self.staff, staff.HEADINGS, encoding)),
            postings=("発令.csv", written(self.postings, postings.HEADINGS, encoding)),
        )

    def save(self, folder: Path) -> list[str]:
        """Write the files; the options of the command that name them."""
        files = self.files()
        options = []
        for option in ("units", "staff", "postings"):
            name, content = getattr(files, option)
            (folder / name).write_bytes(content)
            options += [f"--{option}", str(folder / name)]
        return options

    def where(self, rows: Rows, **wanted: str) -> dict[str, str]:
        """The first row with these cells."""
        return next(row for row in rows if all(row[name] == value for name, value in wanted.items()))


def sent(ward: Ward, keep: Callable[[str], bool] = lambda unit: True) -> Sent:
    """What personnel sends of this ward; `keep` chooses units whose people are sent."""
    numbers = {person.uuid: person.staff_number for person in ward.persons}
    titles = {post.unit: post.title for post in ward.office.heads if not post.covers}
    words = {kind: word for word, kind in KINDS.items()}
    holdings = {holding: word for word, holding in HOLDINGS.items()}
    chosen = [each for each in ward.postings if keep(each.unit)]
    people = {each.person for each in chosen}
    return Sent(
        units=[
            {
                "所属コード": unit.code,
                "所属名": unit.name,
                "種別": words[unit.kind],
                "上位所属コード": unit.parent or "",
                "長の職名": titles.get(unit.code, "-"),
                "適用開始日": _FIRST.isoformat(),
                "適用終了日": "",
            }
            for unit in ward.office.units
        ],
        staff=[
            {
                "職員番号": person.staff_number,
                "氏名": person.name,
                "カナ氏名": person.kana,
                "職員区分": employment,
                "職員証番号": person.card_number,
                "採用日": _FIRST.isoformat(),
                "退職日": "",
            }
            for person, employment in zip(ward.persons, ward.employments, strict=True)
            if person.uuid in people
        ],
        postings=[
            {
                "職員番号": numbers[each.person],
                "所属コード": each.unit,
                "職名": each.title if each.title in _titles(ward) else "主事",
                "区分": holdings[each.holding],
                "開始日": (_FIRST if each.since == ALWAYS else max(each.since, _FIRST)).isoformat(),
                "終了日": "" if each.until == FOREVER else (each.until - timedelta(days=1)).isoformat(),
            }
            for each in chosen
        ],
    )


def written(rows: Sequence[dict[str, str]], headings: Sequence[str], encoding: str = "cp932") -> bytes:
    """A CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def copied(known: Sent) -> Sent:
    """The same rows, free to be changed."""
    return replace(
        known,
        units=[dict(row) for row in known.units],
        staff=[dict(row) for row in known.staff],
        postings=[dict(row) for row in known.postings],
    )


def _titles(ward: Ward) -> set[str]:
    return {title for kind in ward.office.posts.kinds for title in (kind.name, *kind.titles)}
