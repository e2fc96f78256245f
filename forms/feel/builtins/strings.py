"""Functions of texts. Positions count characters from 1, or from the end with -1."""

from decimal import Decimal

from forms.feel.builtins import patterns
from forms.feel.builtins.signature import form
from forms.feel.evaluation.arithmetic import TOO_LARGE
from forms.feel.run import LONGEST_TEXT, Refused, Run
from forms.feel.values import Value
from forms.spec import Text

_START = Text("開始の位置は 1 以上か -1 以下の整数で、文字の長さまでです。", "The start position is outside the text.")
_LENGTH = Text("長さは 1 以上の整数です。", "The length is a whole number from 1.")
_NOT_TEXT = Text("並びに文字でない値があります。", "The list holds something that is no text.")


def _substring(text: str, start: Decimal, length: Decimal | None = None) -> Value:
    first = int(start)
    if first == 0 or abs(first) > len(text):
        raise Refused(_START)
    begin = first - 1 if first > 0 else len(text) + first
    if length is None:
        return text[begin:]
    if int(length) < 1:
        raise Refused(_LENGTH)
    return text[begin : begin + int(length)]


def _before(text: str, match: str) -> Value:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


def _after(text: str, match: str) -> Value:
    return text.partition(match)[2] if match else text


def _joined(texts: tuple[Value, ...], delimiter: str | None = None) -> Value:
    if any(not isinstance(text, str | None) for text in texts):
        raise Refused(_NOT_TEXT)
    kept = [text for text in texts if isinstance(text, str)]
    if sum(map(len, kept)) + len(delimiter or "") * len(kept) > LONGEST_TEXT:
        raise Refused(TOO_LARGE)
    return (delimiter or "").join(kept)


def _matches(run: Run, text: str, pattern: str, flags: str | None = None) -> Value:
    return patterns.matches(run, text, pattern, flags or "")


def _replaced(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    return patterns.replaced(run, text, pattern, replacement, flags or "")


def _split(run: Run, text: str, delimiter: str) -> Value:
    return patterns.split(run, text, delimiter)


FORMS = (
    form("substring(string: string, start position: number, length?: number?) -> string", _substring),
    form("string length(string: string) -> integer", lambda text: Decimal(len(text))),
    form("upper case(string: string) -> string", str.upper),
    form("lower case(string: string) -> string", str.lower),
    form("substring before(string: string, match: string) -> string", _before),
    form("substring after(string: string, match: string) -> string", _after),
    form("contains(string: string, match: string) -> boolean", lambda text, match: match in text),
    form("starts with(string: string, match: string) -> boolean", str.startswith),
    form("ends with(string: string, match: string) -> boolean", str.endswith),
    form("matches(input: string, pattern: string, flags?: string?) -> boolean", _matches, with_run=True),
    form(
        "replace(input: string, pattern: string, replacement: string, flags?: string?) -> string",
        _replaced,
        with_run=True,
    ),
    form("split(string: string, delimiter: string) -> list<string>", _split, with_run=True),
    form("string join(list: list<string>, delimiter?: string?) -> string", _joined),
)
