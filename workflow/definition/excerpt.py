"""Prints a problem with the line it is about and a marker below it."""

import unicodedata

from forms.source.problem import Problem
from forms.source.source import Source


def printed(source: Source, problem: Problem, language: str) -> str:
    """`path:line:column: error[E021] message`, the source line, a marker, and what to do."""
    place = f"{source.path}:{problem.position.line}:{problem.position.column}"
    lines = [f"{place}: {problem.severity}[{problem.id}] {problem.message.in_language(language)}"]
    line = source.line(problem.position.line)
    if line.strip():
        number = f"{problem.position.line:>5} | "
        lines.append(number + line.replace("\t", " "))
        lines.append(" " * (len(number) - 2) + "| " + _marker(line, problem.position.column, problem.length))
    if problem.hint:
        lines.append(f"      → {problem.hint.in_language(language)}")
    return "\n".join(lines)


def as_record(source: Source, problem: Problem, language: str) -> dict[str, str | int | None]:
    """The problem as programs read it."""
    return {
        "path": source.path,
        "line": problem.position.line,
        "column": problem.position.column,
        "severity": str(problem.severity),
        "id": problem.id,
        "message": problem.message.in_language(language),
        "hint": problem.hint.in_language(language) if problem.hint else None,
    }


def _marker(line: str, column: int, length: int) -> str:
    before, marked = line[: column - 1], line[column - 1 : column - 1 + length]
    return " " * _width(before) + "^" + "~" * (max(1, _width(marked)) - 1)


def _width(text: str) -> int:
    """Columns of a terminal: a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
