"""Goes through a file from header to trailer and sees to it that its parts come in order."""

from collections.abc import Iterator
from typing import BinaryIO

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.characters import CONTROL, has_control
from integrations.layouts.findings import Code, Findings
from integrations.layouts.layout import Encoding, Layout, Record, RecordKind
from integrations.layouts.records import Raw, records
from integrations.layouts.rows import Row, RowReader

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MISSING = {
    RecordKind.HEADER: (codes.HEADER_MISSING, Text("先頭の行がありません。", "There is no header.")),
    RecordKind.TRAILER: (
        codes.TRAILER_MISSING,
        Text("末尾の行がありません。途中で切れています。", "There is no trailer; the file was cut off."),
    ),
    RecordKind.END: (
        codes.TRAILER_MISSING,
        Text("終端の行がありません。途中で切れています。", "There is no end record; the file was cut off."),
    ),
}
_TWICE = {
    RecordKind.HEADER: (codes.HEADER_TWICE, Text("先頭の行が二つあります。", "There are two headers.")),
    RecordKind.TRAILER: (codes.TRAILER_TWICE, Text("末尾の行が二つあります。", "There are two trailers.")),
    RecordKind.END: (codes.TRAILER_TWICE, Text("終端の行が二つあります。", "There are two end records.")),
}
_LATE = Text("末尾の行の後に行があります。", "There are records after the trailer.")
_NOT_FIRST = Text("先頭の行が最初にありません。", "The header does not come first.")


class Walk:
    """One pass over a file."""

    def __init__(self, layout: Layout, encoding: Encoding, findings: Findings) -> None:
        self._layout = layout
        self._encoding = encoding
        self._findings = findings
        self._seen: set[RecordKind] = set()
        self._known: dict[str, tuple[Record, RowReader]] = {
            record.mark or "": (record, RowReader(record, encoding, findings)) for record in layout.records.values()
        }
        self._marked = layout.detail.mark is not None

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        """The rows of the stream from its start, the first of each kind of header and trailer only."""
        stream.seek(0)
        if stream.read(3) != _BYTE_ORDER_MARK:
            stream.seek(0)
        found = records(self._layout, stream, self._encoding, self._findings)
        if self._layout.heading_row:
            self._read_headings(next(found, None))
        for raw in found:
            row = self._row(raw)
            if row is not None:
                yield row
        for kind, (code, text) in _MISSING.items():
            if kind in self._layout.records and kind not in self._seen:
                self._findings.note(code, text)

    def _row(self, raw: Raw) -> Row | None:
        mark = raw.columns[0] if self._marked and raw.columns else ""
        record, reader = self._known.get(mark, (None, None))
        if record is None or reader is None:
            if not raw.broken:
                self._note(codes.UNKNOWN_RECORD, self._unknown(mark), raw)
                if any(map(has_control, raw.columns)):
                    self._note(codes.CONTROL_CHARACTER, CONTROL, raw)
            return None
        if not self._in_order(record.kind, raw):
            return None
        self._seen.add(record.kind)
        return reader.read(raw)

    def _unknown(self, mark: str) -> Text:
        if not mark.replace("\t", " ").isprintable():
            return Text(
                "行の初めに文字でないバイト(制御文字)があります。転送で壊れたか、後ろに余分なバイトが付いています。",
                "The row starts with control characters: it was damaged on the way, or bytes were added behind it.",
            )
        for name, sign in (("タブ", "\t"), ("セミコロン", ";")):
            if mark.partition(sign)[0] in self._known:
                return Text(
                    f"コンマではなく{name}で区切られています。", f"Columns end with {sign!r} in place of a comma."
                )
        marks = "・".join(self._known)
        return Text(f"行の種類は {marks} のどれかです。", f"A record starts with one of {marks}.")

    def _in_order(self, kind: RecordKind, raw: Raw) -> bool:
        """Note what is out of place. False for a second header or trailer, which must not replace the first."""
        if kind in self._seen and kind is not RecordKind.DETAIL:
            code, text = _TWICE[kind]
            self._note(code, text, raw)
            return False
        if kind is RecordKind.HEADER and self._seen:
            self._note(codes.HEADER_MISSING, _NOT_FIRST, raw)
        order = list(RecordKind)
        if kind is not RecordKind.HEADER and any(order.index(seen) > order.index(kind) for seen in self._seen):
            self._note(codes.AFTER_TRAILER, _LATE, raw)
        return True

    def _read_headings(self, raw: Raw | None) -> None:
        wanted = [item.name.ja for item in self._layout.detail.items]
        if raw is None or raw.columns != wanted:
            names = "、".join(wanted)
            text = Text(f"最初の行は列の名前です({names})。", f"The first line names the columns ({names}).")
            self._findings.note(codes.HEADINGS, text)

    def _note(self, code: Code, text: Text, raw: Raw) -> None:
        self._findings.note(code, text, row=raw.row, line=raw.line)
