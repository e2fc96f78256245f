"""Shows every row of a file to whatever looks at rows."""

from collections.abc import Iterator
from datetime import date

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import Findings
from integrations.layouts.judgement import NotChecked
from integrations.layouts.layout import Layout, RecordKind
from integrations.layouts.rows import Row
from integrations.layouts.staff import StaffList, StaffWatch
from integrations.layouts.values import Value
from integrations.layouts.watchers import Checks, HeaderItems, Sums, UniqueKeys


class Watch:
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
        written = self._month_in(row)
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
        if self._layout.header and self.header is None:
            yield NotChecked("header", Text("先頭の行がなく、明細と比べられません。", "There is no header to compare."))
        if self._layout.month:
            yield from self._finish_month()
        yield from self._finish_staff()

    def _finish_month(self) -> Iterator[NotChecked]:
        written = self._month_in(self.header)
        if not isinstance(written, date):
            yield NotChecked("month", Text("ファイルの月が読めません。", "The month of the file cannot be read."))
        elif self._asked is None:
            text = Text(
                f"ファイルは{written.year}年{written.month}月の分です。求める月と合うかは、月が示されたときに確かめます。",
                f"The file is for {written:%Y-%m}. Whether that is the month wanted is checked once one is named.",
            )
            yield NotChecked("month", text)

    def _finish_staff(self) -> Iterator[NotChecked]:
        if self._staff is None:
            if self._layout.staff:
                yield NotChecked("staff", Text("職員名簿がありません。", "There is no staff list."))
            return
        if self.month is None:
            yield NotChecked("staff.term", Text("月が分からず、在職を確かめられません。", "The month is not known."))
        self._staff.finish()

    def _month_in(self, header: Row | None) -> Value | None:
        return header.values.get(self._layout.month or "") if header else None
