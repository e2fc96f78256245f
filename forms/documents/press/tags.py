"""Leaves out of a tagged PDF what says nothing: a Span without properties that is all that its element holds.

Nearly half of the tags of a layout are such, since each text and each field is one; every document would carry them.
"""

import re

_REFERENCE = re.compile(rb"\b([0-9]+) 0 R\b")
_SPAN = re.compile(rb"<</Type /StructElem/S /Span/K (\[[^\]]*\])/Pg [0-9]+ 0 R/P ([0-9]+) 0 R>>")
_MAY_HOLD_TEXT = re.compile(rb"<</Type /StructElem/S /(?:P|H[1-6]|TH|TD|Caption|LBody|Lbl|Span)/")


def without_idle_spans(bodies: dict[int, bytes]) -> dict[int, bytes]:
    """The objects, by number; what referred to a Span that is left out refers to the element that held it."""
    kept, holders = dict(bodies), dict[int, int]()
    for number in bodies:
        if not (span := _SPAN.fullmatch(kept[number])):
            continue
        holder, only = int(span[2]), b"/K [%d 0 R]" % number
        while holder in holders:
            holder = holders[holder]
        if _MAY_HOLD_TEXT.match(kept[holder]) and only in kept[holder]:
            kept[holder] = kept[holder].replace(only, b"/K %s" % span[1])
            del kept[number]
            holders[number] = holder

    def held(reference: re.Match[bytes]) -> bytes:
        number = int(reference[1])
        while number in holders:
            number = holders[number]
        return b"%d 0 R" % number

    return {
        number: body if body.endswith(b"endstream") else _REFERENCE.sub(held, body) for number, body in kept.items()
    }
