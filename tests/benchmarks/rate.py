"""How fast something goes, and what it costs."""

import os
from pathlib import Path
from typing import NamedTuple


class Rate(NamedTuple):
    """One measurement."""

    per_second: float
    processor: float
    """Seconds of processor time for one."""


def processor_of(pid: int) -> float:
    """Seconds of processor time of a process and of those it has started."""
    own = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
    ticks = int(own[11]) + int(own[12])
    children = (Path("/proc") / str(pid) / "task" / str(pid) / "children").read_text().split()
    return ticks / os.sysconf("SC_CLK_TCK") + sum(processor_of(int(child)) for child in children)
