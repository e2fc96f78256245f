"""Columns of a CSV record as RFC 4180 says: a column with a comma, quote or line end stands in quotes."""

import re
from dataclasses import dataclass, field

_PLAIN = re.compile('[^,"]*')
_INSIDE = re.compile('(?:[^"]|"")*')


@dataclass(slots=True)
class Columns:
    """The columns read so far; a quoted one may go on in the next line."""

    done: list[str] = field(default_factory=list)
    open: list[str] | None = None
    """The lines of a quoted column whose closing quote has not come."""
    broken: bool = False
    """A quote stands where none may be."""
    carriage: bool = False
    """A carriage return without a line feed stands outside quotes."""

    def take(self, line: str) -> bool:
        """Read a line. True when the record is complete."""
        index = 0
        if self.open is not None:
            inside = _INSIDE.match(line)
            end = inside.end() if inside else 0
            self.open.append(line[:end])
            if end == len(line):
                return False
            self._close("\n".join(self.open))
            index = self._after_quote(line, end + 1)
            if index < 0:
                return True
        while index >= 0:
            index = self._column(line, index)
            if self.open is not None:
                return False
        return True

    def _column(self, line: str, index: int) -> int:
        """Read the column that starts at `index`; where the next one starts, or -1 behind the last."""
        if line.startswith('"', index):
            inside = _INSIDE.match(line, index + 1)
            end = inside.end() if inside else index + 1
            if end == len(line):
                self.open = [line[index + 1 :]]
                return -1
            self._close(line[index + 1 : end])
            return self._after_quote(line, end + 1)
        plain = _PLAIN.match(line, index)
        end = plain.end() if plain else index
        if line.startswith('"', end):
            self.broken = True
            end = _comma(line, end)
        self.carriage = self.carriage or "\r" in line[index:end]
        self.done.append(line[index:end])
        return end + 1 if end < len(line) else -1

    def _close(self, inside: str) -> None:
        self.done.append(inside.replace('""', '"').replace("\r", "\n"))
        self.open = None

    def _after_quote(self, line: str, index: int) -> int:
        if index == len(line):
            return -1
        if line[index] != ",":
            self.broken = True
            self.carriage = self.carriage or line[index] == "\r"
            index = _comma(line, index)
        return index + 1 if index < len(line) else -1


def _comma(line: str, index: int) -> int:
    found = line.find(",", index)
    return len(line) if found < 0 else found
