"""A case's journal as a table for other programs."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from approvals.selectors.journal_sentences import Sentence
from forms.tokyo_time import TOKYO
from meguro_platform.selectors.audit_cases import AuditedCase

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets need it to read UTF-8."""
_FORMULA = "=+-@\t\r\n＝＋－＠"
"""What a spreadsheet takes for the beginning of a formula."""


def as_table(case: AuditedCase, sentences: Sequence[Sentence], versions: Mapping[str, int]) -> str:
    """One line for each entry, as CSV."""
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(_headings())
    for sentence in sentences:
        table.writerow([guarded(cell) for cell in _line(case, sentence, versions)])
    return written.getvalue()


def in_utf8(table: str) -> bytes:
    """With a byte order mark."""
    return (BYTE_ORDER_MARK + table).encode()


def guarded(cell: str) -> str:
    """The text with an apostrophe before what a spreadsheet would carry out as a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(tuple(_FORMULA)) else cell


def _headings() -> list[str]:
    return [
        _("Case"),
        _("Entry"),
        _("At"),
        _("Done by"),
        _("Post"),
        _("Capacity"),
        _("On behalf of"),
        _("What was done"),
        _("Opinion"),
        _("What changed"),
        _("What followed"),
        _("Step"),
        _("Round"),
        _("Version"),
        _("Program"),
        _("Hash"),
    ]


def _line(case: AuditedCase, sentence: Sentence, versions: Mapping[str, int]) -> Iterator[str]:
    yield from (case.number, str(sentence.seq), sentence.at.astimezone(TOKYO).isoformat(timespec="milliseconds"))
    yield from (sentence.actor, sentence.post, sentence.capacity, sentence.principal)
    yield from (sentence.text, sentence.comment)
    yield "\n".join(f"{change.item}: {change.before} → {change.after}" for change in sentence.changes)
    yield "\n".join(sentence.followed)
    yield from (sentence.step, str(sentence.round or ""), str(versions.get(sentence.program, "")))
    yield from (sentence.program, sentence.hash)
