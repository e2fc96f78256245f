"""Remembers which keys have been seen, in little space when they are numbers of a few digits."""

_PAGE_BITS = 13
_LONGEST = 8
"""With eight digits all pages together have 12.5 MB."""


class Keys:
    """A set of texts. Numbers of up to eight digits are bits in pages; anything else is kept as it is."""

    def __init__(self) -> None:
        self._pages: dict[tuple[int, int], bytearray] = {}
        self._others: set[str] = set()

    def add(self, key: str) -> bool:
        """Remember the key. False when it was there before."""
        if not _is_short_number(key):
            before = len(self._others)
            self._others.add(key)
            return len(self._others) > before
        page, index, bit = _place(key)
        bits = self._pages.setdefault(page, bytearray(1 << (_PAGE_BITS - 3)))
        if bits[index] & bit:
            return False
        bits[index] |= bit
        return True

    def __contains__(self, key: str) -> bool:
        if not _is_short_number(key):
            return key in self._others
        page, index, bit = _place(key)
        bits = self._pages.get(page)
        return bits is not None and bool(bits[index] & bit)


def _is_short_number(key: str) -> bool:
    return len(key) <= _LONGEST and key.isascii() and key.isdigit()


def _place(key: str) -> tuple[tuple[int, int], int, int]:
    """Page, byte and bit; 007 and 7 are different keys and in different pages."""
    number = int(key)
    return (len(key), number >> _PAGE_BITS), (number >> 3) & ((1 << (_PAGE_BITS - 3)) - 1), 1 << (number & 7)
