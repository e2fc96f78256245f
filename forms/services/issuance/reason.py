"""What somebody wrote about a document, a row or a consent, as it will be kept."""

from forms.errors import IssuanceRefused
from forms.free_text import text_problem
from forms.plain_text import tidy

LONGEST = 500


def as_kept(text: str) -> str:
    """The text without blanks around it. Raises IssuanceRefused for one that cannot be kept as it was written."""
    written = tidy(text)
    if (problem := text_problem(written, LONGEST)) is not None:
        raise IssuanceRefused(problem.ja, problem.en)
    return written
