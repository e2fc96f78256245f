"""From a file to its judgement: the whole of it on one screen. Streams must be able to go back to their start."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from forms.spec import Text
from integrations.errors import FileInvalidError
from integrations.layouts import codes
from integrations.layouts.encoding import encoding_of
from integrations.layouts.findings import Findings, worst
from integrations.layouts.judgement import Judgement, NotChecked
from integrations.layouts.layout import Consequence, Layout, RecordKind
from integrations.layouts.previous import compare_with_previous
from integrations.layouts.resends import Received, compare_with_history, version_of
from integrations.layouts.rows import Row
from integrations.layouts.staff import StaffList
from integrations.layouts.survey import survey
from integrations.layouts.totals import compare_with_control, compare_with_trailer, computed
from integrations.layouts.walk import Walk
from integrations.layouts.watch import Watch


def read_rows(layout: Layout, file: BinaryIO) -> Iterator[Row]:
    """The details of a file, typed, in their order. What concerns several rows or other files is not checked here.

    Raises FileInvalidError at the first thing for which a file is rejected.
    """
    findings = Findings()
    encoding = encoding_of(layout, survey(file), findings)
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
    encoding = encoding_of(layout, seen, findings)
    if encoding is None:
        not_read = NotChecked("contents", Text("中身を読めません。", "The contents cannot be read."))
        return Judgement(layout=layout, survey=seen, encoding=None, tallies=findings.tallies(), not_checked=(not_read,))
    watch = Watch(layout, staff, month, findings)
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


def _refuse(findings: Findings) -> None:
    tallies = findings.tallies()
    if worst(tallies) is Consequence.REJECT:
        detail = tallies[0].details[0]
        raise FileInvalidError(detail.text, row=detail.row, item=detail.item)
