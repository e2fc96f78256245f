"""From the text of a layout file to the layout, or to everything that is wrong with the text."""

from forms.source.nodes import Node
from forms.source.problem import Problem
from forms.source.reader import read
from forms.source.source import Source
from forms.source.written import Written
from integrations.layouts import words
from integrations.layouts.consistency import check_consistency
from integrations.layouts.layout import Bom, Encoding, Form, Layout, LineEnd, Record, RecordKind
from integrations.layouts.parse_checks import parse_checks
from integrations.layouts.parse_links import parse_resend, parse_staff
from integrations.layouts.parse_records import parse_record, text_of
from integrations.layouts.parse_totals import parse_changes, parse_totals
from integrations.layouts.references import item_named
from integrations.layouts.scope import scope_of


def check_layout(source: Source) -> tuple[Layout | None, tuple[Problem, ...]]:
    """The layout, or None with every problem of the text, in the order of its lines."""
    written = Written(source)
    values = dict(written.top(words.TOP))
    layout = _layout(written, values) if "detail" in values else None
    problems = tuple(sorted(written.problems, key=lambda problem: problem.position))
    return (None if problems else layout), problems


def is_layout(source: Source) -> bool:
    """Whether the text says that it describes a layout, right or wrong."""
    root, _ = read(source)
    return root is not None and bool({"レイアウト", "layout"} & set(root.keys()))


def _layout(written: Written, values: dict[str, Node]) -> Layout:
    form = Form(written.one_of(values.get("form"), words.FORMS, "csv"))
    records: dict[RecordKind, Record] = {}
    for kind in RecordKind:
        if kind in values:
            records[kind] = parse_record(written, values[kind], kind, records.get(RecordKind.HEADER))
    sound = not written.problems
    detail, header = records[RecordKind.DETAIL], records.get(RecordKind.HEADER)
    header_items = header.items if header else ()
    totals = parse_totals(written, values.get("totals"), detail, records.get(RecordKind.TRAILER))
    layout = Layout(
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
        month=item_named(written, values.get("month"), header_items) or None,
        key=tuple(item_named(written, part, detail.items) for part in written.items(values.get("key"))),
        at_least=written.number(values.get("at_least")),
        checks=parse_checks(written, values.get("checks"), scope_of(detail) if sound else None),
        totals=totals,
        changes=parse_changes(written, values.get("changes"), totals),
        staff=parse_staff(written, values.get("staff"), detail),
        resend=parse_resend(written, values.get("resend"), header),
    )
    check_consistency(written, values, layout)
    return layout


def _line_end(written: Written, node: Node | None, form: Form) -> LineEnd:
    line_end = LineEnd(written.one_of(node, words.LINE_ENDS, "crlf"))
    if node is not None and line_end is LineEnd.NONE and form is Form.CSV:
        written.say("E013", node.position, "CSVの行は改行で終わります。", "The lines of a CSV file end somehow.")
    return line_end
