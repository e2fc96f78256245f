"""workflow's tables."""

from workflow.models.case import Case, Incident, NumberSeries, Subscription, Timer, UserTask
from workflow.models.case_migration import CaseMigration
from workflow.models.channel import Channel, LedgerState
from workflow.models.effect import Effect
from workflow.models.journal import JournalEntry, JournalPayload, JournalStream, JournalTombstone, JournalUnsealed
from workflow.models.linked_case import LinkedCase
from workflow.models.message import InboundMessage
from workflow.models.missed_month import MissedMonth
from workflow.models.procedure import DefinitionVersion, Procedure
from workflow.models.question import Question

__all__ = [
    "Case",
    "CaseMigration",
    "Channel",
    "DefinitionVersion",
    "Effect",
    "InboundMessage",
    "Incident",
    "JournalEntry",
    "JournalPayload",
    "JournalStream",
    "JournalTombstone",
    "JournalUnsealed",
    "LedgerState",
    "LinkedCase",
    "MissedMonth",
    "NumberSeries",
    "Procedure",
    "Question",
    "Subscription",
    "Timer",
    "UserTask",
]
