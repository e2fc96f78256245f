"""What a text is made of, line by line: its headings in their order, and the steps under them. Any text will do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS, ALL_KINDS

_HEADING = re.compile(r"(?P<name>[^\s#\-:：'\"{\[][^:：]*)[:：](?P<value>.*)")
_STEP = re.compile(r"-\s+(?P<kind>[^\s:：]+)[:：]\s*(?P<name>[^#]*)")
_KINDS = frozenset(word for kind in ALL_KINDS for word in (kind.ja, kind.en))
_STEPS = frozenset(
    word for known in ALL_HEADINGS if known.place == "手続" and known.ja == "手順" for word in (known.ja, known.en)
)
MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A part of the text that can be gone to."""

    name: str
    """Empty for what stands at the head of the file."""
    line: int
    """From 1."""
    end: int
    """Its last line."""
    count: int = 0
    """How many things stand in it."""
    steps: "tuple[Entry, ...]" = ()


def contents_of(text: str) -> tuple[Entry, ...]:
    """The headings that hold more than one value; those that hold one are together the head of the file."""
    lines = text.split("\n")
    begins = [place for place, line in enumerate(lines) if _HEADING.match(line)][:MOST]
    if not begins:
        return ()
    parts = [_part(lines, begin, end) for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)]
    heads = [part for part in parts if not part.count]
    found = [part for part in parts if part.count]
    if not heads:
        return tuple(found)
    first = min((part.line for part in found), default=len(lines) + 1)
    head = Entry(name="", line=1, end=max(1, first - 1), count=len(heads))
    return (head, *found)


def _part(lines: Sequence[str], begin: int, end: int) -> Entry:
    heading = _HEADING.match(lines[begin])
    assert heading is not None
    name, value = heading["name"].strip(), heading["value"].strip()
    inside = [(place, line) for place, line in enumerate(lines[begin + 1 : end], start=begin + 1) if _says(line)]
    if value[:1] in ("|", ">") or (value and value[0] not in "{[#" and not inside):
        return Entry(name=name, line=begin + 1, end=end)
    least = min((_indent(line) for _, line in inside), default=0)
    count = sum(_indent(line) == least for _, line in inside) or (1 if value[:1] in ("{", "[") else 0)
    steps = tuple(_steps(inside, least, end)) if name in _STEPS else ()
    return Entry(name=name, line=begin + 1, end=end, count=count, steps=steps)


def _steps(inside: list[tuple[int, str]], least: int, end: int) -> Iterator[Entry]:
    items = [(place, _STEP.match(line.strip())) for place, line in inside if _indent(line) == least]
    steps = [(place, found["name"].strip()) for place, found in items if found and found["kind"] in _KINDS]
    for at, (place, name) in enumerate(steps, start=1):
        yield Entry(name=name, line=place + 1, end=steps[at][0] if at < len(steps) else end)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.strip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t\u3000"))
