"""A document that a 施行 sends, as far as it is made: the template of its version and the values of its case."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """The same letter gives the same bytes, at any time."""

    number: str
    """Of the case."""
    template: str
    """Name of the template."""
    text: str
    """HTML with its style sheets inside."""
    values: Mapping[str, str]
