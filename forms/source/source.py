"""The text of one definition file, line by line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name it goes by in messages."""

    path: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """Line `number` counted from 1, or an empty string outside the text."""
        lines = self.lines
        return lines[number - 1] if 0 < number <= len(lines) else ""
