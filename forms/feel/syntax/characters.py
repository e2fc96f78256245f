"""Which characters names, white space and comments are made of."""

import re

_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START + r"0-9\u00B7\u0300-\u036F\u203F-\u2040"
_SPACE = r"\u0009-\u000D\u0020\u0085\u00A0\u1680\u180E\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF"

WORD = re.compile(f"[{_START}][{_PART}]*")
"""One token of a name."""
PART = re.compile(f"[{_PART}]")
SPACES = re.compile(rf"(?:[{_SPACE}]|//[^\n\r]*|/\*(?:[^*]|\*(?!/))*\*/)*")
"""White space and comments."""
_TOKEN = re.compile(f"[{_PART}]+|[^{_SPACE}]")
_TEXT_SPACES = re.compile(f"[{_SPACE}]+")
NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
STRING = re.compile(r'"((?:[^"\\\n\r]|\\.)*)"')


def name_tokens(name: str) -> tuple[str, ...]:
    """Income+Expenses has three tokens: words, and each sign for itself."""
    return tuple(_TOKEN.findall(name))


def one_spaced(name: str) -> str:
    """The name with single spaces."""
    return _TEXT_SPACES.sub(" ", name).strip()
