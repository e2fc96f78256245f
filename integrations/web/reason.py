"""The reason that every act of an operator needs, as it was typed."""

from django.http import HttpRequest

from forms.plain_text import unstorable
from forms.spec import Text

MOST = 500
_EMPTY = Text("理由が空です。書いてください。", "The reason is empty. Write it.")
_INVALID = Text(
    f"理由は{MOST}字までで、制御文字は使えません。",
    f"At most {MOST} characters and no control characters.",
)


def read_reason(request: HttpRequest) -> tuple[str, Text | None]:
    """The reason, and what is wrong with it."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return reason, _EMPTY
    return reason, _INVALID if len(reason) > MOST or unstorable(reason.replace("\r", "")) else None
