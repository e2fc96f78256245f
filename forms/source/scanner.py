"""Typing mistakes that YAML would report in words nobody in an office understands; found before YAML runs."""

import re
from collections.abc import Iterator

from forms.source.lines import Line, structural_lines
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.spec import Text

_WORD = r"[^\s「」『』{}\[\]\"'#|:：,、=<>≠≦≧]"
_FULL_WIDTH_COLON = re.compile(rf"({_WORD}{{1,40}})：")
_TIGHT_COLON = re.compile(rf"({_WORD}{{1,40}}):(?![\s/]|\Z)")
_WIDE_DASHES = "－−–—‐・•●◦◆■"
_WIDE_SPACE = "　"


def scan(source: Source) -> list[Problem]:
    """Problems E001, E002, E004, E005, E007, E008 and E009 of single lines, in order."""
    return [problem for line in structural_lines(source.text.split("\n")) for problem in _check(line)]


def _check(line: Line) -> Iterator[Problem]:
    if "\t" in line.text:
        yield from _tab(line)
    if line.text[line.indent].isspace():
        yield from _wide_indent(line)
    if _WIDE_SPACE in line.text:
        yield from _wide_space(line)
    if not line.continues:
        yield from _dash(line)
        yield from _colon(line)
    if line.comment is not None:
        yield from _cut_text(line)


def _tab(line: Line) -> Iterator[Problem]:
    at = line.structure.find("\t")
    if at >= 0:
        yield _problem(
            "E004", line, at,
            "タブは使えません。", "Tabs are not allowed.",
            "半角の空白に置き換えてください(字下げは空白 2 つずつ)", "Use spaces instead (two for each level)",
        )  # fmt: skip


def _wide_indent(line: Line) -> Iterator[Problem]:
    rest = line.text.lstrip(" \t")
    if rest[:1].isspace():
        yield _problem(
            "E005", line, len(line.text) - len(rest),
            "行の初めに全角などの空白があります。", "The line starts with a full-width or other special space.",
            "半角の空白に置き換えてください", "Use ordinary spaces",
        )  # fmt: skip


def _wide_space(line: Line) -> Iterator[Problem]:
    """After the dash, after the heading's colon, and at the end of the line."""
    if _WIDE_SPACE not in line.structure:
        return
    text = line.structure.rstrip(" ")
    places = [(line.colon, "「:」の後", "after the colon")] if line.colon is not None else []
    if "-" in text[: line.body]:
        places.append((line.body - 1, "「-」の後", "after the dash"))
    elif text[line.body : line.body + 2] == "-" + _WIDE_SPACE:
        places.append((line.body, "「-」の後", "after the dash"))
    for at, ja, en in places:
        start = len(text) - len(text[at + 1 :].lstrip(" "))
        if text[start : start + 1] == _WIDE_SPACE:
            yield _wide_space_problem(line, start, ja, en)
            return
    if text.endswith(_WIDE_SPACE) and text.strip(" \t　"):
        yield _wide_space_problem(line, len(text) - 1, "行の終わり", "at the end of the line")


def _wide_space_problem(line: Line, at: int, ja: str, en: str) -> Problem:
    return _problem(
        "E007", line, at,
        f"{ja}に全角の空白があります。", f"There is a full-width space {en}.",
        "半角の空白に置き換えるか、消してください", "Use an ordinary space, or remove it",
    )  # fmt: skip


def _dash(line: Line) -> Iterator[Problem]:
    rest = line.text[line.body :]
    if not rest or rest.startswith("---") or line.body == line.comment:
        return
    ascii_dash = rest[0] == "-" and rest[1:2] not in {"", " ", "\t", _WIDE_SPACE}
    wide_dash = rest[0] in _WIDE_DASHES and line.colon is not None
    if ascii_dash or wide_dash:
        yield _problem(
            "E008", line, line.body,
            "並びの「-」は半角で書き、後に半角の空白が要ります。", "A list item starts with a dash and a space.",
            f"「- {rest[1:].lstrip(' 　').rstrip()}」と書いてください", f"Write “- {rest[1:].lstrip(' 　').rstrip()}”",
        )  # fmt: skip


def _colon(line: Line) -> Iterator[Problem]:
    if line.colon is not None or line.value[:1] in {"'", '"', "[", "{", "|", ">", ""}:
        return
    if found := _FULL_WIDTH_COLON.match(line.structure, line.body):
        rest = line.structure[found.end() :].strip(" 　")
        yield _problem(
            "E002", line, found.end() - 1,
            f"「{found[1]}」の後のコロンが全角です。", f"The colon after “{found[1]}” is full-width.",
            f"「{found[1]}: {rest}」と半角で書いてください", f"Write “{found[1]}: {rest}” with an ordinary colon",
        )  # fmt: skip
    elif (found := _TIGHT_COLON.match(line.structure, line.body)) and not _is_time(line.structure, found.end() - 1):
        yield tight_colon(Position(line.number, found.end()), found[1], line.structure[found.end() :].strip(" "))


def tight_colon(position: Position, heading: str, rest: str) -> Problem:
    """E001 for a colon without the space YAML needs."""
    return Problem(
        id="E001",
        position=position,
        message=Text("「:」の後に半角の空白がありません。", "There is no space after the colon."),
        hint=Text(f"「{heading}: {rest}」と書いてください", f"Write “{heading}: {rest}”"),
    )


def _is_time(text: str, colon: int) -> bool:
    return text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit()


def _cut_text(line: Line) -> Iterator[Problem]:
    """A # that was meant as text. A comment has two spaces before the #, or a space after it."""
    at = line.comment
    if at is None or not line.text[:at].strip(" ") or line.text[at - 1] != " ":
        return
    following = line.text[at + 1 : at + 2]
    one_space_before = line.text[at - 2 : at - 1] != " "
    plain_before = bool(line.value) and line.value[0] not in "'\"[{|>"
    if plain_before and following.strip(" \t　") and (one_space_before or following.isdigit()):
        yield _problem(
            "E009", line, at,
            "「 #」から後ろはコメントになり、文が切れます。", "From “ #” on it is a comment; the text is cut here.",
            "文なら、文の前に | を置き、次の行から書いてください。コメントなら「  # 」と空けてください",
            "For a text, put | before it and start on the next line. For a comment, write “  # ”",
        )  # fmt: skip


def _problem(id: str, line: Line, at: int, ja: str, en: str, hint_ja: str, hint_en: str) -> Problem:
    return Problem(id=id, position=Position(line.number, at + 1), message=Text(ja, en), hint=Text(hint_ja, hint_en))
