"""Compares computed totals with the trailer and with the control file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import Code, Findings
from integrations.layouts.judgement import NotChecked
from integrations.layouts.layout import Calculation, Consequence, Layout, Total
from integrations.layouts.rows import Row
from integrations.layouts.survey import Survey
from integrations.layouts.watchers import Sums

_MOST_BYTES = 65_536
_UNREADABLE = Text(
    "統制ファイルが読めません。「名前: 値」のJSONで一つだけ書きます。",
    "The control file cannot be read. It is one JSON object of names and values.",
)


def computed(layout: Layout, sums: Sums, survey: Survey) -> dict[str, int | str]:
    """Every total by id; one with a row that could not be read is left out."""
    values: dict[str, int | str | None] = {}
    for total in layout.totals:
        match total.calculation:
            case Calculation.COUNT:
                values[total.id] = sums.count
            case Calculation.SUM:
                values[total.id] = sums.value(total.id)
            case Calculation.SHA256:
                values[total.id] = survey.sha256
            case Calculation.BYTES:
                values[total.id] = survey.size
    return {id_: value for id_, value in values.items() if value is not None}


def compare_with_trailer(
    layout: Layout, totals: Mapping[str, int | str], trailer: Row | None, findings: Findings
) -> Iterator[NotChecked]:
    """Note every total that the trailer gives otherwise."""
    wanted = [total for total in layout.totals if total.trailer]
    if trailer is None:
        if wanted:
            yield NotChecked(
                "trailer", Text("末尾の行がなく、合計を比べられません。", "There is no trailer to compare.")
            )
        return
    for total in wanted:
        given = trailer.values.get(total.trailer or "")
        if given is None:
            ja, en = f"末尾の行に「{total.name.ja}」がありません。", "The trailer does not say"
            yield NotChecked(f"trailer.{total.id}", Text(ja, f"{en} “{total.name.in_language('en')}”."))
        elif total.id not in totals:
            yield _incomplete(total, "trailer")
        elif totals[total.id] != given:
            _note(findings, codes.TOTAL, total, totals[total.id], str(given), row=trailer.row, line=trailer.line)


def compare_with_control(
    layout: Layout, totals: Mapping[str, int | str], control: BinaryIO | None, findings: Findings
) -> Iterator[NotChecked]:
    """Note every total that the control file gives otherwise."""
    wanted = [total for total in layout.totals if total.control]
    if control is None:
        if wanted:
            yield NotChecked("control", Text("統制ファイルがありません。", "There is no control file."))
        return
    given = control_values(control.read(_MOST_BYTES + 1))
    if given is None:
        findings.note(codes.CONTROL_UNREADABLE, _UNREADABLE)
        return
    for total in wanted:
        if total.control not in given:
            ja, en = f"統制ファイルに「{total.control}」がありません。", f"The control file has no “{total.control}”."
            yield NotChecked(f"control.{total.id}", Text(ja, en))
        elif total.id not in totals:
            yield _incomplete(total, "control")
        elif not _same(totals[total.id], given[total.control]):
            _note(findings, codes.CONTROL, total, totals[total.id], _written(given[total.control]))


def control_values(content: bytes) -> dict[str, object] | None:
    """What a control file says; None when it cannot be read, or says something twice."""
    try:
        text = content.decode("utf-8-sig") if len(content) <= _MOST_BYTES else ""
        given = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) else None


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """The object. Raises ValueError when a name comes twice: nobody knows which value is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _same(total: int | str, given: object) -> bool:
    """Whole numbers may be written as numbers or as digits; a hash in either case."""
    if isinstance(given, bool) or not isinstance(given, int | str):
        return False
    return str(total).lower() == str(given).strip().lower()


def _written(given: object) -> str:
    """As the control file writes it, and texts without quotes."""
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)


def _incomplete(total: Total, where: str) -> NotChecked:
    text = Text(
        f"読めない行があるため、「{total.name.ja}」を比べられません。",
        f"“{total.name.in_language('en')}” cannot be compared, because a row cannot be read.",
    )
    return NotChecked(f"{where}.{total.id}", text)


def _note(
    findings: Findings,
    code: Code,
    total: Total,
    here: int | str,
    given: str,
    row: int | None = None,
    line: int | None = None,
) -> None:
    given = given[:80]
    where_ja, where_en = ("末尾の行", "the trailer") if row else ("統制ファイル", "the control file")
    text = Text(
        f"「{total.name.ja}」が合いません: ファイルは{_shown(here)}、{where_ja}は{given}。",
        f"“{total.name.in_language('en')}” differs: {_shown(here)} in the file, {given} in {where_en}.",
    )
    findings.note(_labelled(code, total, here, given), text, row=row, line=line, item=total.name)


def _labelled(code: Code, total: Total, here: int | str, given: str) -> Code:
    """A code of its own for each total, with both values in its label."""
    if total.calculation is Calculation.SHA256:
        return Code(f"{code.id}.{total.id}", Consequence.REJECT, Text(f"{total.name.ja}不一致"), about_rows=False)
    label = Text(f"{total.name.ja}{here}≠{given}", f"{total.name.in_language('en')} {here}≠{given}")
    return Code(f"{code.id}.{total.id}", Consequence.REJECT, label, about_rows=False)


def _shown(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
