"""The tables of integrations."""

from integrations.models.arrived_file import ArrivedFile
from integrations.models.attempt import Attempt
from integrations.models.case_document import CaseDocument
from integrations.models.connected_system import ConnectedSystem
from integrations.models.correction import Correction
from integrations.models.failing_pickup import FailingPickup
from integrations.models.file_judgement import FileJudgement
from integrations.models.notice import Notice
from integrations.models.personnel_set import PersonnelSet
from integrations.models.remedy import RemediedCall, Remedy

__all__ = [
    "ArrivedFile",
    "Attempt",
    "CaseDocument",
    "ConnectedSystem",
    "Correction",
    "FailingPickup",
    "FileJudgement",
    "Notice",
    "PersonnelSet",
    "RemediedCall",
    "Remedy",
]
