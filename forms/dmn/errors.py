"""What can go wrong with a decision model from outside."""

from forms.errors import FormsError
from forms.spec import Text


class DmnUnreadable(FormsError):
    """The file is no decision model, or one we do not read; says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.ja)
        self.message = message
