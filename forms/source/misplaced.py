"""A line that stands in the wrong column, or has lost its dash: where it most likely belongs."""

import re
from dataclasses import dataclass

from forms.source.lines import structural_lines
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.spec import Text

_LINE = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<word>[^\s:#\-][^:#]*?):(?: (?P<value>.*))?\Z")


@dataclass(frozen=True, slots=True)
class _Level:
    """One column at which lines begin: list items, or headings."""

    indent: int
    is_list: bool
    word: str
    """The first heading that stands there."""


def misplaced(source: Source, noticed: Position) -> Problem | None:
    """What is wrong with the line where YAML gave up; None where nothing likely is found."""
    line = _LINE.match(source.line(noticed.line))
    if line is None:
        return None
    levels = _levels(source, noticed.line)
    indent, word, is_list = len(line["indent"]), line["word"], line["dash"] is not None
    here = next((level for level in levels if level.indent == indent), None)
    if here is not None and here.is_list and not is_list and (line["value"] or "").strip():
        return _no_dash(Position(noticed.line, indent + 1), word, line["value"])
    if here is not None and not here.is_list and is_list and levels[-1] is here:
        return _no_dash_before(source, noticed.line)
    lost = _no_dash_above(source, noticed.line, indent)
    if lost is not None:
        return lost
    likely = _nearest(levels, indent, is_list, ends=not (line["value"] or "").strip())
    if likely is None or likely.indent == indent:
        return None
    what = f"- {word}" if is_list else word
    return Problem(
        id="E001",
        position=Position(noticed.line, indent + 1),
        message=Text(f"「{what}」の字下げがずれています。", f"“{what}” is indented wrongly."),
        hint=Text(
            f"初めの空白を {likely.indent} 個にして、上の「{likely.word}」とそろえてください(今は {indent} 個)",
            f"Begin with {likely.indent} spaces, as “{likely.word}” above does (now {indent})",
        ),
        length=len(word),
    )


def _levels(source: Source, before: int) -> list[_Level]:
    """The columns that are open above a line, the outermost first."""
    levels: list[_Level] = []
    for line in structural_lines(source.lines[: before - 1]):
        is_list = line.body > line.indent
        if line.continues or line.in_flow or (line.colon is None and not is_list):
            continue
        word = line.text[line.body : line.colon] if line.colon is not None else line.value[:10]
        levels = [level for level in levels if level.indent <= line.indent]
        if all(level.indent != line.indent for level in levels):
            levels.append(_Level(line.indent, is_list, f"- {word}" if is_list else word))
        if is_list and line.colon is not None:
            levels.append(_Level(line.body, False, word))
    return levels


def _nearest(levels: list[_Level], indent: int, is_list: bool, *, ends: bool) -> _Level | None:
    """The level of its kind in the nearest column; a heading without a value more likely stands farther left."""
    alike = [level for level in levels if level.is_list is is_list]
    if ends:
        alike = [level for level in alike if level.indent <= indent] or alike
    return min(alike, key=lambda level: (abs(level.indent - indent), level.indent), default=None)


def _no_dash(position: Position, word: str, value: str) -> Problem:
    return Problem(
        id="E001",
        position=position,
        message=Text(f"「{word}」の前に「- 」がありません。", f"There is no dash before “{word}”."),
        hint=Text(f"「- {word}: {value.strip()}」と書いてください", f"Write “- {word}: {value.strip()}”"),
        length=len(word),
    )


def _no_dash_before(source: Source, line: int) -> Problem | None:
    """The first item of a list lost its dash, so that the second one surprises."""
    for number in range(line - 1, 0, -1):
        found = _LINE.match(source.line(number))
        if found is not None:
            return _no_dash(Position(number, len(found["indent"]) + 1), found["word"], found["value"] or "")
    return None


def _no_dash_above(source: Source, line: int, indent: int) -> Problem | None:
    """The line above lost its dash, so that what belongs to the same item surprises; the list goes on below."""
    above = _LINE.match(source.line(line - 1)) if line > 1 else None
    if above is None or above["dash"] or not (above["value"] or "").strip() or indent != len(above["indent"]) + 2:
        return None
    below = (each for each in source.lines[line:] if each.strip() and not each.startswith(" " * indent))
    if not next(below, "").startswith(above["indent"] + "- "):
        return None
    return _no_dash(Position(line - 1, indent - 1), above["word"], above["value"])
