"""Numbers as people in an office write them: １，５００ ▲20 3千円 1億5000万円."""

import re
from decimal import Decimal

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_SIGNS = dict.fromkeys(map(ord, "−‐‑–—－▲△"), "-")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_PART = re.compile(r"([0-9]{1,20}(?:\.[0-9]{1,12})?)([百千]?)([万億兆]?)")
_MULTIPLES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}
_LONGEST = 40


def half_width(text: str) -> str:
    """The same text with full-width letters, digits, signs and spaces of the ASCII range made half-width.

    Narrower than NFKC on purpose: NFKC would also turn ① and ² into plain digits, and 2² into 22.
    """
    return text.translate(_HALF_WIDTH)


def read_number(text: str) -> Decimal | None:
    """The number that is written, or None where it can't be read without guessing.

    Not read: exponents (1e5), wrongly grouped commas (1,50), digits of other scripts, kanji digits (三千).
    """
    if len(text) > _LONGEST:
        return None
    plain = half_width(text).translate(_SIGNS).replace(" ", "")
    negative, plain = plain.startswith("-"), plain.removeprefix("-").removeprefix("+")
    plain = _GROUPED.sub(lambda group: group[0].replace(",", ""), plain)
    size = _read_units(plain)
    return -size if size and negative else size


def read_yen(text: str) -> Decimal | None:
    """The amount that is written with or without 円 or ¥, or None. Fractions are read here and refused by who asks."""
    plain = text.strip()
    return read_number(plain[:-1].rstrip() if plain.endswith("円") else plain.lstrip("¥￥"))


def _read_units(plain: str) -> Decimal | None:
    """3千500 is 3500; each unit must be smaller than the one before it."""
    total, last, position = Decimal(0), 10**17, 0
    while part := _PART.match(plain, position):
        unit = _MULTIPLES[part[2]] * _MULTIPLES[part[3]]
        if unit >= last:
            return None
        total, last, position = total + Decimal(part[1]) * unit, unit, part.end()
    return total if position and position == len(plain) else None
