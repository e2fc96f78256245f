"""From the text of a layout file to the layout, or to everything that is wrong with the text."""

from pathlib import PurePath

from forms.source.nodes import Node
from forms.source.problem import Problem
from forms.source.source import Source
from forms.source.written import Written
from integrations.layouts import words
from integrations.layouts.layout import Bom, Encoding, Form, Layout, LineEnd, Record, RecordKind
from integrations.layouts.parse_records import parse_record, text_of
from integrations.layouts.parse_rules import (
    parse_changes,
    parse_checks,
    parse_resend,
    parse_staff,
    parse_totals,
    reference,
    scope_of,
)


def check_layout(source: Source) -> tuple[Layout | None, tuple[Problem, ...]]:
    """The layout, or None with every problem of the text, in the order of its lines."""
    written = Written(source)
    values = dict(written.top(words.TOP))
    layout = _layout(written, values) if "detail" in values else None
    problems = tuple(sorted(written.problems, key=lambda problem: problem.position))
    return (None if problems else layout), problems


def _layout(written: Written, values: dict[str, Node]) -> Layout:
    form = Form(written.one_of(values.get("form"), words.FORMS, "csv"))
    records = {kind: parse_record(written, values[kind], kind, form) for kind in RecordKind if kind in values}
    detail, header = records[RecordKind.DETAIL], records.get(RecordKind.HEADER)
    header_items = header.items if header else ()
    totals = parse_totals(written, values.get("totals"), detail, records.get(RecordKind.TRAILER))
    _check_marks(written, values, records)
    _check_id(written, values.get("id"))
    return Layout(
        id=written.text(values.get("id")),
        name=text_of(written, values, "layout"),
        form=form,
        encodings=tuple(
            Encoding(written.one_of(part, words.ENCODINGS, "cp932")) for part in written.items(values.get("encoding"))
        ),
        line_end=_line_end(written, values.get("line_end"), form),
        bom=Bom(written.one_of(values.get("bom"), words.BOMS, "no")),
        heading_row=written.one_of(values.get("heading_row"), words.SIGNS) == "yes",
        records=records,
        month=reference(written, values.get("month"), header_items) or None,
        key=tuple(reference(written, part, detail.items) for part in written.items(values.get("key"))),
        at_least=written.number(values.get("at_least")),
        checks=parse_checks(written, values.get("checks"), scope_of(detail)),
        totals=totals,
        changes=parse_changes(written, values.get("changes"), totals),
        staff=parse_staff(written, values.get("staff"), detail),
        resend=parse_resend(written, values.get("resend"), header),
    )


def _line_end(written: Written, node: Node | None, form: Form) -> LineEnd:
    line_end = LineEnd(written.one_of(node, words.LINE_ENDS, "crlf"))
    if node is not None and line_end is LineEnd.NONE and form is Form.CSV:
        written.say("E013", node.position, "CSVの行は改行で終わります。", "The lines of a CSV file end somehow.")
    return line_end


def _check_marks(written: Written, values: dict[str, Node], records: dict[RecordKind, Record]) -> None:
    """Records are told apart by their marks, so several kinds have one each, all different and equally long."""
    if len(records) < 2:
        return
    marks = [record.mark for record in records.values()]
    for kind, record in records.items():
        if record.mark is None:
            written.say(
                "E024",
                values[kind].position,
                "レコードが2種類以上あるときは「記号」が要ります。",
                "With several kinds of records each has a “mark”.",
            )
        elif marks.count(record.mark) > 1 or len({len(mark or "") for mark in marks}) > 1:
            written.say(
                "E014",
                values[kind].position,
                f"記号「{record.mark}」で他のレコードと見分けられません。",
                f"The mark “{record.mark}” does not tell this record from the others.",
            )


def _check_id(written: Written, node: Node | None) -> None:
    id_ = written.text(node)
    if node is not None and id_ not in {"", PurePath(written.source.path).stem}:
        written.say(
            "E013",
            node.position,
            f"ファイルの名前はidと同じです({id_}.yaml)。",
            f"The file is named after its id ({id_}.yaml).",
        )
