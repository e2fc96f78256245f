"""How a command can end."""

from dataclasses import dataclass

from forms.spec import Text
from workflow.engine.effects import Effect
from workflow.engine.state import CaseState

Move = tuple[str, str]
"""From node id to node id; from nowhere (empty) where a token is new."""


@dataclass(frozen=True, slots=True)
class Step:
    """Done: the state after the command, and what must be done outside."""

    state: CaseState
    effects: tuple[Effect, ...]
    moves: tuple[Move, ...] = ()
    """Every move of a token, in order: which way the step took."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """What the command concerns is gone: a late timer, a second approver, an answer to a withdrawn call."""

    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One reason why a command is refused, for the person who gave it."""

    code: str
    """Stable, for programs: `missing_right`, `unknown_verdict`, `answer_invalid` …"""
    message: Text
    item: str = ""
    """Key of the item it concerns; empty for the whole."""
    suggestion: str = ""
    """What the person probably meant, ready to be sent; empty when nothing is likely."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing happened, for these reasons."""

    objections: tuple[Objection, ...]


GONE = TooLate(Text("もう終わっています。", "It is already over."))


def refused(code: str, ja: str, en: str) -> Refused:
    """A refusal for one reason."""
    return Refused((Objection(code=code, message=Text(ja, en)),))
