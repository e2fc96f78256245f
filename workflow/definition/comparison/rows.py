"""How two versions of a decision table differ, row by row and cell by cell."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from forms.spec import Text
from forms.tables.grid import GridRow, pipe_grid

_SAME_AS_ABOVE = frozenset({"〃", "同上", "々", '"', "ditto"})
Row = tuple[str, ...]


def row_changes(old: str, new: str) -> Iterator[Text]:
    """What is different, in sentences; nothing when only spaces, comments and 〃 are."""
    columns, other_columns = _columns(old), _columns(new)
    if columns != other_columns:
        ja = f"列を「{'・'.join(columns)}」から「{'・'.join(other_columns)}」に変えます。"
        yield Text(ja, f"The columns change from {', '.join(columns)} to {', '.join(other_columns)}.")
    before, after = _rows(old), _rows(new)
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(b - a, d - c) if columns == other_columns else 0
        for one, other in zip(before[a : a + pairs], after[c : c + pairs], strict=True):
            yield _changed(one, other, columns)
        for row in before[a + pairs : b]:
            yield Text(f"行「{_said(row)}」を消します。", f'The row "{_said(row)}" goes.')
        for row in after[c + pairs : d]:
            yield Text(f"行「{_said(row)}」を足します。", f'The row "{_said(row)}" is added.')


def _changed(one: Row, other: Row, columns: Row) -> Text:
    cells = [(column, old, new) for column, old, new in zip(columns, one, other, strict=True) if old != new]
    ja = "、".join(f"「{column}」を「{old}」から「{new}」に" for column, old, new in cells)
    en = ", ".join(f'"{column}" from {old} to {new}' for column, old, new in cells)
    return Text(f"行「{_said(one)}」の{ja}変えます。", f'In the row "{_said(one)}" change {en}.')


def _said(row: Row) -> str:
    return " | ".join(row)


def _columns(text: str) -> Row:
    header = pipe_grid(text).header
    return tuple(cell.text for cell in header.cells) if header else ()


def _rows(text: str) -> list[Row]:
    """The rows with every 〃 spelled out."""
    found: list[Row] = []
    for row in pipe_grid(text).rows:
        found.append(_spelled_out(row, found[-1] if found else ()))
    return found


def _spelled_out(row: GridRow, above: Row) -> Row:
    return tuple(
        above[place] if above and cell.text in _SAME_AS_ABOVE else cell.text for place, cell in enumerate(row.cells)
    )
