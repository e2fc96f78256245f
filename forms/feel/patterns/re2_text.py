"""Writes a pattern as RE2 reads it. RE2 matches in time proportional to the text, whatever the pattern."""

from forms.feel.patterns.character_sets import CharacterSet
from forms.feel.patterns.parser import Anchor, Anything, Back, Characters, Choice, Group, Pattern, Repeat, Sequence

_ANCHORS = {("^", False): r"\A", ("$", False): r"\z", ("^", True): "(?m:^)", ("$", True): "(?m:$)"}


def re2_text(pattern: Pattern, flags: frozenset[str]) -> str:
    """The pattern with the flags s, m and i in it. A pattern that looks back has no such text."""
    return ("(?i)" if "i" in flags else "") + _text(pattern, flags)


def _text(pattern: Pattern, flags: frozenset[str]) -> str:
    match pattern:
        case Characters(set=characters):
            return _set(characters)
        case Anything():
            return "(?s:.)" if "s" in flags else r"[^\n\r]"
        case Anchor(sign=sign):
            return _ANCHORS[sign, "m" in flags]
        case Group(number=number, inner=inner):
            return f"({'?:' if number is None else ''}{_text(inner, flags)})"
        case Repeat():
            return _repeat(pattern, flags)
        case Sequence(parts=parts):
            return "".join(_text(part, flags) for part in parts)
        case Choice(ways=ways):
            return "|".join(_text(way, flags) for way in ways)
        case Back():
            raise AssertionError("RE2 does not look back")


def _repeat(pattern: Repeat, flags: frozenset[str]) -> str:
    most = "" if pattern.most is None else str(pattern.most)
    counts = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get(
        (pattern.least, pattern.most), f"{{{pattern.least},{most}}}"
    )
    return f"(?:{_text(pattern.inner, flags)}){counts}{'' if pattern.greedy else '?'}"


def _set(characters: CharacterSet) -> str:
    inside = "".join(rf"\p{{{name}}}" for name in sorted(characters.categories) if name != "Cn")
    inside += "".join(f"{_code(low)}-{_code(high)}" for low, high in characters.ranges)
    if not inside:
        return r"[^\x{0}-\x{10FFFF}]" if not characters.negated else r"[\x{0}-\x{10FFFF}]"
    return f"[{'^' if characters.negated else ''}{inside}]"


def _code(code: int) -> str:
    return rf"\x{{{code:X}}}"
