"""What is wrong with the shape of a body, in Japanese: the reader of bodies says it in English only."""

import re

_TYPES = {
    "int": "整数",
    "float": "数",
    "str": "文字列",
    "bool": "true か false",
    "null": "null",
    "object": "対応({…})",
    "array": "並び([…])",
}
_WRONG = re.compile(r"Expected `([^`]+)`, got `([^`]+)`(?: - at `(.+)`)?", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.+?)`", re.DOTALL)


def in_japanese(error: str) -> str:
    """A sentence that says where, what was expected and what came; the English as it is where it is none of these."""
    if found := _WRONG.match(error):
        wanted, came, place = found.groups()
        where = (place or "").removeprefix("$.").removeprefix("$") or "本文"
        return f"{where} は{_words(wanted)}で送ってください({_words(came)}が来ました)。"
    if found := _MISSING.match(error):
        return f"{found.group(1)} がありません。"
    if found := _UNKNOWN.match(error):
        return f"{found.group(1)} という項目はありません。"
    return error


def _words(types: str) -> str:
    return "か".join(_TYPES.get(each, each) for each in types.split(" | "))
