"""Characters that are legal as bytes and still no good in a file between two systems."""

import re
import unicodedata
from collections.abc import Iterator

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import Code
from integrations.layouts.layout import Item, ItemType

_ODD = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u3013\u3099\u309a\ue000-\uf8ff\ufeff\uff0d\uff5e\u2225\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\u3164\uffa0\ufff9-\ufffb"
    "\U000f0000-\U0010ffff]"
)
"""One search tells for nearly all texts that there is nothing to say."""
_DECOMPOSED = re.compile("[\u0300-\u036f\u3099\u309a]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
CONTROL = Text("制御文字があります。", "There is a control character.")
_KINDS = (
    (_CONTROL, codes.CONTROL_CHARACTER, CONTROL),
    (
        re.compile("\n"),
        codes.NEWLINE,
        Text(
            "項目の中に改行があります。一つの項目として読みました。",
            "There is a line feed; it was read as one item.",
        ),
    ),
    (re.compile("\t"), codes.TAB, Text("項目の中にタブがあります。", "There is a tab inside.")),
    (
        re.compile("[\xa0\xad\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\uffa0\ufff9-\ufffb]"),
        codes.INVISIBLE,
        Text("見えない文字があります。", "There is an invisible character."),
    ),
    (
        re.compile("[\uff0d\uff5e\u2225]"),
        codes.ROUND_TRIP,
        Text(
            "「～」「－」「∥」は、システムによって別の文字で返ります。そのまま保存します。",
            "～, － or ∥ come back as other characters from some systems; they are kept as they are.",
        ),
    ),
)
_LOST = Text("「〓」があります。元の文字が失われた印です。", "There is a 〓: a character was lost on the way here.")
_MARKS = Text("濁点などが別の文字になっています。", "Marks stand apart from their characters (not NFC).")


def oddities(item: Item, text: str) -> Iterator[tuple[Code, Text]]:
    """What is odd about the characters of an item."""
    if text.isascii() and text.isprintable():
        return
    if _ODD.search(text):
        if private := _PRIVATE.findall(text):
            yield codes.GAIJI, _named(private)
        for pattern, code, sentence in _KINDS:
            if pattern.search(text):
                yield code, sentence
        if "\u3013" in text and item.type is ItemType.WIDE:
            yield codes.LOST_CHARACTER, _LOST
    if _DECOMPOSED.search(text) and not unicodedata.is_normalized("NFC", text):
        yield codes.DECOMPOSED, _MARKS


def has_control(text: str) -> bool:
    """Whether there is a character in it that no text has."""
    return _CONTROL.search(text) is not None


def _named(private: list[str]) -> Text:
    """Private characters by number and bytes: nobody outside the agreement knows what they look like."""
    names = ", ".join(dict.fromkeys(f"U+{ord(character):04X}{_bytes(character)}" for character in private))
    return Text(
        f"外字があります: {names}。代替文字表で表示します。", f"Private characters: {names}; a substitute is shown."
    )


def _bytes(character: str) -> str:
    try:
        return f"({character.encode('cp932').hex().upper()})"
    except UnicodeEncodeError:
        return ""
