"""A hint that names the word somebody probably meant, so that a page can offer to put it right."""

from forms.spec import Text


class LikelyWord(Text, frozen=True):
    """Words for a person, with what was written and what was probably meant."""

    written: str = ""
    meant: str = ""
