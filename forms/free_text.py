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
    if unstorable(text):
        return Text(
            "記録できない文字（制御文字など）が入っています。その文字を消してください。",
            "It holds characters that can't be recorded, such as control characters. Take them out.",
        )
    return None
