"""Cuts a file into records and their columns; what cannot be cut is noted and left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.decode import decoder
from integrations.layouts.findings import KEPT_DETAILS, Findings
from integrations.layouts.layout import Encoding, Form, Layout, LineEnd, Record
from integrations.layouts.lines import END_OF_FILE, MOST_BYTES, Line, lines
from integrations.layouts.quoted import Columns
from integrations.layouts.survey import is_utf8
from integrations.layouts.undefined import undefined

_UTF8_LINE = Text("この行はUTF-8で書かれています。", "This line is written in UTF-8.")
_OPEN_QUOTE = Text(
    'この行で開いた引用符(")が閉じられていません。後の行まで一つの項目として読まれます。',
    "A quote opened in this row is never closed; the rows behind it are read as part of the column.",
)
_QUOTE = Text(
    '引用符(")の使い方が違います。引用符で囲んだ項目は引用符で閉じ、中の引用符は二つ重ねます。',
    "A quote is out of place. A column in quotes ends with a quote; quotes inside it are doubled.",
)
_CARRIAGE_RETURN = Text(
    "CRだけの改行があります。改行を直したファイルを送ってもらいます。",
    "There is a carriage return without a line feed. Ask for the file with other line ends.",
)
_ENDS = {LineEnd.CRLF: b"\r\n", LineEnd.LF: b"\n", LineEnd.NONE: b""}


@dataclass(frozen=True, slots=True)
class Raw:
    """A record whose items are not read yet."""

    row: int
    """Which record of the file, from 1."""
    line: int
    columns: list[str]
    """All of them, the mark included."""
    broken: bool = False
    """Something is wrong with it as a record, already noted."""


def records(layout: Layout, stream: BinaryIO, encoding: Encoding, findings: Findings) -> Iterator[Raw]:
    """The records of the stream from where it stands."""
    if layout.form is Form.CSV:
        return _csv(layout, stream, encoding, findings)
    return _fixed(layout, stream, encoding, findings)


def _csv(layout: Layout, stream: BinaryIO, encoding: Encoding, findings: Findings) -> Iterator[Raw]:
    decode, ends = decoder(encoding), _Ends(layout, findings)
    row, start, size = 0, 0, 0
    columns: Columns | None = None
    for line in lines(stream):
        if columns is None:
            if ends.is_empty(line):
                continue
            row, start, size = row + 1, line.number, 0
        text, readable = decode(line.content)
        size += len(line.content)
        long = size > MOST_BYTES or not line.complete
        if encoding is Encoding.CP932 and is_utf8(line.content):
            findings.note(codes.ENCODING, _UTF8_LINE, row=row, line=line.number)
        elif not readable:
            _note_bytes(findings, encoding, line.content, row, line.number)
        if columns is None and '"' not in text and "\r" not in text:
            ends.see(line)
            yield Raw(row, start, text.split(","), _is_bad(findings, row, start, long=long))
            continue
        columns = columns or Columns()
        if columns.take(text) or long:
            ends.see(line)
            yield Raw(row, start, columns.done, _is_bad(findings, row, start, columns, long=long))
            columns = None
    if columns is not None:
        yield Raw(row, start, columns.done, _is_bad(findings, row, start, columns))
    ends.finish()


def _is_bad(findings: Findings, row: int, line: int, columns: Columns | None = None, *, long: bool = False) -> bool:
    """Note what keeps the record from being read; one thing only, the likeliest cause."""
    if columns is not None and columns.open is not None:
        findings.note(codes.QUOTING, _OPEN_QUOTE, row=row, line=line)
    elif columns is not None and columns.carriage:
        findings.note(codes.CARRIAGE_RETURN, _CARRIAGE_RETURN, row=row, line=line)
    elif columns is not None and columns.broken:
        findings.note(codes.QUOTING, _QUOTE, row=row, line=line)
    elif long:
        text = Text(f"1行が{MOST_BYTES:,}バイトを超えます。", f"The record has more than {MOST_BYTES:,} bytes.")
        findings.note(codes.TOO_LONG, text, row=row, line=line)
    else:
        return False
    return True


def _note_bytes(findings: Findings, encoding: Encoding, content: bytes, row: int, line: int) -> None:
    found = ", ".join(f"{bad.hex(' ').upper()} ({offset + 1})" for offset, bad in undefined(content, encoding))
    ja, en = "文字として定められていないバイトがあります", "There are bytes that are no characters"
    text = Text(f"{ja}: {found}(かっこ内は行の何バイト目か)。", f"{en}: {found} (with their place in the line).")
    if not found:
        text = Text(f"{ja}。", f"{en}.")
    findings.note(codes.BAD_BYTES, text, row=row, line=line)


class _Ends:
    """Watches how records end. Empty lines at the end of a file are noted, between records they are refused."""

    def __init__(self, layout: Layout, findings: Findings) -> None:
        self._wanted = layout.line_end
        self._findings = findings
        self._others = 0
        self._empty: list[int] = []

    def is_empty(self, line: Line) -> bool:
        """Take note of a line that starts a record or is empty."""
        if not line.content:
            if len(self._empty) < KEPT_DETAILS:
                self._empty.append(line.number)
            return True
        text = Text("途中に空の行があります。", "There is an empty line.")
        for number in self._empty:
            self._findings.note(codes.BLANK_LINE, text, line=number)
        self._empty.clear()
        return False

    def see(self, line: Line) -> None:
        """Take note of the line that ends a record."""
        if line.end and line.end != _ENDS[self._wanted]:
            self._others += 1

    def finish(self) -> None:
        """The file is at its end."""
        if self._empty:
            text = Text("ファイルの最後に空の行があります。", "There are empty lines at the end of the file.")
            self._findings.note(codes.LAST_BLANK_LINE, text)
        if self._others:
            name, others = self._wanted.name, f"{self._others:,}"
            text = Text(f"改行が{name}でない行が{others}行あります。", f"{others} lines do not end with {name}.")
            self._findings.note(codes.LINE_ENDS, text)


def _fixed(layout: Layout, stream: BinaryIO, encoding: Encoding, findings: Findings) -> Iterator[Raw]:
    decode = decoder(encoding)
    by_mark = {(record.mark or "").encode(): record for record in layout.records.values()}
    width = len(next(iter(by_mark)))
    length = record_length(layout.detail)
    for row, line in enumerate(_stretches(layout, stream, length, findings), start=1):
        record = by_mark.get(line.content[:width])
        broken = not line.complete
        if len(line.content) != length:
            broken = True
            text = Text(
                f"レコードの長さが{length}バイトではなく{len(line.content)}バイトです。",
                f"The record has {len(line.content)} bytes, not {length}.",
            )
            findings.note(codes.COLUMNS, text, row=row, line=line.number)
        columns = [line.content[:width].decode("ascii", "replace")] if width else []
        index = width
        all_readable = True
        for item in record.items if record else ():
            text_, readable = decode(line.content[index : index + item.length])
            index += item.length
            all_readable = all_readable and readable
            columns.append(text_.rstrip(" "))
        if not all_readable:
            _note_bytes(findings, encoding, line.content, row, line.number)
        yield Raw(row, line.number, columns, broken)


def record_length(record: Record) -> int:
    """Bytes of a fixed record."""
    return len(record.mark or "") + sum(item.length for item in record.items)


def _stretches(layout: Layout, stream: BinaryIO, length: int, findings: Findings) -> Iterator[Line]:
    if layout.line_end is not LineEnd.NONE:
        ends = _Ends(layout, findings)
        for line in lines(stream):
            if not ends.is_empty(line):
                ends.see(line)
                yield line
        ends.finish()
        return
    for number, content in enumerate(iter(partial(stream.read, length), b""), start=1):
        if content.strip(END_OF_FILE):
            yield Line(number, content, b"")
