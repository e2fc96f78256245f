"""Kinds of dirt in payroll files, each with the judgement that it must end in.

Every kind says where it is put on: at the rows before the file is added up (the sums stay right), at the texts
afterwards, at the lines, at the bytes, or at what comes along. Kinds of different places go on one file together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from hashlib import sha256
from random import Random
from typing import TypeAlias

from integrations.layouts.layout import Consequence
from integrations.layouts.resends import Received
from tests.support.layouts import history_of
from tests.support.payroll_files import PayrollFile, as_control, control_for, written


class Place(IntEnum):
    """Where dirt is put on, in this order."""

    ROW = 1
    TEXT = 2
    LINE = 3
    BYTES = 4
    COMPANION = 5


@dataclass(slots=True)
class Mutant:
    """A file on its way to being dirty."""

    random: Random
    file: PayrollFile
    good: bytes
    """What it was without dirt; the file received before."""
    lines: list[str] = field(default_factory=list)
    content: bytes = b""
    control: bytes | None = None
    previous: bytes | None = None
    month: date | None = None
    history: tuple[Received, ...] | None = None
    free: list[dict[str, str]] = field(default_factory=list)
    """Rows that nothing has been put on yet."""

    def row(self) -> dict[str, str]:
        """A row for one kind of dirt alone."""
        return self.free.pop(self.random.randrange(len(self.free)))


Act: TypeAlias = Callable[[Mutant], None]


@dataclass(frozen=True, slots=True)
class Dirt:
    """One kind of dirt."""

    name: str
    place: Place
    act: Act
    consequence: Consequence
    code: str
    """The kind of finding it must be told by."""
    covers: bool = False
    """So much is wrong that other dirt need not be found."""
    hides: tuple[str, ...] = ()
    """Kinds of findings that do not come up beside it."""


def mutant_of(random: Random, file: PayrollFile, kinds: list[Dirt]) -> Mutant:
    """The file with these kinds of dirt on it."""
    mutant = Mutant(random, file, good=file.content(), free=list(file.rows))
    mutant.previous = mutant.good
    mutant.month = date(int(file.header[2][:4]), int(file.header[2][4:]), 1)
    for place in Place:
        for kind in kinds:
            if kind.place is place:
                kind.act(mutant)
        _go_on(mutant, place)
    return mutant


def _go_on(mutant: Mutant, place: Place) -> None:
    """What the sender does between two places."""
    match place:
        case Place.ROW:
            mutant.file.count_up()
        case Place.TEXT:
            mutant.lines = mutant.file.lines()
        case Place.LINE:
            if not mutant.content:
                mutant.content = written(mutant.lines, last_end=mutant.file.last_end)
        case Place.BYTES:
            if mutant.control is None:
                mutant.control = as_control(control_for(mutant.content, mutant.file))


def earlier(mutant: Mutant, version: int, content: bytes = b"other") -> tuple[Received, ...]:
    """What is known of a file of the same group that came before."""
    (known,) = history_of(mutant.file.content())
    return (Received(sha256(content).hexdigest(), known.group, version),)
