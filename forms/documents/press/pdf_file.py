"""Writes PDF objects one after another, and at the end the table that says where each of them is."""

import hashlib
import zlib
from collections.abc import Mapping

_FREE = b"\0" * 7
HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


class Beginning:
    """The start of every file of a batch: header and the objects that are the same for everybody."""

    def __init__(self, bodies: Mapping[int, bytes], size: int) -> None:
        """The bodies of objects by number. `size` is the first number that none has; the object stream takes it."""
        data, entries = written(bodies, size, len(HEADER))
        self.data, self.entries = HEADER + data, {0: _FREE, **entries}
        self.size = size + 1


def written(bodies: Mapping[int, bytes], number: int, position: int) -> tuple[bytes, dict[int, bytes]]:
    """Objects from a position of the file on, and the lines of the table that say where each is.

    Streams stand by themselves; dictionaries are packed together into one more object, which takes `number`.
    """
    packed = {each: body for each, body in bodies.items() if not body.endswith(b"endstream")}
    parts: list[bytes] = []
    entries: dict[int, bytes] = {}
    for each, body in [*((n, bodies[n]) for n in bodies if n not in packed), (number, _packed(packed))]:
        entries[each] = entry(position)
        parts.append(indirect(each, body))
        position += len(parts[-1])
    for index, each in enumerate(packed):
        entries[each] = b"\2" + number.to_bytes(4, "big") + index.to_bytes(2, "big")
    return b"".join(parts), entries


def entry(position: int) -> bytes:
    """A line of the table: an object of its own at this position."""
    return b"\1" + position.to_bytes(4, "big") + b"\0\0"


def indirect(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def _packed(bodies: Mapping[int, bytes]) -> bytes:
    index, position = [], 0
    for number, body in bodies.items():
        index.append(b"%d %d" % (number, position))
        position += len(body) + 1
    head = b" ".join(index) + b"\n"
    data = zlib.compress(head + b"\n".join(bodies.values()), 9)
    extra = b"/Type/ObjStm/N %d/First %d/Length %d" % (len(bodies), len(head), len(data))
    return b"<</Filter/FlateDecode%s>>stream\n%s\nendstream" % (extra, data)


def _differences(rows: list[bytes]) -> bytes:
    """Each row as how it differs from the one above (PNG's “up”): neighbours are alike, so little is left to pack."""
    above = b"".join([_FREE, *rows[:-1]])
    below = b"".join(rows)
    found = bytes((now - before) & 255 for now, before in zip(below, above, strict=True))
    return b"".join(b"\2" + found[start : start + len(_FREE)] for start in range(0, len(found), len(_FREE)))


def ending(entries: dict[int, bytes], number: int, position: int, root: bytes, info: bytes, identity: bytes) -> bytes:
    """The table (object `number`, at `position`) and the end of the file."""
    table = entries | {number: entry(position)}
    rows = zlib.compress(_differences([table.get(index, _FREE) for index in range(number + 1)]), 6)
    mark = hashlib.sha256(identity).hexdigest()[:32].encode()
    trailer = b"/Size %d/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Root %s/Info %s/ID[<%s><%s>]" % (
        number + 1,
        root,
        info,
        mark,
        mark,
    )
    body = b"<</Type/XRef%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (trailer, len(rows), rows)
    return indirect(number, body) + b"startxref\n%d\n%%%%EOF\n" % position
