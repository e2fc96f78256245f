"""Compares counts and sums with the file received before."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

from forms.issuance.limit import is_beyond
from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import Findings
from integrations.layouts.judgement import NotChecked
from integrations.layouts.layout import Change, Layout, RecordKind
from integrations.layouts.rows import Row
from integrations.layouts.survey import survey
from integrations.layouts.totals import computed
from integrations.layouts.walk import Walk
from integrations.layouts.watchers import Sums


def compare_with_previous(
    layout: Layout,
    totals: Mapping[str, int | str],
    header: Row | None,
    month: date | None,
    previous: BinaryIO | None,
    findings: Findings,
) -> Iterator[NotChecked]:
    """Note every total that is too far from the one of the previous file."""
    if not layout.changes:
        return
    if previous is None:
        yield NotChecked("previous", Text("前回のファイルがありません。", "There is no previous file."))
        return
    before, its_header = _measure(layout, previous)
    if not _comparable(layout, header, its_header):
        text = Text("前回のファイルは別の種類の支給です。", "The previous file is of another kind.")
        yield NotChecked("previous", text)
        return
    for change in layout.changes:
        name = layout.total(change.total).name
        if month is not None and month.month in change.except_months:
            text = Text(
                f"{month.month}月は「{name.ja}」を前回と比べません。",
                f"“{name.in_language('en')}” is not compared in this month.",
            )
            yield NotChecked(f"previous.{change.total}", text)
        elif not isinstance(here := totals.get(change.total), int):
            text = Text("読めない行があるため、前回と比べられません。", "A row cannot be read, so nothing is compared.")
            yield NotChecked(f"previous.{change.total}", text)
        elif not isinstance(there := before.get(change.total), int):
            text = Text("前回のファイルに読めない行があります。", "The previous file has rows that cannot be read.")
            findings.note(codes.PREVIOUS_UNREADABLE, text)
        elif is_beyond(change.percent, here, there):
            _note(findings, change, name, here, there)


def _measure(layout: Layout, previous: BinaryIO) -> tuple[Mapping[str, int | str], Row | None]:
    """Its totals and its header; what is wrong with it otherwise was told when it came."""
    seen = survey(previous)
    sums, header = Sums(layout), None
    for row in Walk(layout, seen.actual(layout.encodings[0]), Findings()).rows(previous):
        if row.kind is RecordKind.DETAIL:
            sums.see(row)
        elif row.kind is RecordKind.HEADER:
            header = row
    if layout.header is not None and header is None:
        return {}, None
    return computed(layout, sums, seen), header


def _comparable(layout: Layout, header: Row | None, before: Row | None) -> bool:
    """Files of one group, whatever their months."""
    if layout.resend is None or header is None or before is None:
        return True
    same = [id_ for id_ in layout.resend.group if id_ != layout.month]
    return all(header.values.get(id_) == before.values.get(id_) for id_ in same)


def _note(findings: Findings, change: Change, name: Text, here: int, there: int) -> None:
    percent = f"{(here - there) * 100 / abs(there):+.1f}%" if there else "—"
    text = Text(
        f"「{name.ja}」が前回から{percent}変わりました({there:,}→{here:,}、{change.percent}%まで)。",
        f"“{name.in_language('en')}” changed by {percent} ({there:,} → {here:,}; {change.percent} % at most).",
    )
    findings.note(codes.threshold(change.consequence), text, item=name)
