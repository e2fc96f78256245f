"""workflow's tables."""

from workflow.models.case import Case, Incident, NumberSeries, Subscription, Timer, UserTask
from workflow.models.effect import Effect, InboundMessage
from workflow.models.journal import JournalEntry, JournalPayload, JournalStream, JournalTombstone, JournalUnsealed
from workflow.models.procedure import DefinitionVersion, Procedure

__all__ = [
    "Case",
    "DefinitionVersion",
    "Effect",
    "InboundMessage",
    "Incident",
    "JournalEntry",
    "JournalPayload",
    "JournalStream",
    "JournalTombstone",
    "JournalUnsealed",
    "NumberSeries",
    "Procedure",
    "Subscription",
    "Timer",
    "UserTask",
]
