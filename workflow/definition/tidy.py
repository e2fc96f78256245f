"""整える: the same text with even indents, spaces and blank lines; it means the same, and no comment goes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.source.problem import Severity
from forms.source.reader import read
from forms.source.source import Source
from workflow.definition.vocabulary.entries import Heading, Kind
from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS, ALL_KINDS

_KNOWN: tuple[Heading | Kind, ...] = (*ALL_HEADINGS, *ALL_KINDS)
_WORDS = frozenset(word for known in _KNOWN for word in (known.ja, known.en))
_INDENT = re.compile(r"^[ \t\u3000]*")
_KEY = re.compile(
    r"(?P<dash>-[ \t\u3000]*)?(?P<key>[^\s:：#\-「\"'{\[|][^\s:：#「\"'{\[|]*)(?P<colon>\s*[:：])(?P<rest>.*)"
)
_DASH = re.compile(r"-(?:[ \t\u3000]+(?=\S)|[ \t\u3000]*$)")
_BLOCK = re.compile(r"(?:^|[:\-])\s*[|>][+-]?\s*(?:#.*)?$")
STEP = 2


def tidy(text: str) -> str:
    """The text in order. One that can be read reads the same afterwards; what can't be read loses its plain slips."""
    before = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = list(_spaced(before.split("\n")))
    for made in (_joined(_Indents().evened(lines)), _joined(lines)):
        if _means_the_same(before, made):
            return made
    return text


def _joined(lines: list[str]) -> str:
    """With one blank line at most in a row, none at the beginning, and one line break at the end."""
    return "\n".join(_without_gaps(lines)).strip("\n") + "\n"


def _means_the_same(before: str, after: str) -> bool:
    """Whether a text that can be read still says the same; of one that can't be read, that it is no worse."""
    old, problems = read(Source("before.yaml", before))
    if old is None or any(problem.severity is Severity.ERROR for problem in problems):
        return len(read(Source("after.yaml", after))[1]) <= len(problems)
    return _same(old, read(Source("after.yaml", after))[0])


def _same(one: Node | None, other: Node | None) -> bool:
    match one, other:
        case ScalarNode(), ScalarNode():
            return one.text == other.text
        case SequenceNode(), SequenceNode():
            return len(one.items) == len(other.items) and all(map(_same, one.items, other.items))
        case MappingNode(), MappingNode():
            pairs = zip(one.entries, other.entries, strict=False)
            return len(one.entries) == len(other.entries) and all(
                _same(a.key, b.key) and _same(a.value, b.value) for a, b in pairs
            )
    return one is other


def _spaced(lines: list[str]) -> Iterator[str]:
    """Every line with spaces where they belong; texts after | stay as they are."""
    inside = -1
    for line in lines:
        indent = len(_INDENT.match(line)[0])  # type: ignore[index]
        if inside >= 0 and (not line.strip() or indent > inside):
            yield line
            continue
        inside = -1
        made = _INDENT.sub(lambda found: found[0].replace("\t", "  ").replace("\u3000", "  "), line).rstrip(" \t\u3000")
        made = _with_spaces(made)
        if _BLOCK.search(made):
            body = made.lstrip()
            inside = len(made) - len(body) + (len(_DASH.match(body)[0]) if body.startswith("- ") else 0)  # type: ignore[index]
        yield made


def _with_spaces(line: str) -> str:
    """`担当：人事課` and `-審査:x` with the signs of YAML, where the word before the colon is one of the language."""
    indent = line[: len(line) - len(line.lstrip(" "))]
    found = _KEY.fullmatch(line[len(indent) :])
    if found is None:
        return line
    known = found["key"] in _WORDS
    if not known and (found["colon"] != ":" or not found["rest"].startswith((" ", "\u3000"))):
        return line
    dash = found["dash"] or ""
    if dash and not re.fullmatch("- +", dash):
        dash = "- "
    rest = found["rest"].lstrip(" \t\u3000")
    gap = " " if rest else ""
    if rest.startswith("#"):  # a comment stays in the column that its author gave it
        gap = " " * max(2, len(found["rest"]) - len(rest))
    return f"{indent}{dash}{found['key']}:{gap}{rest}"


def _without_gaps(lines: list[str]) -> Iterator[str]:
    inside, blank = -1, False
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if inside >= 0 and (not line.strip() or indent > inside):
            yield line
            continue
        inside = indent if _BLOCK.search(line) else -1
        if line.strip() or not blank:
            yield line
        blank = not line.strip()


@dataclass(slots=True)
class _Level:
    """A list or a mapping that lines stand in."""

    old: int
    new: int
    is_list: bool


@dataclass(slots=True)
class _Indents:
    """Two spaces for every level; what stands after | and in brackets over several lines moves along."""

    levels: list[_Level] = field(default_factory=lambda: [_Level(0, 0, False)])

    def evened(self, lines: list[str]) -> list[str]:
        made: list[str] = []
        place = 0
        while place < len(lines):
            line = lines[place]
            body = line.lstrip(" ")
            if not body or body.startswith("#"):
                made.append(line)
                place += 1
                continue
            new, written = self._line(len(line) - len(body), body)
            made.append(" " * new + written)
            place += 1
            place = self._moved_along(lines, place, made, len(line) - len(body), written)
        return _with_comments(lines, made)

    def _line(self, old: int, body: str) -> tuple[int, str]:
        """Where a line stands, and the line without its indent."""
        is_item = _DASH.match(body) is not None
        while len(self.levels) > 1 and self.levels[-1].old > old:
            self.levels.pop()
        top = self.levels[-1]
        if top.old == old and top.is_list and not is_item:
            self.levels.pop()
        elif top.old < old or (is_item and not top.is_list):
            self.levels.append(_Level(old, top.new + STEP, is_item))
        new = self.levels[-1].new
        if not is_item:
            return new, body
        dash = _DASH.match(body)
        rest = body[dash.end() :] if dash else ""
        if _KEY.match(rest):
            self.levels.append(_Level(old + (dash.end() if dash else STEP), new + STEP, False))
        return new, f"- {rest}" if rest else "-"

    def _moved_along(self, lines: list[str], place: int, made: list[str], old: int, written: str) -> int:
        """Lines that belong to the value of the one before: what stands after |, or up to a closing bracket."""
        if _BLOCK.search(written):
            inner = self.levels[-1]
            end = place
            while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > max(old, inner.old)):
                end += 1
            least = min((_indent(line) for line in lines[place:end] if line.strip()), default=0)
            made += [_shifted(line, inner.new + STEP - least, least) for line in lines[place:end]]
            return end
        open_ = _open_brackets(written)
        while open_ > 0 and place < len(lines):
            open_ += _open_brackets(lines[place])
            made.append(" " * max(0, _indent(lines[place]) - old + self.levels[-1].new) + lines[place].lstrip(" "))
            place += 1
        return place


def _with_comments(lines: list[str], made: list[str]) -> list[str]:
    """Lines of a comment alone stand where the line below them stands."""
    found = list(made)
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].lstrip(" ").startswith("#") and found[place] == lines[place]:
            below = next((at for at in range(place + 1, len(lines)) if lines[at].strip()), None)
            if below is not None and _indent(lines[below]) == _indent(lines[place]):
                found[place] = " " * _indent(found[below]) + lines[place].lstrip(" ")
    return found


def _shifted(line: str, by: int, least: int) -> str:
    """A line of a text further in or out; what stands before its indent counts for nothing."""
    if not line.strip() and len(line) <= least:
        return ""
    return " " * by + line if by > 0 else line[-by:]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _open_brackets(text: str) -> int:
    plain = re.sub(r"\"[^\"]*\"|'[^']*'|「[^」]*」|\s#.*", "", text)
    return sum(plain.count(sign) for sign in "[{") - sum(plain.count(sign) for sign in "]}")
