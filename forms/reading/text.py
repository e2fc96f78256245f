"""Reads a text answer: the rules that all items of text share."""

from functools import lru_cache

import re2

from forms.errors import AnswerInvalid
from forms.field_type import Json, invalid, quoted
from forms.numerals import half_width
from forms.plain_text import length, rare, simpler, tidy, unseen, unstorable, without
from forms.spec import ItemSpec

LONGEST = 20_000
"""Characters of one answer, whatever the definition allows: all answers of a case share one bounded row."""


def read_text(raw: Json, item: ItemSpec, *, limit: int, one_line: bool) -> str | None:
    """The text as written, with the blanks around it cut off; None when nothing is left. Raises AnswerInvalid."""
    match raw:
        case None:
            return None
        case str():
            _check_size(len(raw), item, limit)
            text = tidy(raw)
        case _:
            raise invalid(item, "には文字を書いてください。", "takes text.")
    if not text:
        return None
    _check_characters(text, item, one_line)
    _check_length(text, item, limit)
    _check_form(text, item)
    if item.rare_characters == "forbidden":
        check_everyday_characters(text, item)
    return text


def check_everyday_characters(text: str, item: ItemSpec) -> None:
    """Raises AnswerInvalid where a character is rare, with the everyday spelling if there is one."""
    if unknown := rare(text):
        raise invalid(
            item,
            f"の{named(unknown)}は、ほかのシステムや印刷で使えない文字です。普段使う文字で書いてください。",
            f"has characters that other systems and printers lack: {named(unknown)}. Use everyday characters.",
            simpler(text),
        )


def named(characters: list[str]) -> str:
    """「𠮷」(U+20BB7), at most three of them; an invisible one by its number only."""
    return "、".join(f"「{c}」(U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in characters[:3])


def pattern_matches(pattern: str, text: str) -> bool:
    """Whether the whole text has the form. RE2, so the time is bounded by the text's length. Raises re2.error."""
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> "re2._Regexp[str]":
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    return re2.compile(pattern, options)


def _check_size(size: int, item: ItemSpec, limit: int) -> None:
    """Before anything looks at each character: 10 MB must cost nothing."""
    if size > 8 * LONGEST:
        raise _too_long(item, _longest(item, limit), size)


def _check_characters(text: str, item: ItemSpec, one_line: bool) -> None:
    if bad := unstorable(text):
        raise invalid(
            item,
            f"に保存できない文字（{named(bad)}）があります。消してから送ってください。",
            f"has characters that cannot be stored ({named(bad)}). Remove them.",
            tidy(without(text, bad)) or None,
        )
    if hidden := unseen(text):
        raise invalid(
            item,
            f"に見えない文字（{named(hidden)}）があります。写すときに入ったものなので、消してください。",
            f"has invisible characters ({named(hidden)}), brought in by copying. Remove them.",
            tidy(without(text, hidden)) or None,
        )
    if one_line and ("\n" in text or "\t" in text):
        raise invalid(
            item,
            "は1行で書いてください。改行とタブは使えません。",
            "takes one line, without line breaks and tabs.",
            " ".join(text.split()),
        )


def _check_length(text: str, item: ItemSpec, limit: int) -> None:
    count, (shortest, _), longest = length(text), item.length, _longest(item, limit)
    if shortest is not None and count < shortest:
        raise invalid(
            item,
            f"は{shortest:,}文字以上で書いてください。いまは{count:,}文字です。",
            f"needs at least {shortest:,} characters; there are {count:,}.",
        )
    if count > longest:
        raise _too_long(item, longest, count)


def _longest(item: ItemSpec, limit: int) -> int:
    return min(item.length[1] if item.length[1] is not None else limit, LONGEST)


def _too_long(item: ItemSpec, longest: int, count: int) -> AnswerInvalid:
    return invalid(
        item,
        f"は{longest:,}文字までです。いまは{count:,}文字です。短くするか、添付にしてください。",
        f"takes at most {longest:,} characters; there are {count:,}. Shorten it or attach a file.",
    )


def _check_form(text: str, item: ItemSpec) -> None:
    """Digits (桁) and pattern (形式). The half-width spelling is offered where it would pass."""
    if _has_form(text, item):
        return
    offered = half_width(text)
    suggestion = offered if offered != text and _has_form(offered, item) else None
    least, most = item.digits
    if (least, most) != (None, None):
        ja = f"{least}桁" if least == most else f"{'' if least is None else least}〜{'' if most is None else most}桁"
        raise invalid(item, f"は半角の数字{ja}で書いてください。", f"takes {ja[:-1]} digits.", suggestion)
    raise invalid(
        item,
        f"の{quoted(text)}は決められた形ではありません。{item.help or '説明を見て書きなおしてください。'}",
        f"{quoted(text)} does not have the required form. {item.help_en or 'See the note beside the item.'}",
        suggestion,
    )


def _has_form(text: str, item: ItemSpec) -> bool:
    least, most = item.digits
    if (least, most) != (None, None):
        digits = text.isascii() and text.isdigit()
        if not digits or len(text) < (least or 0) or len(text) > (LONGEST if most is None else most):
            return False
    try:
        return item.pattern is None or pattern_matches(item.pattern, text)
    except re2.error:
        return False
