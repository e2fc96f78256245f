"""One thing that may be written where the cursor stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A word, and what it does to the line."""

    word: str
    meaning: str = ""
    insert: str = ""
    """What is put into the line; empty: the word itself."""
    begin: int | None = None
    """Where what it takes the place of begins and ends in the line; None: the whole value or heading."""
    end: int | None = None
    required: bool = False

    @property
    def length(self) -> int:
        """How many characters it takes the place of."""
        return (self.end or 0) - (self.begin or 0)

    @property
    def text(self) -> str:
        return self.insert or self.word
