"""The files of the demo's personnel system: the organisation as it is, with the change of the next 1st of April."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from approvals.hr import postings, staff, units
from approvals.hr.postings import HOLDINGS
from approvals.hr.units import KINDS, NO_HEAD
from approvals.models import GenerationStatus, OrganisationGeneration, Post, Posting, StaffRecord, Unit
from approvals.office.posts import Posts

_ORDINARY = "主事"
_MOVING = 12
"""People who change their places with somebody else's."""
Rows = Iterable[Mapping[str, str]]


def next_april(today: date) -> date:
    """The first day of the fiscal year to come."""
    return date(today.year + (today.month >= 4), 4, 1)


def personnel_files(posts: Posts) -> dict[str, bytes]:
    """The three files by part."""
    generation = OrganisationGeneration.objects.get(status=GenerationStatus.IN_FORCE)
    return {
        "units": _written(units.HEADINGS, _units(generation)),
        "staff": _written(staff.HEADINGS, _staff(generation)),
        "postings": _written(postings.HEADINGS, _postings(generation, posts)),
    }


def _units(generation: OrganisationGeneration) -> Rows:
    words = {str(kind): word for word, kind in KINDS.items()}
    heads = {post.unit: post.title for post in Post.objects.filter(generation=generation) if not post.covers}
    for unit in Unit.objects.filter(generation=generation).order_by("id"):
        yield {
            "所属コード": unit.code,
            "所属名": unit.name,
            "種別": words[unit.kind],
            "上位所属コード": unit.parent or "",
            "長の職名": heads.get(unit.code, NO_HEAD),
            "適用開始日": unit.since.isoformat(),
            "適用終了日": _last_day(unit.until),
        }


def _staff(generation: OrganisationGeneration) -> Rows:
    for record in StaffRecord.objects.filter(generation=generation).order_by("id"):
        yield {
            "職員番号": record.staff_number,
            "氏名": record.name,
            "カナ氏名": record.kana,
            "職員区分": record.employment,
            "職員証番号": record.card_number,
            "採用日": record.since.isoformat(),
            "退職日": _last_day(record.until),
        }


def _postings(generation: OrganisationGeneration, posts: Posts) -> Rows:
    """Some ordinary members change places, the first with the last."""
    numbers = dict(StaffRecord.objects.filter(generation=generation).values_list("person", "staff_number"))
    words = {str(holding): word for word, holding in HOLDINGS.items()}
    known = {title for kind in posts.kinds for title in (kind.name, *kind.titles)}
    rows = list(Posting.objects.filter(generation=generation).order_by("id"))
    ordinary = [row for row in rows if row.post is None and row.holding == "main"]
    for one, other in zip(ordinary[:_MOVING], reversed(ordinary), strict=False):
        one.unit, other.unit = other.unit, one.unit
    for row in rows:
        yield {
            "職員番号": numbers[row.person],
            "所属コード": row.unit,
            "職名": row.title if row.title in known else _ORDINARY,
            "区分": words[row.holding],
            "開始日": row.since.isoformat(),
            "終了日": _last_day(row.until),
        }


def _last_day(until: date | None) -> str:
    return "" if until is None else (until - timedelta(days=1)).isoformat()


def _written(headings: Iterable[str], rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(headings), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
