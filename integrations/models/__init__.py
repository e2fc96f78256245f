"""The tables of integrations."""

from integrations.models.attempt import Attempt
from integrations.models.case_document import CaseDocument
from integrations.models.connected_system import ConnectedSystem
from integrations.models.correction import Correction
from integrations.models.notice import Notice

__all__ = ["Attempt", "CaseDocument", "ConnectedSystem", "Correction", "Notice"]
