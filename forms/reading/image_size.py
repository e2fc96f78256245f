"""How large an image is, read from its header alone."""

import struct


def pixels(content_type: str, content: bytes) -> int | None:
    """Width × height as the header says; None when it is no image or can't be read."""
    match content_type:
        case "image/png":
            return _product(content[16:24], ">II")
        case "image/jpeg":
            return _jpeg_pixels(content)
        case _:
            return None


def _jpeg_pixels(content: bytes) -> int | None:
    """Walks from segment to segment to the frame header."""
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD9 or marker == 0x01:
            position += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return _product(content[position + 5 : position + 9], ">HH")
        position += 2 + max(2, int.from_bytes(content[position + 2 : position + 4], "big"))
    return None


def _product(sizes: bytes, layout: str) -> int | None:
    if len(sizes) < struct.calcsize(layout):
        return None
    first, second = struct.unpack(layout, sizes)
    return int(first) * int(second) or None
