"""A decision table as it is written."""

from dataclasses import dataclass

from workflow.definition.block import Block
from workflow.definition.located import ABSENT, Located


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart(Block):
    """A decision table."""

    basis: Located[str] | None = None
    as_of: Located[str] | None = None
    hit: Located[str] | None = None
    valid: Located[str] | None = None
    authorities: tuple[Located[str], ...] = ()
    rules: Located[str] = ABSENT
    file: Located[str] | None = None
