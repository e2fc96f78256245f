"""What becomes of answers that somebody sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.errors import AnswerInvalid
from forms.field_type import Json
from forms.spec import Text
from forms.validation.state import FormState


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerProblem:
    """One thing to put right, in a sentence."""

    item: str | None
    """Key of the item beside which it is shown; None: the whole form. May be the key of a substitute spelling."""
    message: Text
    suggestion: str | None = None
    """What the person probably meant, ready to be sent as the answer."""

    @classmethod
    def of(cls, item: str, invalid: AnswerInvalid) -> "AnswerProblem":
        return cls(item=item, message=invalid.message, suggestion=invalid.suggestion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The answers can be stored."""

    answers: Mapping[str, Json]
    """Every item of the form by key, as stored; hidden ones are null."""
    warnings: tuple[AnswerProblem, ...]
    """Each may be overruled with a reason."""
    state: FormState


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing is stored; what was typed is for the caller to keep."""

    problems: tuple[AnswerProblem, ...]
    """At least one; in reading order, those of the whole form last."""
    state: FormState
    """As far as the answers could be understood: what to show on the page that comes back."""

    def text(self, language: str = "ja") -> str:
        """All sentences, one a line."""
        return "\n".join(problem.message.in_language(language) for problem in self.problems)
