"""From columns to typed rows: every item is read as the layout says, and what does not fit is noted."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.characters import CONTROL, has_control, oddities
from integrations.layouts.findings import Code, Findings
from integrations.layouts.layout import Encoding, Item, ItemType, Record, RecordKind
from integrations.layouts.misfit import Misfit
from integrations.layouts.records import Raw
from integrations.layouts.values import Value, converter, warner

_LOOKED_AT = frozenset({ItemType.TEXT, ItemType.WIDE, ItemType.KANA})
"""Types that may hold any character; the others tell odd ones by themselves."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record with the values of its items."""

    kind: RecordKind
    row: int
    """Which record of the file, counted from 1 with the header."""
    line: int
    values: Mapping[str, Value | None]
    """By id of the item. None is a blank; an item that could not be read is not there."""


class RowReader:
    """Reads the records of one kind."""

    def __init__(self, record: Record, encoding: Encoding, findings: Findings) -> None:
        self._record = record
        self._findings = findings
        self._skip = 0 if record.mark is None else 1
        self._items = [(item, item.id, converter(item, encoding)) for item in record.items]
        self._texts = [
            (index + self._skip, item, warner(item))
            for index, item in enumerate(record.items)
            if item.type in _LOOKED_AT
        ]

    def read(self, raw: Raw) -> Row:
        """The row. One that is broken as a record has no values."""
        values: dict[str, Value | None] = {}
        if not raw.broken and self._has_all(raw):
            for (item, id_, convert), text in zip(self._items, raw.columns[self._skip :], strict=True):
                try:
                    values[id_] = convert(text) if text else None
                except Misfit as misfit:
                    self._note(misfit.code, misfit.text, raw, item)
                    continue
                if item.required and (not text or text.isspace()):
                    self._note(codes.REQUIRED, _REQUIRED, raw, item)
            self._look_at_characters(raw)
        return Row(self._record.kind, raw.row, raw.line, values)

    def _has_all(self, raw: Raw) -> bool:
        wanted = len(self._items) + self._skip
        if len(raw.columns) == wanted:
            return True
        text = Text(
            f"列が{wanted}ではなく{len(raw.columns)}あります。", f"There are {len(raw.columns)} columns, not {wanted}."
        )
        self._findings.note(codes.COLUMNS, text, row=raw.row, line=raw.line)
        if any(map(has_control, raw.columns)):
            self._findings.note(codes.CONTROL_CHARACTER, CONTROL, row=raw.row, line=raw.line)
        return False

    def _look_at_characters(self, raw: Raw) -> None:
        for index, item, warn in self._texts:
            text = raw.columns[index]
            if not text:
                continue
            for code, sentence in oddities(item, text):
                self._note(code, sentence, raw, item)
            if item.type is not ItemType.TEXT and (odd := warn(text)):
                self._note(odd, _ODD[odd.id], raw, item)

    def _note(self, code: Code, text: Text, raw: Raw, item: Item) -> None:
        self._findings.note(code, text, row=raw.row, line=raw.line, item=item.name)


_REQUIRED = Text("必ず書く項目が空です。", "This item must not be empty.")
_ODD = {
    codes.NARROW.id: Text("半角の文字が混じっています。", "There are half-width characters."),
    codes.WIDE_KANA.id: Text("半角カナの項目に全角の文字があります。", "There are full-width characters among kana."),
}
