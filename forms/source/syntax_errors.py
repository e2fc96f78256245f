"""YAML's own syntax errors, told in the words of the person who wrote the line."""

import re
from dataclasses import dataclass

import yaml

from forms.source.lines import structural_lines
from forms.source.misplaced import misplaced
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.spec import Text

_HEADING = re.compile(r"\s*(?:- +)*([^:\s][^:]*?): +(.*)\Z")
_SPECIAL_START = "[{*&!%@>|`'\""


@dataclass(frozen=True, slots=True)
class _Wording:
    """What one of YAML's sentences means."""

    message: Text
    hint: Text
    at_context: bool = False
    """The place to look at is where the construct begins, not where YAML gave up."""


_BRACKETS = _Wording(
    Text("かっこが閉じていないか、「,」が抜けています。", "A bracket is not closed, or a comma is missing."),
    Text("[ ] と { } の数と、間の「, 」を確かめてください", "Count the brackets and the commas between them"),
)
_INDENT = _Wording(
    Text("字下げがそろっていません。", "The indentation does not fit."),
    Text("同じ段の行は、同じ数の空白で始めてください", "Lines of one level start with the same number of spaces"),
)
_NO_COLON = _Wording(
    Text("見出しの後に「: 」がありません。", "There is no colon and space after the heading."),
    Text("「見出し: 値」と書いてください", "Write “heading: value”"),
    at_context=True,
)
_BLOCK_TEXT = _Wording(
    Text("| や > の行には、ほかの文字を書けません。", "Nothing else may stand on the line of | or >."),
    Text("文は次の行から、字下げして書いてください", "Start the text on the next line, indented"),
)
_QUOTE = _Wording(
    Text("引用符が閉じていません。", "A quotation mark is not closed."),
    Text("文の終わりに同じ引用符を書くか、引用符を外してください", "Close it with the same mark, or remove it"),
    at_context=True,
)
_SEQUENCE = _Wording(
    Text("ここには並びの「- 」を書けません。", "A list item cannot stand here."),
    Text("並びは次の行から書いてください", "Start the list on the next line"),
)
_MIXED = _Wording(
    Text("並び(- …)と見出し(…: )が同じ段に混ざっています。", "List items and headings are mixed in one level."),
    Text("字下げを確かめてください", "Check the indentation"),
)
_MAPPING = _Wording(
    Text("ここには「: 」を書けません。", "A colon and a space cannot stand here."),
    Text("前の行の値か、字下げを確かめてください", "Check the value of the line before, and the indentation"),
)
_ESCAPE = _Wording(
    Text('" " の中の \\ の使い方が読めません。', "A backslash between double quotes cannot be read."),
    Text("\\ を \\\\ と書くか、文の前に | を置き、次の行から書いてください", "Write \\\\, or use | and the next line"),
)
_DOCUMENTS = _Wording(
    Text("1 つのファイルには 1 つの手続だけを書けます。", "A file holds one document only."),
    Text("--- や ... や % で始まる行を消してください", "Remove lines starting with ---, ... or %"),
)
_DEPTH = _Wording(
    Text("入れ子が深すぎます。", "The nesting is too deep."),
    Text("かっこの数を確かめてください", "Count the brackets"),
)
_OTHER = _Wording(
    Text("YAML として読めません。", "This is not readable as YAML."),
    Text("この行と前の行の書き方を確かめてください", "Check this line and the one before"),
)

_WORDINGS: tuple[tuple[str, _Wording], ...] = (
    ("expected ',' or", _BRACKETS),
    ("expected ':'", _NO_COLON),
    ("mapping values are not allowed", _MAPPING),
    ("block sequence entries are not allowed", _SEQUENCE),
    ("expected '-' indicator", _MIXED),
    ("expected comment or line break", _BLOCK_TEXT),
    ("chomping", _BLOCK_TEXT),
    ("indentation", _INDENT),
    ("unexpected end of stream", _QUOTE),
    ("document", _DOCUMENTS),
    ("directive", _DOCUMENTS),
    ("escape", _ESCAPE),
    ("expected key", _INDENT),
    ("expected node content", _BRACKETS),
    ("depth", _DEPTH),
)


def syntax_problem(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """E001 for an error YAML raised, at the place the writer should look at."""
    said = error.problem or ""
    wording = next((wording for part, wording in _WORDINGS if part in said), _OTHER)
    mark, context = error.problem_mark, error.context_mark
    unclosed = wording is _BRACKETS and context and mark and mark.line != context.line
    if context and (wording.at_context or unclosed or not mark):
        mark = context
    position = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
    noticed = {each.line + 1 for each in (error.problem_mark, error.context_mark) if each}
    if (opened := _unclosed_quote(source, noticed)) is not None:
        return Problem(id="E001", position=opened, message=_QUOTE.message, hint=_QUOTE.hint)
    if wording is _INDENT:
        position = _outdented(source, position) or position
    likely = _as_text(source, position, said)
    if likely is None and wording in (_INDENT, _MIXED, _MAPPING, _SEQUENCE):
        likely = misplaced(source, position)
    return likely or Problem(id="E001", position=position, message=wording.message, hint=wording.hint)


def _unclosed_quote(source: Source, noticed: set[int]) -> Position | None:
    """Where quotes were opened that the next quotation mark, on a line where YAML gave up, seemed to close."""
    opened: Position | None = None
    for line in structural_lines(source.lines[: max(noticed, default=0)]):
        if line.number in noticed and line.in_quote:
            return opened
        if not line.in_quote:
            opened = None if line.open_quote is None else Position(line.number, line.open_quote + 1)
    return None


def _outdented(source: Source, noticed: Position) -> Position | None:
    """A line that stands too far left, when YAML noticed it only at a later one that goes on as those before it did."""
    indents = [
        (number, len(line) - len(line.lstrip(" ")))
        for number, line in enumerate(source.lines[: noticed.line], start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    *before, (_, level) = indents or [(1, 0)]
    place = next((place for place in range(len(before) - 1, 0, -1) if before[place][1] < level), None)
    if place is None or place + 1 >= len(before) or before[place + 1][1] <= level:
        return None
    line, indent = before[place]
    for _, above in reversed(before[:place]):
        if above == level:
            return Position(line, indent + 1)
        if above <= indent:
            return None
    return None


def _comma_missing(source: Source, position: Position) -> Problem | None:
    """「{型: 添付 拡張子: [pdf]}」: inside brackets the next heading came without a comma before it."""
    found = re.search(r"([^\s,{}\[\]:]+)\Z", source.line(position.line)[: position.column - 1])
    if found is None:
        return None
    return Problem(
        id="E001",
        position=Position(position.line, found.start() + 1),
        message=Text(f"「{found[1]}: 」の前に「,」がありません。", f"There is no comma before “{found[1]}: ”."),
        hint=Text(f"「, {found[1]}: …」と書いてください", f"Write “, {found[1]}: …”"),
        length=len(found[1]),
    )


def _as_text(source: Source, position: Position, said: str) -> Problem | None:
    """The commonest case: a value meant as text that YAML takes for something else."""
    heading = _HEADING.match(source.line(position.line))
    if heading is None or position.column - 1 < heading.start(2):
        return None
    if heading[1][0] in "[{":
        return _comma_missing(source, position)
    value = heading[2]
    in_flow = value[:1] in {"[", "{"} and "expected ',' or" in said
    if in_flow or not (value[:1] in _SPECIAL_START or ": " in value or value.endswith(":")):
        return None
    what_ja = f"文の初めの「{value[0]}」" if value[:1] in _SPECIAL_START else "文の中の「: 」"
    what_en = f"“{value[0]}” at the start" if value[:1] in _SPECIAL_START else "a colon and a space"
    return Problem(
        id="E001",
        position=position,
        message=Text(f"{what_ja}は、このままでは書けません。", f"A text cannot be written with {what_en} like this."),
        hint=Text(
            f"文の前に | を置き、次の行から書いてください(「{heading[1]}: |」の次の行に字下げして「{value}」)",
            f"Put | before the text and start on the next line (“{heading[1]}: |”, then “{value}” indented)",
        ),
    )
