"""A file of the personnel system as rows of text: CSV in UTF-8 or CP932 whose first row holds the headings."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from approvals.hr.findings import Findings, Place
from approvals.routing.establishment import FOREVER
from forms.plain_text import unseen, unstorable

MOST_BYTES = 50_000_000
LONGEST_CELL = 100
_DATES = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)


@dataclass(frozen=True, slots=True)
class Row(Place):
    """One row with its cells by heading."""

    cells: dict[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]


def read_rows(file: str, content: bytes, headings: Sequence[str], findings: Findings) -> list[Row]:
    """The rows under exactly these headings, in any order of columns. What cannot be read is told in `findings`."""
    text = _text(file, content, headings, findings)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        written = next(reader, [])
        if sorted(written) != sorted(headings):
            expected = ",".join(headings)
            findings.refuse(
                Place(file, 1), f"見出しが違います。1行目は {expected} です。", f"The first row must be {expected}."
            )
            return []
        for cells in reader:
            if any(cell.strip() for cell in cells) and _fits(file, reader.line_num, cells, len(written), findings):
                stripped = (cell.strip() for cell in cells)
                rows.append(Row(file, reader.line_num, dict(zip(written, stripped, strict=True))))
    except csv.Error:
        findings.refuse(
            Place(file, reader.line_num), "コンマで区切った表として読めません。", "This is no comma-separated table."
        )
    return rows


def period(row: Row, since: str, until: str, findings: Findings) -> tuple[date, date] | None:
    """The days of two columns, half-open: the file names the last day. None, told, when they make no period."""
    first = _day(row, since, findings)
    last = _day(row, until, findings) if row[until] else FOREVER
    if first is None or last is None:
        return None
    if last < first:
        findings.refuse(row, f"{until}が{since}より前です。", f"{until} is before {since} in this row.")
        return None
    return first, last if last == FOREVER else date.fromordinal(last.toordinal() + 1)


def _day(row: Row, heading: str, findings: Findings) -> date | None:
    written = next(filter(None, (form.fullmatch(row[heading]) for form in _DATES)), None)
    if written:
        try:
            return date(*map(int, written.groups()))
        except ValueError:
            pass  # there is no such day
    ja = f"{heading}「{row[heading]}」は日付ではありません。2026-04-01 のように書きます。"
    findings.refuse(row, ja, f"“{row[heading]}” is no date. Write it like 2026-04-01.")
    return None


def _text(file: str, content: bytes, headings: Sequence[str], findings: Findings) -> str | None:
    if len(content) > MOST_BYTES:
        findings.refuse(Place(file, 0), "ファイルが50MBを超えています。", "The file is larger than 50 MB.")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        if any(heading in before for heading in headings):
            row = before.count("\n") + 1
            ja = "UTF-8のファイルですが、この行に文字として読めないバイトがあります。"
            findings.refuse(Place(file, row), ja, "The file is UTF-8, but this row has bytes that are no text.")
            return None
    try:
        return content.decode("cp932")
    except UnicodeDecodeError:
        ja = "UTF-8としてもCP932(シフトJIS)としても読めません。"
        findings.refuse(Place(file, 0), ja, "This is neither UTF-8 nor CP932 (Shift JIS).")
        return None


def _fits(file: str, number: int, cells: list[str], expected: int, findings: Findings) -> bool:
    if len(cells) != expected:
        ja, en = f"{expected}列ではなく{len(cells)}列あります。", f"{len(cells)} columns instead of {expected}."
    elif any(len(cell) > LONGEST_CELL for cell in cells):
        ja, en = f"{LONGEST_CELL}字を超える欄があります。", f"A cell has more than {LONGEST_CELL} characters."
    elif any("\n" in cell or unstorable(cell) or unseen(cell) for cell in cells):
        ja, en = (
            "改行、制御文字、見えない文字、外字のどれかを含む欄があります。",
            "A cell holds a line break, a control character, one that is not seen, or one made by hand (外字).",
        )
    else:
        return True
    findings.refuse(Place(file, number), ja, en)
    return False
