"""What the box above a form says is wrong (`<c-errors>`)."""

from typing import NamedTuple

from forms.spec import Text


class Complaint(NamedTuple):
    """One line of it."""

    message: Text | str
    href: str = ""
    """The place on the page that it is about; empty: the form as a whole."""
