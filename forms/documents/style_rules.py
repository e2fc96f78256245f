"""What the style sheet of a template may not do: reach for anything outside it (D004)."""

import re

from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_REFUSED = re.compile(
    r"@(?:import|font-face|namespace|charset)|(?:url|src|image|image-set|element|attr|env|leader|target-[a-z]+|string)\s*\("
    r"|\\|<|https?:|file:|data:",
    re.IGNORECASE,
)
"""A backslash is refused because it can spell any of the others."""


_START = Position(1, 1)


def style_problems(text: str, start: Position = _START) -> list[Problem]:
    """Every forbidden word of a style sheet that begins at `start`."""
    blanked = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    return [_problem(found, blanked, start) for found in _REFUSED.finditer(blanked)]


def _problem(found: re.Match[str], text: str, start: Position) -> Problem:
    line = text.count("\n", 0, found.start())
    column = found.start() - (text.rfind("\n", 0, found.start()) + 1)
    position = Position(start.line + line, column + (start.column if line == 0 else 1))
    return Problem(
        id="D004",
        position=position,
        length=len(found[0]),
        message=Text(
            f"スタイルシートに「{found[0]}」は使えません。外のファイルは読みません。",
            f"A style sheet cannot use “{found[0]}”: nothing outside it is loaded.",
        ),
    )
