"""How a command can end."""

from dataclasses import dataclass

from forms.spec import Text
from workflow.engine.effects import Effect
from workflow.engine.state import CaseState


@dataclass(frozen=True, slots=True)
class Step:
    """Done: the state after the command, and what must be done outside."""

    state: CaseState
    effects: tuple[Effect, ...]


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
