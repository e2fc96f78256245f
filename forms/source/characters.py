"""Characters no definition may contain: control characters, invisible line breaks, halves of characters."""

import re

from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text

MAX_BYTES = 1_000_000
_REFUSED = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]"
)
"""What YAML refuses, and what breaks lines or turns the reading direction without being seen."""
_MOST = 20


def normalized(text: str) -> str:
    """The text without a byte order mark and with one kind of line end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def character_problems(text: str) -> list[Problem]:
    """E001 for a text that is too long or contains characters that cannot be kept."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return [
            Problem(
                id="E001",
                position=Position(1, 1),
                message=Text("ファイルが大きすぎます(1 MB まで)。", "The file is too large (1 MB at most)."),
                hint=Text("表は CSV に分けてください", "Move tables to CSV files"),
            )
        ]
    problems = []
    for found in _REFUSED.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        code = f"U+{ord(found[0]):04X}"
        problems.append(
            Problem(
                id="E001",
                position=Position(line, column),
                message=Text(
                    f"使えない文字があります({code})。", f"There is a character that cannot be used ({code})."
                ),
                hint=Text("目に見えない文字です。消してください", "It is invisible; delete it"),
            )
        )
        if len(problems) == _MOST:
            break
    return problems
