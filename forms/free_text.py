"""A text that people write beside a form: a comment, a remark, a note."""

from forms.plain_text import unstorable
from forms.spec import Text


def text_problem(text: str, longest: int) -> Text | None:
    """Why it cannot be kept; None when it can."""
    if len(text) > longest:
        return Text(
            f"{longest:,}文字までにしてください（いま{len(text):,}文字）。",
            f"Write at most {longest:,} characters; these are {len(text):,}.",
        )
    if found := unstorable(text):
        before = text.partition(found[0])[0][-10:]
        place, after = (f"「{before}」のあとに", f" after “{before}”") if before else ("はじめに", " at the beginning")
        return Text(
            f"{place}、記録できない文字（外字や制御文字）が入っています。消すか、別の字で書いてください。",
            f"It holds a character that can't be recorded{after}. Take it out or write another.",
        )
    return None
