"""任命権者: the bodies that appoint people, each with words, rules and number series of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One of them: everybody in its unit and below belongs to it, unless a unit between is another's."""

    id: str
    name: str
    en: str = ""
    unit: str
    """Code."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What it calls things that others call otherwise: word to word."""

    def says(self, text: str) -> str:
        """A text of the platform in the words of this body, the longest word first."""
        longest_first = sorted(filter(None, self.words), key=len, reverse=True)
        pattern = "|".join(re.escape(word) for word in longest_first)
        return re.sub(pattern, lambda found: self.words[found[0]], text) if pattern else text
