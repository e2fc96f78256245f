"""How cases of a procedure end, as its author wrote it: the outcomes, and taking an application back."""

from dataclasses import dataclass

from workflow.definition.block import Block, Words
from workflow.definition.located import ABSENT, Located


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart(Block):
    """A way a case can end."""

    kind: Located[str] = ABSENT
    english: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalPart(Block):
    who: Words = ()
    until: Located[str] = ABSENT
    undo: Located[bool] | None = None
