"""approvals' tables."""

from approvals.models.case_words import CaseWords
from approvals.models.delegation import Delegation, DelegationKind
from approvals.models.look import CaseLook
from approvals.models.organisation import (
    Absence,
    GenerationStatus,
    OrganisationGeneration,
    Post,
    Posting,
    SectionRole,
    StaffRecord,
    Unit,
)
from approvals.models.page_tick import PageTick
from approvals.models.remark import Remark
from approvals.models.route_proof import RouteProof
from approvals.models.saved_view import SavedView
from approvals.models.work import CaseReader, InboxEntry, LaterView

__all__ = [
    "Absence",
    "CaseLook",
    "CaseReader",
    "CaseWords",
    "Delegation",
    "DelegationKind",
    "GenerationStatus",
    "InboxEntry",
    "LaterView",
    "OrganisationGeneration",
    "PageTick",
    "Post",
    "Posting",
    "Remark",
    "RouteProof",
    "SavedView",
    "SectionRole",
    "StaffRecord",
    "Unit",
]
