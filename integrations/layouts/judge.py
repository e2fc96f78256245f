"""From a file to its judgement: the whole of it on one screen. Streams must be able to go back to their start."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from forms.spec import Text
from integrations.errors import FileInvalidError
from integrations.layouts import codes
from integrations.layouts.findings import Findings, worst
from integrations.layouts.judgement import Judgement, NotChecked
from integrations.layouts.layout import Bom, Consequence, Encoding, Layout, RecordKind
from integrations.layouts.previous import compare_with_previous
from integrations.layouts.resends import Received, compare_with_history, version_of
from integrations.layouts.rows import Row
from integrations.layouts.staff import StaffList, StaffWatch
from integrations.layouts.survey import Survey, survey
from integrations.layouts.totals import compare_with_control, compare_with_trailer, computed
from integrations.layouts.walk import Walk
from integrations.layouts.watchers import Checks, HeaderItems, Sums, UniqueKeys


def read_rows(layout: Layout, file: BinaryIO) -> Iterator[Row]:
    """The details of a file, typed, in their order. What concerns several rows or other files is not checked here.

    Raises FileInvalidError at the first thing for which a file is rejected.
    """
    findings = Findings()
    encoding = _encoding(layout, survey(file), findings)
    _refuse(findings)
    if encoding is not None:
        for row in Walk(layout, encoding, findings).rows(file):
            _refuse(findings)
            if row.kind is RecordKind.DETAIL:
                yield row
        _refuse(findings)


def judge(
    layout: Layout,
    file: BinaryIO,
    *,
    control: BinaryIO | None = None,
    previous: BinaryIO | None = None,
    staff: StaffList | None = None,
    month: date | None = None,
    history: Sequence[Received] | None = None,
) -> Judgement:
    """Judge the file. A check whose input is missing is reported as not done.

    1. Look at the bytes: size, hash, real encoding.
    2. Read record by record; each goes through all watchers once.
    3. Compare totals with the trailer, the control file and the previous file, and the header with the history.
    """
    findings = Findings()
    seen = survey(file)
    encoding = _encoding(layout, seen, findings)
    if encoding is None:
        not_read = NotChecked("contents", Text("中身を読めません。", "The contents cannot be read."))
        return Judgement(layout=layout, survey=seen, encoding=None, tallies=findings.tallies(), not_checked=(not_read,))
    watch = _Watch(layout, staff, month, findings)
    for row in Walk(layout, encoding, findings).rows(file):
        watch.see(row)
    totals = computed(layout, watch.sums, seen)
    not_checked = [
        *watch.finish(),
        *compare_with_trailer(layout, totals, watch.trailer, findings),
        *compare_with_control(layout, totals, control, findings),
        *compare_with_previous(layout, totals, watch.header, watch.month, previous, findings),
        *compare_with_history(layout, seen, watch.header, history, findings),
    ]
    if survey(file).sha256 != seen.sha256:
        text = Text("読んでいる間にファイルが変わりました。", "The file changed while it was being read.")
        findings.note(codes.CHANGED, text)
    return Judgement(
        layout=layout,
        survey=seen,
        encoding=encoding,
        tallies=findings.tallies(),
        not_checked=tuple(not_checked),
        details=watch.sums.count,
        totals=totals,
        month=watch.month,
        version=version_of(layout, watch.header),
    )


class _Watch:
    """Everything that looks at rows, one after the other."""

    def __init__(self, layout: Layout, staff: StaffList | None, month: date | None, findings: Findings) -> None:
        self._layout, self._findings, self._asked = layout, findings, month
        self._header_items = HeaderItems(layout, findings)
        self._staff = StaffWatch(layout.staff, staff, findings) if layout.staff and staff is not None else None
        self._unique, self._checks, self.sums = UniqueKeys(layout, findings), Checks(layout, findings), Sums(layout)
        self.header: Row | None = None
        self.trailer: Row | None = None
        self.month = month

    def see(self, row: Row) -> None:
        match row.kind:
            case RecordKind.HEADER:
                self.header = self._header_items.header = row
                self._see_month(row)
            case RecordKind.DETAIL:
                for watcher in (self.sums, self._unique, self._header_items, self._checks):
                    watcher.see(row)
                if self._staff is not None:
                    self._staff.month = self.month
                    self._staff.see(row)
            case RecordKind.TRAILER:
                self.trailer = row

    def _see_month(self, row: Row) -> None:
        written = row.values.get(self._layout.month or "")
        if not isinstance(written, date):
            return
        if self._asked is not None and written != self._asked:
            asked, found = (f"{day:%Y-%m}" for day in (self._asked, written))
            text = Text(f"{asked}ではなく{found}のファイルです。", f"The file is for {found}, not for {asked}.")
            self._findings.note(codes.MONTH, text, row=row.row, line=row.line)
        self.month = written

    def finish(self) -> Iterator[NotChecked]:
        """All rows have been seen. Tells what could not be checked."""
        if self.sums.count < self._layout.at_least:
            text = Text(
                f"明細が{self.sums.count}件しかありません({self._layout.at_least}件以上)。",
                f"There are only {self.sums.count} details, {self._layout.at_least} at least are expected.",
            )
            self._findings.note(codes.TOO_FEW, text)
        if self._layout.month and (self._asked is None or self.header is None):
            yield NotChecked(
                "month", Text("何月のファイルかが示されていません。", "It was not said which month is expected.")
            )
        if self._staff is not None:
            if self.month is None:
                yield NotChecked(
                    "staff.term", Text("月が分からないため、在職を確かめられません。", "Terms need a month.")
                )
            self._staff.finish()
        elif self._layout.staff:
            yield NotChecked("staff", Text("職員名簿がありません。", "There is no staff list."))


def _encoding(layout: Layout, seen: Survey, findings: Findings) -> Encoding | None:
    """The encoding to read the file in, with what is wrong about it noted; None when it cannot be read."""
    if seen.size == 0:
        findings.note(codes.EMPTY, Text("ファイルが空です。", "The file is empty."))
        return None
    if seen.utf16:
        text = Text("UTF-16で書かれています。", "It is written in UTF-16.")
        findings.note(codes.ENCODING, text)
        return None
    actual = next((known for known in layout.encodings if seen.actual(known) is known), None)
    found = actual or seen.actual(layout.encodings[0])
    if actual is None:
        wanted = "・".join(encoding.name for encoding in layout.encodings)
        text = Text(
            f"{wanted}ではなく{found.name}で書かれています。", f"It is written in {found.name}, not in {wanted}."
        )
        findings.note(codes.ENCODING, text)
    elif seen.bom and layout.bom is Bom.NO:
        findings.note(codes.ENCODING, Text("先頭にBOMがあります。", "It starts with a byte order mark."))
    elif not seen.bom and layout.bom is Bom.YES:
        findings.note(codes.ENCODING, Text("先頭にBOMがありません。", "It does not start with a byte order mark."))
    return found


def _refuse(findings: Findings) -> None:
    tallies = findings.tallies()
    if worst(tallies) is Consequence.REJECT:
        detail = tallies[0].details[0]
        raise FileInvalidError(detail.text, row=detail.row, item=detail.item)
