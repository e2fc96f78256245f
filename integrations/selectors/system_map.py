"""The platform and the systems around it as a drawing: boxes and arrows with how each is, ready for SVG.

Those that tell us something by themselves come first; half of all stand on the left, half on the right.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from integrations.selectors.health import SystemHealth
from integrations.selectors.systems import described_systems

WIDTH, BOX, TALL, ROW, MARGIN = 880, 230, 64, 74, 12
MIDDLE = 200
"""Width of the platform's own box."""
PER_LINE = {"ja": 17, "en": 34}
"""Characters that fit into a line of a box."""
TONES = {"ok": "done", "warn": "warn", "bad": "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One system."""

    lines: tuple[str, ...]
    """Its name, then how it is."""
    tone: str
    """Class of the drawing; empty for one that nothing was sent to yet."""
    x: int
    y: int
    is_left: bool
    sends: bool
    """We send to it."""
    brings: bool
    """It sends to us."""

    @property
    def middle(self) -> int:
        return self.x + BOX // 2

    @property
    def line(self) -> int:
        """Height at which its arrow leaves."""
        return self.y + TALL // 2

    @property
    def texts(self) -> list[tuple[int, str, str]]:
        """Height, class and words of each line."""
        first = self.line + 5 - 10 * (len(self.lines) - 1)
        return [(first + 20 * place, "t2" if place else "b", line) for place, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemMap:
    """The whole drawing."""

    boxes: tuple[Box, ...]
    height: int

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def platform(self) -> dict[str, int]:
        """The box in the middle."""
        tall = min(self.height - 2 * MARGIN, 110)
        x, y = (WIDTH - MIDDLE) // 2, (self.height - tall) // 2
        middle, line = x + MIDDLE // 2, y + tall // 2
        return {
            "x": x, "y": y, "width": MIDDLE, "height": tall, "middle": middle, "line": line - 5, "caption": line + 18
        }  # fmt: skip

    def edges(self) -> Iterator[tuple[Box, str]]:
        """Each box with the path between it and the platform; arrows at the end towards which something goes."""
        platform = self.platform
        for box in self.boxes:
            near = box.x + BOX + 8 if box.is_left else box.x - 8
            far = platform["x"] - 8 if box.is_left else platform["x"] + MIDDLE + 8
            bend, at = (near + far) // 2, self._landing(box)
            yield box, f"M{far} {at}H{bend}V{box.line}H{near}"

    def _landing(self, box: Box) -> int:
        """Arrows of one side land beside each other, in the order of their boxes."""
        side = [each for each in self.boxes if each.is_left == box.is_left]
        room = self.platform["height"] - 24
        return self.platform["y"] + 12 + room * (2 * side.index(box) + 1) // (2 * len(side))


def system_map(health: Sequence[SystemHealth], language: str) -> SystemMap:
    """The systems in the order of their names, so that each keeps its place whatever happens."""
    ordered = sorted(health, key=lambda one: (not _brings(one.name), one.name))
    rows = (len(ordered) + 1) // 2 or 1
    sides = {True: ordered[:rows], False: ordered[rows:]}
    boxes = [box for is_left, side in sides.items() for box in _column(side, is_left, rows, language)]
    return SystemMap(boxes=tuple(boxes), height=2 * MARGIN + ROW * rows - (ROW - TALL))


def _column(side: Sequence[SystemHealth], is_left: bool, rows: int, language: str) -> Iterator[Box]:
    top = MARGIN + (rows - len(side)) * ROW // 2
    for place, each in enumerate(side):
        yield Box(
            lines=(each.title.in_language(language), *_lines(each.words.in_language(language), PER_LINE[language])),
            tone=TONES.get(each.tone, ""),
            x=MARGIN if is_left else WIDTH - MARGIN - BOX,
            y=top + place * ROW,
            is_left=is_left,
            sends=_takes(each.name),
            brings=_brings(each.name),
        )


def _lines(said: str, room: int) -> list[str]:
    """At most two lines; English is broken between words."""
    if " " in said:
        return textwrap.wrap(said, room, max_lines=2, placeholder="…")
    rest = said[room:]
    return [said[:room], *([rest if len(rest) <= room else f"{rest[: room - 1]}…"] if rest else [])]


def _brings(name: str) -> bool:
    system = described_systems().get(name)
    return system is not None and bool(system.announcements or system.deliveries)


def _takes(name: str) -> bool:
    system = described_systems().get(name)
    return system is None or bool(system.operations)
